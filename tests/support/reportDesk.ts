// A company with a simulated Nextcloud and a desk full of files that belong to a month.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectionId, RunId } from '../../shared/domain/ids';
import madeUp from '../providers/madeUp';
import { simulatedNextcloud } from './simulatedNextcloud';
import { startApp } from './testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from './testHost';

export const MONTH = '2026-09';
export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export async function openDesk() {
  const [clock, folder, encryptionKey] = [testClock(), dataFolder(), newEncryptionKey()];
  const cloud = simulatedNextcloud(clock);
  const top = join(folder, 'desk');
  mkdirSync(top);
  const start = () => startApp(testHost({ data: folder, clock, encryptionKey }), [cloud.manifest, madeUp]);
  let kontor = await start();
  const company = { name: 'Zielona Kuźnia', country: 'PL', taxId: '5265877635' } as const;
  const { id: companyId } = await kontor.call('companies.create', company);
  const connect = async (default_folder: string): Promise<ConnectionId> => {
    const values = { ...cloud.values, default_folder };
    return (await kontor.connect({ providerId: 'nextcloud', companyId }, values)).connectionId;
  };
  const ended = async (started: Promise<{ readonly runId: RunId }>) => kontor.ended((await started).runId);
  const reports = async (month = MONTH) => (await kontor.call('reports.month', { companyId, month })).reports;
  return {
    clock,
    folder,
    companyId,
    cloud: cloud.simulator,
    first: await connect('/Ksiegowa'),
    connect,
    ended,
    reports,
    /** As it is after the last start. */
    kontor: () => kontor,
    path: (name: string): string => join(top, name),
    put: (name: string, text = name): string => {
      writeFileSync(join(top, name), text);
      return join(top, name);
    },
    drop: (...paths: readonly string[]) => kontor.call('reports.drop', { companyId, month: MONTH, paths: [...paths] }),
    names: async (month = MONTH) => (await reports(month)).map(({ fileName }) => fileName),
    upload: (order: { readonly reportName?: string; readonly connectionId?: ConnectionId } = {}) =>
      ended(kontor.call('reports.upload', { companyId, month: MONTH, ...order })),
    check: () => ended(kontor.call('reports.check', { companyId, month: MONTH })),
    /** What lies at the destination: paths and hashes. */
    stored: () => [...cloud.simulator.control.files()].map(([path, bytes]): [string, string] => [path, sha256(bytes)]),
    restart: async (): Promise<void> => {
      await kontor.stop();
      kontor = await start();
    },
    close: async (): Promise<void> => {
      await kontor.stop();
      removeDataFolder(folder);
    },
  };
}
export type Desk = Awaited<ReturnType<typeof openDesk>>;

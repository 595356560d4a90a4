// A company that sends over a simulated KSeF, in a running core.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import { databaseFile } from '../../electron/core/archive/folders';
import { openSqlite } from '../../electron/core/db/openSqlite';
import type { KsefKnobs } from '../../electron/core/providers/ksef/simulator/options';
import type { OutboxId, SendMode } from '../../shared/contract/sending';
import type { CompanyId, ConnectionId } from '../../shared/domain/ids';
import { archiveInProcess } from './archiveInProcess';
import { dumpArchive } from './archiveDump';
import type { FakeClock } from './fakeClock';
import { simulatedKsef, type SimulatedKsef } from './simulatedKsef';
import { startApp, type TestApp } from './testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from './testHost';

export const SENDS = /^POST .*\/online\/[^/]+\/invoices$/;
export const SENDING = /^(PUT|POST .*\/sessions)/;

export interface Office {
  readonly folder: string;
  readonly ksef: SimulatedKsef;
  readonly clock: FakeClock;
  kontor: TestApp;
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  restart(): Promise<void>;
}
const open: Office[] = [];
afterEach(async () => {
  for (const { kontor, folder } of open.splice(0)) {
    await kontor.stop();
    removeDataFolder(folder);
  }
});

export async function office(isOn = true, knobs: KsefKnobs = {}): Promise<Office> {
  const [clock, folder, encryptionKey] = [testClock(), dataFolder(), newEncryptionKey()];
  const ksef = simulatedKsef(clock, { count: 10, ...knobs });
  const start = () => startApp(testHost({ data: folder, clock, encryptionKey }), [ksef.manifest]);
  const kontor = await start();
  const token = ksef.simulator.control.tokens.readWrite.token;
  const ids = await kontor.connect({ providerId: 'ksef' }, { ...ksef.values, token });
  const one: Office = {
    folder,
    ksef,
    clock,
    kontor,
    ...ids,
    restart: async () => {
      await one.kontor.stop();
      one.kontor = await start();
    },
  };
  open.push(one);
  if (isOn) await switchTo(one, true);
  return one;
}
export const switchTo = ({ kontor, connectionId }: Office, sending: boolean) =>
  kontor.call('connections.saveSettings', { connectionId, settings: { sending } });

export async function draft(
  one: Office,
  xml: Uint8Array,
  mode: SendMode = 'online',
  corrects?: OutboxId,
): Promise<OutboxId> {
  const { companyId, connectionId, kontor } = one;
  const base64 = Buffer.from(xml).toString('base64');
  const order = { companyId, connectionId, fileName: 'faktura.xml', base64, mode };
  return (await kontor.call('sending.draft', corrects === undefined ? order : { ...order, corrects })).id;
}
export async function sendNow(one: Office, ...ids: OutboxId[]) {
  const { token = '' } = await one.kontor.call('sending.prepare', { ids });
  const { runId } = await one.kontor.call('sending.confirm', { token });
  return one.kontor.ended(runId);
}
export const item = ({ kontor }: Office, id: OutboxId) => kontor.call('sending.get', { id });
export const sale = ({ ksef }: Office) => ksef.simulator.control.draft();
export const hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
export const sales = async ({ kontor, companyId }: Office) =>
  (await kontor.call('invoices.list', { filter: { companyId, direction: 'sale' }, sort: 'date_asc', limit: 500 })).rows;

/** Deletes the database in thought: the folder alone gives the same rows again. */
export async function expectRebuilds({ folder, ksef, kontor }: Office): Promise<void> {
  await kontor.stop();
  const archive = join(folder, 'archive');
  const { writer, close } = archiveInProcess(archive, [ksef.manifest]);
  const db = openSqlite(databaseFile(archive));
  const before = dumpArchive(db);
  expect((await writer.rebuild()).problems).toEqual([]);
  expect(dumpArchive(db)).toEqual(before);
  expect(before.outbox.length).toBeGreaterThan(0);
  db.close();
  await close();
}

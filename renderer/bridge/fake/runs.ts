import { BundleId, ReportId, RunId, type ConnectionId } from '../../../shared/domain/ids';
import type { RunView, RunPart } from '../../../shared/contract/runs';
import type { z } from 'zod';
import type { ConnectionView } from '../../../shared/contract/connections';
import { seeded, uuid } from './seeded';
import { DAY, FIRM, iso, MINUTE } from './world';

const random = seeded(97);
export const newRunId = (): RunId => RunId.parse(uuid(random));
export const newBundleId = (): BundleId => BundleId.parse(uuid(random));
export const newReportId = (): ReportId => ReportId.parse(uuid(random));

export function partOf(connectionId: ConnectionId, rest: Partial<z.infer<typeof RunPart>>): z.infer<typeof RunPart> {
  return {
    connectionId,
    state: 'done',
    done: 0,
    unit: 'invoices',
    newCount: 0,
    changedCount: 0,
    knownCount: 0,
    unreadable: [],
    ...rest,
  };
}

export function runsAt(now: Date, connections: readonly ConnectionView[]): RunView[] {
  const [national, ledger, , cloud, vaultbox] = connections;
  if (!national || !ledger || !cloud || !vaultbox) throw new Error('the invented firm has five connections');
  const run = (minutes: number, kind: RunView['kind'], rest: Partial<RunView>): RunView => ({
    id: newRunId(),
    companyId: FIRM.companyId,
    kind,
    trigger: 'schedule',
    state: 'done',
    startedAt: iso(now, -minutes * MINUTE - 4000),
    endedAt: iso(now, -minutes * MINUTE),
    parts: [],
    ...rest,
  });
  const month = iso(now, -30 * DAY).slice(0, 7);
  return [
    run(14, 'sync', {
      trigger: 'user',
      parts: [
        partOf(national.id, { newCount: 9, done: 9, total: 9, knownCount: 4862 }),
        partOf(ledger.id, { newCount: 3, done: 3, total: 3, knownCount: 2140 }),
      ],
    }),
    run(190, 'upload', {
      state: 'failed',
      month,
      revision: 1,
      parts: [partOf(vaultbox.id, { state: 'failed', unit: 'bytes', total: 3_800_000 })],
      ...(vaultbox.problem === undefined ? {} : { problem: vaultbox.problem }),
    }),
    run(195, 'upload', {
      month,
      revision: 1,
      parts: [partOf(cloud.id, { unit: 'bytes', done: 3_800_000, total: 3_800_000 })],
    }),
    run(200, 'build', { trigger: 'user', month, revision: 1, parts: [] }),
    run(420, 'sync', { parts: [partOf(national.id, { knownCount: 4862 })] }),
    run(900, 'sync', {
      parts: [
        partOf(national.id, { newCount: 18, knownCount: 4844 }),
        partOf(ledger.id, { newCount: 3, knownCount: 2137 }),
      ],
    }),
    run(1700, 'verify', { trigger: 'user', parts: [partOf(vaultbox.id, { unit: 'steps', done: 4, total: 4 })] }),
  ];
}

// A month that is due: what counts as having read the sources.
import { describe, expect, it } from 'vitest';
import type { CompanyId, Month, RunId } from '../../../shared/domain/ids';
import type { RunView } from '../../../shared/contract/runs';
import type { Claim, Schedule } from '../db/repositories/schedule.repo';
import { scheduledWork, type WorkParts } from './work';

const COMPANY = '00000000-0000-7000-8000-000000000001' as CompanyId;
const NOTED = '00000000-0000-7000-8000-00000000000a' as RunId;
const OWN = '00000000-0000-7000-8000-00000000000b' as RunId;

const schedule = { companyId: COMPANY, connectionId: null, work: 'report', zone: 'Europe/Warsaw' } as Schedule;
const claim = {
  scheduleId: '00000000-0000-7000-8000-000000000101',
  period: '2026-01' as Month,
  dueAt: '2026-02-03T06:12:00.000Z',
  claimedAt: '2026-02-03T06:12:00.000Z',
  late: null,
  runId: NOTED,
} as Claim;

/** An archive without the month, beside a source; the claim notes a sync that has ended. */
function work(noted: Partial<RunView>, stored: readonly Partial<RunView>[] = [], now = '2026-02-03T06:12:01.000Z') {
  const started: string[] = [];
  const parts = {
    host: { clock: { now: () => Date.parse(now) } },
    sync: {
      status: () => Promise.resolve({}),
      start: () => Promise.resolve({ runId: (started.push('sync'), OWN) }),
    },
    runs: {
      live: () => [],
      get: () => Promise.resolve({ id: NOTED, kind: 'sync', state: 'done', ...noted }),
    },
    reader: {
      runs: () => Promise.resolve(stored),
      bundles: () => Promise.resolve({ bundles: [], invoiceCount: 0 }),
      reports: () => Promise.resolve([]),
      fiscalFiles: () => Promise.resolve([]),
    },
    connections: { list: () => Promise.resolve([{ id: 'c', providerId: 'source', state: 'active' }]) },
    manifestOf: () => ({ id: 'source', invoices: { pull: () => undefined } }),
  };
  return { started, work: scheduledWork(parts as unknown as WorkParts) };
}

describe('a month that is due', () => {
  it('is empty when this PC has read its sources and nothing came', async () => {
    const { work: own, started } = work({});
    expect(await own.advance(schedule, claim)).toMatchObject({ is: 'ended', problem: 'upload.empty_month' });
    expect(started).toEqual([]);
  });

  it('is read here first when the sync that is noted was another PC’s', async () => {
    const { work: own, started } = work({ pc: 'bert' });
    expect(await own.advance(schedule, claim)).toEqual({ is: 'going', runId: OWN });
    expect(started).toEqual(['sync']);
  });

  it.each([
    ['on time', '2026-02-03T06:12:00.000Z'],
    ['late', '2026-02-10T07:00:00.000Z'],
  ])('is not done because a clock that stood ahead had it done before: this time %s', async (_, claimedAt) => {
    const due = { scheduleId: claim.scheduleId, at: claim.dueAt };
    const ran = { state: 'done', startedAt: '2026-02-05T06:00:00.000Z', endedAt: '2026-02-05T06:01:00.000Z', due };
    const { work: own, started } = work(
      {},
      [
        { ...ran, kind: 'upload' },
        { ...ran, kind: 'sync' },
      ] as Partial<RunView>[],
      claimedAt,
    );
    expect(await own.advance(schedule, { ...claim, claimedAt, runId: null })).toEqual({ is: 'going', runId: OWN });
    expect(started).toEqual(['sync']);
  });
});

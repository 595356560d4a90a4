import { afterEach, beforeEach, expect, it } from 'vitest';
import { join } from 'node:path';
import type { CompanyId, RunId, ScheduleId } from '../../../../shared/domain/ids';
import { dataFolder, removeDataFolder, START } from '../../../../tests/support/testHost';
import { instantOf } from '../../time';
import { openDatabase, type ConfigDatabase } from '../openDatabase';
import { LEASE_MS, scheduleRepo, type Claim, type NewClaim, type Schedule, type ScheduleRepo } from './schedule.repo';

const SCHEDULE: Schedule = {
  id: '00000000-0000-7000-8000-000000000001' as ScheduleId,
  companyId: '00000000-0000-7000-8000-000000000002' as CompanyId,
  connectionId: null,
  work: 'report',
  rule: { every: 'month', workingDay: 'last', at: '16:05' },
  zone: 'Europe/Warsaw',
  catchUp: 'ask',
  isOn: true,
  since: instantOf(START),
  createdAt: instantOf(START),
};
const CLAIM: NewClaim = {
  scheduleId: SCHEDULE.id,
  owner: '*',
  period: '2026-09',
  heldBy: 'pc-1',
  dueAt: instantOf(START),
  claimedAt: instantOf(START),
  state: 'going',
  tries: 1,
  late: 'asleep',
  runId: null,
  problem: null,
};

let folder: string;
let db: ConfigDatabase;
let repo: ScheduleRepo;
beforeEach(async () => {
  folder = dataFolder();
  db = await openDatabase({ type: 'sqlite', path: join(folder, 'config.db') });
  repo = scheduleRepo(db, { isShared: false, aheadMs: () => Promise.resolve(0) });
});
afterEach(async () => {
  await db.destroy();
  removeDataFolder(folder);
});
const only = async (nowMs: number): Promise<Claim> => {
  const [claim, ...others] = await repo.claims(SCHEDULE.id, 'pc-9', nowMs);
  if (!claim || others.length > 0) throw new Error('not one claim');
  return claim;
};

it('keeps a schedule as it was saved, and its claims go with it', async () => {
  await repo.save(SCHEDULE);
  await repo.save({ ...SCHEDULE, isOn: false });
  expect(await repo.list()).toEqual([{ ...SCHEDULE, isOn: false }]);
  await repo.claim(CLAIM, START);
  await repo.delete(SCHEDULE.id);
  expect(await repo.list()).toEqual([]);
  expect(await repo.claims(SCHEDULE.id, '*', START)).toEqual([]);
});

it('gives a period to one, and to another only when that one has been silent for six hours', async () => {
  expect(await repo.claim(CLAIM, START)).toBe(true);
  expect(await repo.claim({ ...CLAIM, heldBy: 'pc-2' }, START)).toBe(false);
  expect(await only(START + LEASE_MS)).toEqual({ ...CLAIM, renewedAt: instantOf(START), isLeft: false });
  const later = START + LEASE_MS + 1;
  const left = await only(later);
  expect(left.isLeft).toBe(true);
  expect(await repo.takeOver(left, 'pc-2', later)).toBe(true);
  expect(await repo.takeOver(left, 'pc-3', later)).toBe(false);
  expect(await only(later)).toMatchObject({ heldBy: 'pc-2', isLeft: false });
});

it('a sign of life keeps it, and whoever has lost it changes nothing any more', async () => {
  await repo.claim(CLAIM, START);
  const runId = '00000000-0000-7000-8000-000000000003' as RunId;
  const later = START + LEASE_MS;
  expect(await repo.update({ ...(await only(later)), runId }, later)).toBe(true);
  expect(await only(later + LEASE_MS)).toMatchObject({ runId, isLeft: false });
  const held = await only(later + LEASE_MS + 1);
  await repo.takeOver(held, 'pc-2', later + LEASE_MS + 1);
  expect(await repo.update({ ...held, state: 'failed' }, later)).toBe(false);
  expect(await only(later)).toMatchObject({ heldBy: 'pc-2', state: 'going' });
});

it('two PCs whose clocks are hours apart agree on who is gone, because the store counts', async () => {
  // What each of them takes for now, seven hours apart, is the same to the store.
  const of = (aheadMs: number) => scheduleRepo(db, { isShared: true, aheadMs: () => Promise.resolve(aheadMs) });
  const HOUR_MS = 60 * 60_000;
  const [behind, right] = [of(7 * HOUR_MS), of(0)];
  await right.save(SCHEDULE);
  expect(await behind.claim(CLAIM, START - 7 * HOUR_MS)).toBe(true);
  const [seen] = await right.claims(SCHEDULE.id, 'pc-2', START);
  expect(seen).toMatchObject({ heldBy: 'pc-1', isLeft: false });
  if (!seen) return;
  expect(await behind.update(seen, START - HOUR_MS)).toBe(true);
  expect((await right.claims(SCHEDULE.id, 'pc-2', START + 12 * HOUR_MS))[0]).toMatchObject({ isLeft: false });
  expect((await right.claims(SCHEDULE.id, 'pc-2', START + 13 * HOUR_MS))[0]).toMatchObject({ isLeft: true });
});

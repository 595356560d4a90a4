// What is due belongs to one PC at a time, by the store's clock, on every engine.
import { describe, expect, it } from 'vitest';
import { LEASE_MS, scheduleRepo, type NewClaim } from '../../electron/core/db/repositories/schedule.repo';
import type { ScheduleId } from '../../shared/domain/ids';
import type { SkewedPc } from './sharedTables.suite';

const MINUTE_MS = 60_000;
const AT = '2026-11-02T08:00:00.000Z';

export function claimSuite(pcOf: (skewMs: number) => SkewedPc, uuid: () => string): void {
  const repoOf = (skewMs: number) => {
    const { db, clock, now } = pcOf(skewMs);
    return { now, repo: scheduleRepo(db, clock) };
  };
  const claim = (heldBy: string, scheduleId: string): NewClaim => ({
    scheduleId: scheduleId as ScheduleId,
    owner: '*',
    period: '2026-10',
    heldBy,
    dueAt: AT,
    claimedAt: AT,
    state: 'going',
    tries: 1,
    late: null,
    runId: null,
    problem: null,
  });

  describe('what is due', () => {
    it('is taken on by one of five PCs, whatever their clocks say, and left to it while it gives a sign', async () => {
      const id = uuid();
      const pcs = [-7, -2, 0, 3, 9].map((minutes) => repoOf(minutes * MINUTE_MS));
      const taken = await Promise.all(pcs.map(({ repo, now }, n) => repo.claim(claim(String(n), id), now())));
      expect(taken.filter(Boolean)).toHaveLength(1);
      for (const { repo, now } of pcs) {
        const [seen] = await repo.claims(id as ScheduleId, 'anybody', now());
        expect(seen).toMatchObject({ heldBy: String(taken.indexOf(true)), isLeft: false });
      }
    });

    it('goes to one of those who see that its PC is gone, and the one that was gone hears it', async () => {
      const id = uuid();
      const lost = repoOf(-(LEASE_MS + MINUTE_MS));
      // Taken on so long ago by the store's clock: this PC's own says another time, which does not matter.
      const { db, clock } = pcOf(0);
      const longAgo = { isShared: true, aheadMs: async () => (await clock.aheadMs(db)) - LEASE_MS - MINUTE_MS };
      expect(await scheduleRepo(db, longAgo).claim(claim('lost', id), Date.now())).toBe(true);
      const pcs = [-7, 0, 9].map((minutes) => repoOf(minutes * MINUTE_MS));
      const [left] = await lost.repo.claims(id as ScheduleId, 'anybody', lost.now());
      if (!left) throw new Error('no claim');
      expect(left).toMatchObject({ heldBy: 'lost', isLeft: true });
      const taken = await Promise.all(pcs.map(({ repo, now }, n) => repo.takeOver(left, String(n), now())));
      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await lost.repo.update({ ...left, state: 'done' }, lost.now())).toBe(false);
    });
  });
}

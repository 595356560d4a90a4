// The rows of schedules without a database: for a simulated year, whose time would else go into thousands of small writes.
import {
  LEASE_MS,
  type Claim,
  type Schedule,
  type ScheduleRepo,
} from '../../electron/core/db/repositories/schedule.repo';
import { instantOf, msOf } from '../../electron/core/time';

export function scheduleRows(schedules: readonly Schedule[]): ScheduleRepo {
  const rows = new Map(schedules.map((each) => [each.id as string, each]));
  const claims = new Map<string, Claim>();
  const keyOf = ({ scheduleId, owner, period }: Pick<Claim, 'scheduleId' | 'owner' | 'period'>): string =>
    [scheduleId, owner, period].join('|');
  return {
    list: () => Promise.resolve([...rows.values()]),
    find: (id) => Promise.resolve(rows.get(id) ?? null),
    save: (schedule) => Promise.resolve(void rows.set(schedule.id, schedule)),
    delete: (id) => Promise.resolve(void rows.delete(id)),
    claims: (id, owner, nowMs) =>
      Promise.resolve(
        [...claims.values()]
          .filter((claim) => claim.scheduleId === id && (claim.owner === owner || claim.owner === '*'))
          .sort((a, b) => (a.period < b.period ? -1 : 1))
          .map((claim) => ({ ...claim, isLeft: nowMs - msOf(claim.renewedAt) > LEASE_MS })),
      ),
    claim: (claim, nowMs) => {
      if (claims.has(keyOf(claim))) return Promise.resolve(false);
      claims.set(keyOf(claim), { ...claim, renewedAt: instantOf(nowMs), isLeft: false });
      return Promise.resolve(true);
    },
    takeOver: (claim, heldBy, nowMs) => {
      const known = claims.get(keyOf(claim));
      if (known?.heldBy !== claim.heldBy || known.renewedAt !== claim.renewedAt) return Promise.resolve(false);
      claims.set(keyOf(claim), { ...known, heldBy, renewedAt: instantOf(nowMs) });
      return Promise.resolve(true);
    },
    update: (claim, nowMs) => {
      if (claims.get(keyOf(claim))?.heldBy !== claim.heldBy) return Promise.resolve(false);
      claims.set(keyOf(claim), { ...claim, renewedAt: instantOf(nowMs) });
      return Promise.resolve(true);
    },
    drop: (claim) => Promise.resolve(void claims.delete(keyOf(claim))),
  };
}

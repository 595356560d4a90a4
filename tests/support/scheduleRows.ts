// The rows of schedules without a database: for a simulated year, whose time would else go into thousands of small writes.
import type { Claim, Schedule, ScheduleRepo } from '../../electron/core/db/repositories/schedule.repo';

export function scheduleRows(schedules: readonly Schedule[]): ScheduleRepo {
  const rows = new Map(schedules.map((each) => [each.id as string, each]));
  const claims = new Map<string, Claim>();
  const keyOf = ({ scheduleId, owner, period }: Claim): string => [scheduleId, owner, period].join('|');
  return {
    list: () => Promise.resolve([...rows.values()]),
    find: (id) => Promise.resolve(rows.get(id) ?? null),
    save: (schedule) => Promise.resolve(void rows.set(schedule.id, schedule)),
    delete: (id) => Promise.resolve(void rows.delete(id)),
    claims: (id, owner) =>
      Promise.resolve(
        [...claims.values()]
          .filter((claim) => claim.scheduleId === id && (claim.owner === owner || claim.owner === '*'))
          .sort((a, b) => (a.period < b.period ? -1 : 1)),
      ),
    claim: (claim) => {
      if (claims.has(keyOf(claim))) return Promise.resolve(false);
      claims.set(keyOf(claim), claim);
      return Promise.resolve(true);
    },
    takeOver: (claim, heldBy, at) => {
      const known = claims.get(keyOf(claim));
      if (known?.heldBy !== claim.heldBy || known.renewedAt !== claim.renewedAt) return Promise.resolve(false);
      claims.set(keyOf(claim), { ...known, heldBy, renewedAt: at });
      return Promise.resolve(true);
    },
    update: (claim) => {
      if (claims.has(keyOf(claim))) claims.set(keyOf(claim), claim);
      return Promise.resolve();
    },
    drop: (claim) => Promise.resolve(void claims.delete(keyOf(claim))),
  };
}

// Work that one PC of several does: whoever holds the lease, until it ends by the store's clock.
import { instantOf, msOf } from '../../time';
import type { ConfigDatabase } from '../openDatabase';
import type { StoreClock } from '../storeClock';
import { transact } from '../transact';

export type Lease =
  | { readonly isMine: true }
  /** `untilMs` is on this PC's clock. */
  | { readonly isMine: false; readonly holder: string; readonly untilMs: number };

export interface LeaseRepo {
  /** Takes it, or holds it longer; not while another one's has not ended. */
  take(name: string, holder: string, forMs: number, nowMs: number): Promise<Lease>;
  /** Holds it longer. False: another one has it, or had it in the meantime, which is told by a row that is gone. */
  hold(name: string, holder: string, forMs: number, nowMs: number): Promise<boolean>;
  /** Nothing happens to a lease that is another one's by now. */
  release(name: string, holder: string): Promise<void>;
}

export function leaseRepo(db: ConfigDatabase, clock: StoreClock): LeaseRepo {
  return {
    take: (name, holder, forMs, nowMs) =>
      transact(db, async (trx) => {
        const aheadMs = await clock.aheadMs(trx);
        const now = instantOf(nowMs + aheadMs);
        const mine = { holder, until: instantOf(nowMs + aheadMs + forMs) };
        // An update first: it waits for whoever is at the same row, and sees what that one wrote.
        const { numUpdatedRows } = await trx
          .updateTable('lease')
          .set(mine)
          .where('name', '=', name)
          .where((is) => is.or([is('holder', '=', holder), is('until', '<', now)]))
          .executeTakeFirst();
        if (numUpdatedRows > 0n) return { isMine: true };
        const row = await trx.selectFrom('lease').selectAll().where('name', '=', name).executeTakeFirst();
        if (row) return { isMine: false, holder: row.holder, untilMs: msOf(row.until) - aheadMs };
        await trx
          .insertInto('lease')
          .values({ name, ...mine })
          .execute();
        return { isMine: true };
      }),
    hold: (name, holder, forMs, nowMs) =>
      transact(db, async (trx) => {
        const until = instantOf(nowMs + (await clock.aheadMs(trx)) + forMs);
        const { numUpdatedRows } = await trx
          .updateTable('lease')
          .set({ until })
          .where('name', '=', name)
          .where('holder', '=', holder)
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),
    release: async (name, holder) => {
      await db.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute();
    },
  };
}

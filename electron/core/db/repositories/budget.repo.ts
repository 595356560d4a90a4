// Allowances counted in the config store, so that they survive a restart and are shared by every part of the app and every PC.
// What is stored is on the store's clock; callers speak in that of this computer.
import { z } from 'zod';
import {
  budgetUsage,
  decideTake,
  longestBlockMs,
  type BudgetStore,
  type BudgetWindow,
  type CountedCalls,
} from '../../http/budget';
import type { Ids } from '../../ports';
import { instantOf, msOf } from '../../time';
import type { ConfigDatabase } from '../openDatabase';
import type { StoreClock } from '../storeClock';
import { transact } from '../transact';

/** A call that was counted elsewhere while the store was away. */
export interface CountedBudgets extends BudgetStore {
  add(key: string, group: string, takenAtMs: number): Promise<void>;
}

const Windows = z.array(z.strictObject({ ms: z.int().positive(), limit: z.int().min(0) }));

/** Clocks of several PCs are known to each other less exactly than this; what lies further ahead was noted by a wrong one. */
const CLOCK_PLAY_MS = 60_000;

export function budgetRepo(db: ConfigDatabase, ids: Ids, clock: StoreClock): CountedBudgets {
  const counted = async (
    trx: ConfigDatabase,
    key: string,
    group: string,
    windows: readonly BudgetWindow[],
    nowMs: number,
    aheadMs: number,
  ): Promise<CountedCalls> => {
    const longest = Math.max(0, ...windows.map(({ ms }) => ms));
    const calls =
      longest === 0
        ? []
        : await trx
            .selectFrom('budget_call')
            .select('at')
            .where('budget_key', '=', key)
            .where('call_group', '=', group)
            .where('at', '>', instantOf(nowMs + aheadMs - longest))
            .orderBy('at')
            .execute();
    const block = await trx
      .selectFrom('budget_block')
      .select('until')
      .where('budget_key', '=', key)
      .where('call_group', '=', group)
      .executeTakeFirst();
    return {
      takenAtMs: calls.map((row) => msOf(row.at) - aheadMs),
      blockedUntilMs: block ? msOf(block.until) - aheadMs : null,
    };
  };

  const countedNow = async (key: string, group: string, windows: readonly BudgetWindow[], nowMs: number) =>
    counted(db, key, group, windows, nowMs, await clock.aheadMs(db));

  /** What a clock that stood ahead has noted begins now: else it would begin anew with every look, until that date has come. */
  const broughtBack = async (
    trx: ConfigDatabase,
    key: string,
    group: string,
    calls: CountedCalls,
    { nowMs, aheadMs }: { readonly nowMs: number; readonly aheadMs: number },
  ): Promise<CountedCalls> => {
    const [now, latest] = [instantOf(nowMs + aheadMs), instantOf(nowMs + aheadMs + longestBlockMs)];
    if (calls.takenAtMs.some((at) => at > nowMs + CLOCK_PLAY_MS))
      await trx
        .updateTable('budget_call')
        .set({ at: now })
        .where('budget_key', '=', key)
        .where('call_group', '=', group)
        .where('at', '>', now)
        .execute();
    if ((calls.blockedUntilMs ?? 0) > nowMs + longestBlockMs)
      await trx
        .updateTable('budget_block')
        .set({ until: latest })
        .where('budget_key', '=', key)
        .where('call_group', '=', group)
        .where('until', '>', latest)
        .execute();
    return calls;
  };

  /** Until the transaction ends nobody else counts a call of this group. */
  const haveTurn = async (trx: ConfigDatabase, key: string, group: string): Promise<void> => {
    const { numUpdatedRows } = await trx
      .updateTable('budget_call_turn')
      .set((eb) => ({ turn: eb('turn', '+', 1) }))
      .where('budget_key', '=', key)
      .where('call_group', '=', group)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) return;
    await trx.insertInto('budget_call_turn').values({ budget_key: key, call_group: group, turn: 1 }).execute();
  };

  return {
    take: async (key, group, windows, nowMs) => {
      // A group without windows is held back by blocks only; no call of it is written.
      if (windows.length === 0) {
        const aheadMs = await clock.aheadMs(db);
        const calls = await counted(db, key, group, windows, nowMs, aheadMs);
        return decideTake(await broughtBack(db, key, group, calls, { nowMs, aheadMs }), windows, nowMs);
      }
      return transact(db, async (trx) => {
        // A file has one connection: there everybody waits for the transaction before.
        if (clock.isShared) await haveTurn(trx, key, group);
        const aheadMs = await clock.aheadMs(trx);
        const calls = await counted(trx, key, group, windows, nowMs, aheadMs);
        const decision = decideTake(await broughtBack(trx, key, group, calls, { nowMs, aheadMs }), windows, nowMs);
        if (!decision.ok) return decision;
        const longest = Math.max(...windows.map(({ ms }) => ms));
        await trx
          .deleteFrom('budget_call')
          .where('budget_key', '=', key)
          .where('call_group', '=', group)
          .where('at', '<=', instantOf(nowMs + aheadMs - longest))
          .execute();
        await trx
          .insertInto('budget_call')
          .values({ id: ids.uuid(), budget_key: key, call_group: group, at: instantOf(nowMs + aheadMs) })
          .execute();
        return decision;
      });
    },
    add: async (key, group, takenAtMs) => {
      const at = instantOf(takenAtMs + (await clock.aheadMs(db)));
      await db.insertInto('budget_call').values({ id: ids.uuid(), budget_key: key, call_group: group, at }).execute();
    },
    limits: async (key) => {
      const rows = await db.selectFrom('budget_limit').selectAll().where('budget_key', '=', key).execute();
      return new Map(
        rows.flatMap((row) => {
          const windows = Windows.safeParse(JSON.parse(row.windows));
          return windows.success
            ? [[row.call_group, { windows: windows.data, learnedAtMs: msOf(row.learned_at) }] as const]
            : [];
        }),
      );
    },
    learn: (key, groups, nowMs) =>
      transact(db, async (trx) => {
        const names = Object.keys(groups);
        if (names.length === 0) return;
        await trx.deleteFrom('budget_limit').where('budget_key', '=', key).where('call_group', 'in', names).execute();
        const learned_at = instantOf(nowMs);
        const rows = Object.entries(groups).map(([call_group, windows]) => ({
          budget_key: key,
          call_group,
          windows: JSON.stringify(windows),
          learned_at,
        }));
        await trx.insertInto('budget_limit').values(rows).execute();
      }),
    taken: async (key, group, windowMs, nowMs) =>
      (await countedNow(key, group, [{ ms: windowMs, limit: 0 }], nowMs)).takenAtMs,
    usage: async (key, group, windows, nowMs) =>
      budgetUsage(await countedNow(key, group, windows, nowMs), windows, nowMs),
    block: (key, group, untilMs) =>
      transact(db, async (trx) => {
        const aheadMs = await clock.aheadMs(trx);
        const { blockedUntilMs } = await counted(trx, key, group, [], 0, aheadMs);
        if (blockedUntilMs !== null && blockedUntilMs >= untilMs) return;
        const until = instantOf(untilMs + aheadMs);
        const { numUpdatedRows } = await trx
          .updateTable('budget_block')
          .set({ until })
          .where('budget_key', '=', key)
          .where('call_group', '=', group)
          .executeTakeFirst();
        if (numUpdatedRows > 0n) return;
        await trx.insertInto('budget_block').values({ budget_key: key, call_group: group, until }).execute();
      }),
  };
}

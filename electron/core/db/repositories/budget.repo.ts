// Allowances counted in the config store, so that they survive a restart and are shared by every part of the app.
import { z } from 'zod';
import { budgetUsage, decideTake, type BudgetStore, type BudgetWindow, type CountedCalls } from '../../http/budget';
import type { Ids } from '../../ports';
import { instantOf, msOf } from '../../time';
import type { ConfigDatabase } from '../openDatabase';

const Windows = z.array(z.strictObject({ ms: z.int().positive(), limit: z.int().min(0) }));

export function budgetRepo(db: ConfigDatabase, ids: Ids): BudgetStore {
  const counted = async (
    trx: ConfigDatabase,
    key: string,
    group: string,
    windows: readonly BudgetWindow[],
    nowMs: number,
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
            .where('at', '>', instantOf(nowMs - longest))
            .orderBy('at')
            .execute();
    const block = await trx
      .selectFrom('budget_block')
      .select('until')
      .where('budget_key', '=', key)
      .where('call_group', '=', group)
      .executeTakeFirst();
    return { takenAtMs: calls.map((row) => msOf(row.at)), blockedUntilMs: block ? msOf(block.until) : null };
  };

  return {
    take: (key, group, windows, nowMs) => {
      // A group without windows is held back by blocks only; nothing is written for it.
      if (windows.length === 0)
        return counted(db, key, group, windows, nowMs).then((c) => decideTake(c, windows, nowMs));
      return db.transaction().execute(async (trx) => {
        const decision = decideTake(await counted(trx, key, group, windows, nowMs), windows, nowMs);
        if (!decision.ok) return decision;
        const longest = Math.max(...windows.map(({ ms }) => ms));
        await trx
          .deleteFrom('budget_call')
          .where('budget_key', '=', key)
          .where('call_group', '=', group)
          .where('at', '<=', instantOf(nowMs - longest))
          .execute();
        await trx
          .insertInto('budget_call')
          .values({ id: ids.uuid(), budget_key: key, call_group: group, at: instantOf(nowMs) })
          .execute();
        return decision;
      });
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
      db.transaction().execute(async (trx) => {
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
      (await counted(db, key, group, [{ ms: windowMs, limit: 0 }], nowMs)).takenAtMs,
    usage: async (key, group, windows, nowMs) =>
      budgetUsage(await counted(db, key, group, windows, nowMs), windows, nowMs),
    block: (key, group, untilMs) =>
      db.transaction().execute(async (trx) => {
        const { blockedUntilMs } = await counted(trx, key, group, [], 0);
        if (blockedUntilMs !== null && blockedUntilMs >= untilMs) return;
        await trx.deleteFrom('budget_block').where('budget_key', '=', key).where('call_group', '=', group).execute();
        await trx
          .insertInto('budget_block')
          .values({ budget_key: key, call_group: group, until: instantOf(untilMs) })
          .execute();
      }),
  };
}

// Allowances while the store is away: counted in memory from what this PC knows, and told to the store when it is back. Other PCs may use
// the same allowance meanwhile; the service's own refusal is then what holds both back.
import type { CountedBudgets } from '../db/repositories/budget.repo';
import { memoryBudgets, type BudgetStore, type LearnedLimit } from '../http/budget';
import type { StoreWatch } from './storeWatch';

export function enduringBudgets(store: CountedBudgets, watch: StoreWatch): BudgetStore {
  const memory = memoryBudgets();
  const learned = new Map<string, ReadonlyMap<string, LearnedLimit>>();
  let owed: (() => Promise<void>)[] = [];

  watch.whenBack(async () => {
    for (let next = owed[0]; next !== undefined; next = owed[0]) {
      await next();
      owed = owed.slice(1);
    }
  });

  return {
    take: (key, group, windows, nowMs) =>
      watch.ask(
        async () => {
          const take = await store.take(key, group, windows, nowMs);
          if (take.ok) await memory.take(key, group, windows, nowMs);
          // Somebody else's calls count as well: at least so long nothing goes.
          else await memory.block(key, group, take.nextAtMs);
          return take;
        },
        async () => {
          const take = await memory.take(key, group, windows, nowMs);
          if (take.ok && windows.length > 0) owed.push(() => store.add(key, group, nowMs));
          return take;
        },
      ),
    usage: (key, group, windows, nowMs) =>
      watch.ask(
        () => store.usage(key, group, windows, nowMs),
        () => memory.usage(key, group, windows, nowMs),
      ),
    taken: (key, group, windowMs, nowMs) =>
      watch.ask(
        () => store.taken(key, group, windowMs, nowMs),
        () => memory.taken(key, group, windowMs, nowMs),
      ),
    block: async (key, group, untilMs) => {
      await memory.block(key, group, untilMs);
      await watch.ask(
        () => store.block(key, group, untilMs),
        () => void owed.push(() => store.block(key, group, untilMs)),
      );
    },
    limits: (key) =>
      watch.ask(
        async () => {
          const limits = await store.limits(key);
          learned.set(key, limits);
          return limits;
        },
        () => learned.get(key) ?? new Map<string, LearnedLimit>(),
      ),
    learn: (key, groups, nowMs) =>
      watch.ask(
        () => store.learn(key, groups, nowMs),
        () => void owed.push(() => store.learn(key, groups, nowMs)),
      ),
  };
}

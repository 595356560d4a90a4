// What services told about their allowances: read once from the store, then kept in memory for every connection that shares them.
import type { BudgetStore, BudgetWindow, LearnedLimit } from './budget';

export interface LearnedLimits {
  of(budgetKey: string): Promise<ReadonlyMap<string, LearnedLimit>>;
  learn(
    budgetKey: string,
    groups: Readonly<Record<string, readonly { readonly seconds: number; readonly limit: number }[]>>,
    nowMs: number,
  ): Promise<void>;
}

export function budgetWindows(
  windows: readonly { readonly seconds: number; readonly limit: number }[],
): readonly BudgetWindow[] {
  return windows.map(({ seconds, limit }) => ({ ms: seconds * 1000, limit }));
}

export function learnedLimits(budgets: BudgetStore): LearnedLimits {
  const known = new Map<string, Promise<ReadonlyMap<string, LearnedLimit>>>();
  return {
    of: (budgetKey) => {
      const limits = known.get(budgetKey) ?? budgets.limits(budgetKey);
      known.set(budgetKey, limits);
      // A store that is away is asked again next time.
      limits.catch(() => known.delete(budgetKey));
      return limits;
    },
    learn: async (budgetKey, groups, nowMs) => {
      const windows = Object.fromEntries(Object.entries(groups).map(([name, told]) => [name, budgetWindows(told)]));
      await budgets.learn(budgetKey, windows, nowMs);
      known.delete(budgetKey);
    },
  };
}

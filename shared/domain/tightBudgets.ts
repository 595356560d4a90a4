import type { BudgetView } from '../contract/connections';

/** An allowance is worth a look when calls have to wait for it, or a tenth of it is gone. */
export function tightBudgets(budgets: readonly BudgetView[]): readonly BudgetView[] {
  return budgets.filter(({ nextAt, used, limit }) => nextAt !== undefined || used * 10 >= limit);
}

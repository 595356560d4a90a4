import { describe, expect, it } from 'vitest';
import type { BudgetView } from '../contract/connections';
import { tightBudgets } from './tightBudgets';

const budget = (used: number, more: Partial<BudgetView> = {}): BudgetView => ({
  group: 'api',
  windowSeconds: 3600,
  limit: 1000,
  used,
  ...more,
});

describe('allowances on the overview', () => {
  it('are those of which a tenth is used', () => {
    expect(tightBudgets([budget(0), budget(99), budget(100), budget(1000)]).map(({ used }) => used)).toEqual([
      100, 1000,
    ]);
  });
  it('are those for which calls have to wait, however few were counted here', () => {
    expect(tightBudgets([budget(0, { nextAt: '2026-11-12T12:00:00.000Z' })])).toHaveLength(1);
  });
});

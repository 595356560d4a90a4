import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BudgetWindow, budgetUsage, decideTake, memoryBudgets } from './budget';

const windows: readonly BudgetWindow[] = [
  { ms: 1_000, limit: 2 },
  { ms: 60_000, limit: 3 },
];
const calls = (...takenAtMs: number[]) => ({ takenAtMs, blockedUntilMs: null });

describe('a sliding window', () => {
  it('lets through what every window has room for, and else says when', () => {
    expect(decideTake(calls(), windows, 0)).toEqual({ ok: true });
    expect(decideTake(calls(0, 10), windows, 20)).toEqual({ ok: false, nextAtMs: 1_000 });
    expect(decideTake(calls(0, 10), windows, 1_000)).toEqual({ ok: true });
    expect(decideTake(calls(0, 10, 1_000), windows, 5_000)).toEqual({ ok: false, nextAtMs: 60_000 });
    expect(budgetUsage(calls(0, 10, 1_000), windows, 1_500)).toEqual({ used: [1, 3], nextAtMs: 60_000 });
  });

  it('a block holds whatever there is room for', () => {
    const blocked = { takenAtMs: [], blockedUntilMs: 5_000 };
    expect(decideTake(blocked, windows, 4_999)).toEqual({ ok: false, nextAtMs: 5_000 });
    expect(decideTake(blocked, [], 5_000)).toEqual({ ok: true });
  });

  it('a clock that was set back by a year locks nobody out for a year', () => {
    const year = 365 * 86_400_000;
    expect(decideTake(calls(year, year, year), windows, 0)).toEqual({ ok: false, nextAtMs: 60_000 });
    expect(decideTake({ takenAtMs: [], blockedUntilMs: year }, windows, 0)).toEqual({
      ok: false,
      nextAtMs: 86_400_000,
    });
  });

  it('never lets more through in any window than its limit, and never waits for nothing', async () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(gaps, async (waits) => {
        const store = memoryBudgets();
        const small = [
          { ms: 1_000, limit: 2 },
          { ms: 5_000, limit: 4 },
        ];
        const taken: number[] = [];
        let now = 1_000_000;
        for (const gap of waits) {
          now += gap;
          const take = await store.take('k', 'g', small, now);
          if (take.ok) taken.push(now);
          else {
            expect(take.nextAtMs).toBeGreaterThan(now);
            expect((await store.usage('k', 'g', small, take.nextAtMs)).nextAtMs).toBe(null);
          }
        }
        for (const { ms, limit } of small)
          for (const end of taken)
            expect(taken.filter((at) => at > end - ms && at <= end).length).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('keys and groups do not share', async () => {
    const store = memoryBudgets();
    const one = [{ ms: 1_000, limit: 1 }];
    await store.take('a', 'x', one, 0);
    expect(await store.take('a', 'x', one, 1)).toEqual({ ok: false, nextAtMs: 1_000 });
    expect(await store.take('a', 'y', one, 1)).toEqual({ ok: true });
    expect(await store.take('b', 'x', one, 1)).toEqual({ ok: true });
  });

  it('what a clock that stood ahead has counted and blocked is over after its time, counted from when it is right', async () => {
    const store = memoryBudgets();
    const [one, year, day] = [[{ ms: 1_000, limit: 1 }], 31_536_000_000, 86_400_000];
    await store.take('a', 'x', one, year);
    await store.block('a', 'y', year);
    expect(await store.take('a', 'x', one, 0)).toEqual({ ok: false, nextAtMs: 1_000 });
    expect(await store.take('a', 'x', one, 1_001)).toEqual({ ok: true });
    expect(await store.take('a', 'y', [], 0)).toEqual({ ok: false, nextAtMs: day });
    expect(await store.take('a', 'y', [], day)).toEqual({ ok: true });
  });

  it('a longer block stays when a shorter one comes', async () => {
    const store = memoryBudgets();
    await store.block('a', 'x', 9_000);
    await store.block('a', 'x', 5_000);
    expect(await store.take('a', 'x', [], 6_000)).toEqual({ ok: false, nextAtMs: 9_000 });
  });
});

import { expect, it } from 'vitest';
import { countMissing, monthToOpen, previousMonth, shownOf, statesIn, type Row, type State } from './gridModel';

const row = (...states: readonly State[]): Row => ({
  connectionId: '0b6a1c6e-5a0e-4a52-8d5b-0d5a4a7a0001' as Row['connectionId'],
  cells: states.map((state, index) => ({ month: `2026-${String(index + 1).padStart(2, '0')}`, state })),
});

it('lists only states that are on the screen, in the order of the legend', () => {
  expect(statesIn([row('not_due', 'done', 'none'), row('missing', 'done')], [])).toEqual([
    'done',
    'missing',
    'not_due',
  ]);
});

it('fades what is done in a closed month, and nothing else', () => {
  const [done, missing, open] = row('done', 'missing', 'done').cells;
  const closed = ['2026-01', '2026-02'];
  expect([done, missing, open, undefined].map((cell) => shownOf(cell, closed))).toEqual([
    'done_closed',
    'missing',
    'done',
    'none',
  ]);
  expect(statesIn([row('done', 'missing', 'done')], closed)).toEqual(['done', 'done_closed', 'missing']);
});

it('counts what is missing among the cells that were expected', () => {
  expect(countMissing([row('done', 'missing', 'not_due', 'none', 'due')])).toEqual({ missing: 1, due: 1, expected: 3 });
});

it('opens the last month that is over', () => {
  expect(monthToOpen(2026, '2026-11')).toBe('2026-10');
  expect(monthToOpen(2025, '2026-11')).toBe('2025-12');
  expect(monthToOpen(2026, '2026-01')).toBe('2026-01');
  expect(previousMonth('2026-01')).toBe('2025-12');
});

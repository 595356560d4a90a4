// The year grid: which months, which states, and what deserves to be looked at first.
import type { z } from 'zod';
import type { CellState, MonthCell, YearRow } from '../../../shared/contract/reports';

export type Cell = z.infer<typeof MonthCell>;
export type Row = z.infer<typeof YearRow>;
export type State = z.infer<typeof CellState>;
/** `done_closed`: done, in a month that is closed. */
export type Shown = State | 'done_closed';

export function monthsOf(year: number): readonly string[] {
  return Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`);
}

export function previousMonth(month: string): string {
  const year = Number(month.slice(0, 4));
  const no = Number(month.slice(5, 7));
  return no === 1 ? `${year - 1}-12` : `${year}-${String(no - 1).padStart(2, '0')}`;
}

export function cellAt(row: Row, month: string): Cell | undefined {
  return row.cells.find((cell) => cell.month === month);
}

/** A closed month is pale where all is well; what is missing is seen in it as in any other. */
export function shownOf(cell: Cell | undefined, closed: readonly string[]): Shown {
  if (cell?.state === 'done' && closed.includes(cell.month)) return 'done_closed';
  return cell?.state ?? 'none';
}

const LEGEND: readonly Shown[] = ['done', 'done_closed', 'running', 'due', 'done_late', 'missing', 'not_due'];

/** The states that the grid really shows, in the order of the legend. `none` is a dash and needs no word. */
export function statesIn(rows: readonly Row[], closed: readonly string[]): readonly Shown[] {
  const seen = new Set(rows.flatMap((row) => row.cells.map((cell) => shownOf(cell, closed))));
  return LEGEND.filter((state) => seen.has(state));
}

export function countMissing(rows: readonly Row[]): Record<'missing' | 'due' | 'expected', number> {
  const cells = rows.flatMap((row) => row.cells).filter(({ state }) => state !== 'none' && state !== 'not_due');
  const count = (wanted: State) => cells.filter(({ state }) => state === wanted).length;
  return { missing: count('missing'), due: count('due'), expected: cells.length };
}

/** The month to open: the last one that is over, or December of a past year. */
export function monthToOpen(year: number, currentMonth: string): string {
  const last = previousMonth(currentMonth);
  if (last.startsWith(String(year))) return last;
  return String(year) < currentMonth.slice(0, 4) ? `${year}-12` : `${year}-01`;
}

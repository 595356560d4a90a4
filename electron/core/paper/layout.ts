// Measures of the page, and how wide the columns of a table become.
import type { Sheet, TextStyle } from '../pdf/sheet';

export const LEFT = 42;
export const RIGHT = 553.28;
export const WIDTH = RIGHT - LEFT;
export const GAP = 8;
/** Space below the text; the footer stands in it. */
export const BOTTOM = 56;

export interface ColumnNeed {
  /** Widest cell in one line. */
  readonly natural: number;
  /** Widest word; numbers are never broken. */
  readonly least: number;
  readonly isWide: boolean;
}

/** Everybody gets what one line needs; when that is too much, text columns give way down to their longest word, then all do. */
export function columnWidths(needs: readonly ColumnNeed[], available: number): readonly number[] {
  const natural = needs.map((need) => need.natural);
  const spare = available - sum(natural);
  if (spare >= 0) {
    const wide = needs.findIndex((need) => need.isWide);
    return natural.map((width, place) => (place === wide ? width + spare : width));
  }
  const least = needs.map((need) => Math.min(need.least, need.natural));
  const missing = available - sum(least);
  if (missing < 0) return least.map((width) => (width * available) / sum(least));
  const wishes = needs.map((need, place) => need.natural - (least[place] ?? 0));
  const wished = sum(wishes);
  return least.map((width, place) => width + (missing * (wishes[place] ?? 0)) / wished);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function longestWord(sheet: Sheet, text: string, style: TextStyle): number {
  return text.split(' ').reduce((widest, word) => Math.max(widest, sheet.width(word, style)), 0);
}

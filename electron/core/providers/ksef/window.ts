// One request for invoices covers at most three calendar months (valid before and after API 2.7.1, which counts 100 days).
// Longer histories are read in windows that touch: the end of one is the start of the next, so nothing falls between.
import { addMonths, compareInstants, fromMs } from './instants';

export interface Window {
  readonly from: string;
  /** Absent in the last window: up to what KSeF has now. */
  readonly to?: string;
}

const MAX_MONTHS = 3;
/** Keeps clear of the limit when this computer's clock is not KSeF's. */
const MARGIN_MS = 24 * 3_600_000;

export function nextWindow(from: string, nowMs: number): Window {
  const limit = addMonths(from, MAX_MONTHS);
  if (compareInstants(limit, fromMs(nowMs + MARGIN_MS)) > 0) return { from };
  if (compareInstants(limit, fromMs(nowMs - MARGIN_MS)) <= 0) return { from, to: limit };
  // The limit falls around now: an end in the future may be refused and an open end may be too long.
  return { from, to: addMonths(from, MAX_MONTHS - 1) };
}

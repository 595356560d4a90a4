// A range of calendar dates, both ends counted: text arithmetic, without a zone.
import { z } from 'zod';
import { PlainDate } from './ids';

/** The guide's `date_from` and `date_to`. */
export const DateRange = z.strictObject({ from: PlainDate, to: PlainDate });
export type DateRange = z.infer<typeof DateRange>;

/** The guide's `project_id`, or any other word that a run puts on the invoices it brings. */
export const Tag = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[^\p{Cc}]+$/u);
export type Tag = z.infer<typeof Tag>;

const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days since the year 0, or null when the calendar has no such day (`2026-02-30`). */
export function dayNumber(date: string): number | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (day < 1 || day > (lengths[month - 1] ?? 0)) return null;
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return before * 365 + leaps + (DAYS_BEFORE[month - 1] ?? 0) + (month > 2 && isLeap(year) ? 1 : 0) + day;
}

export type RangeFault = 'invalid' | 'reversed' | 'too_long';

/** What is wrong with a range before anybody is asked; null when nothing is. */
export function rangeFault({ from, to }: DateRange, maxDays: number): RangeFault | null {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  if (first === null || last === null) return 'invalid';
  if (last < first) return 'reversed';
  return last - first + 1 > maxDays ? 'too_long' : null;
}

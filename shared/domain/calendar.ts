// Calendar arithmetic on plain dates, without a zone and without Date.
import { dayNumber } from './dateRange';

/** Number of 1970-01-01, so that days and milliseconds since the epoch meet. */
export const EPOCH_DAY = 719_163;

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** The opposite of `dayNumber`. The civil calendar in eras of 400 years, years that begin in March. */
export function dateOfDay(day: number): string {
  const shifted = day - 1 + 306;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const march = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * march + 2) / 5) + 1;
  const month = march < 10 ? march + 3 : march - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month)}-${pad(dayOfMonth)}`;
}

/** Of a date that exists. */
export function dayOf(date: string): number {
  const day = dayNumber(date);
  if (day === null) throw new Error(`no date: ${date}`);
  return day;
}

/** 1 Monday to 7 Sunday (ISO 8601). */
export function weekdayOf(day: number): number {
  return ((day + 6) % 7) + 1;
}

export function monthBefore(month: string): string {
  return dateOfDay(dayOf(`${month}-01`) - 1).slice(0, 7);
}

export function monthAfter(month: string): string {
  return dateOfDay(dayOf(`${month}-01`) + 31).slice(0, 7);
}

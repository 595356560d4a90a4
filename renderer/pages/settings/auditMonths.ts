// Which months are offered, and which are proposed: mostly a year is asked for.
import { monthBefore } from '../../../shared/domain/calendar';

const FEWEST = 24;
/** An invoice with a wrong year must not offer a thousand months. */
const MOST = 12 * 30;

/** Newest first: from the current one back to the first with an invoice, at least two years. */
export function monthsSince(first: string | undefined, current: string): readonly string[] {
  const months: string[] = [];
  for (let month = current; months.length < MOST; month = monthBefore(month)) {
    if (months.length >= FEWEST && (first === undefined || month < first)) break;
    months.push(month);
  }
  return months;
}

/** January of the same year, or the oldest month that is offered. */
export function firstOfYear(month: string, offered: readonly string[]): string {
  const january = `${month.slice(0, 4)}-01`;
  return offered.includes(january) ? january : (offered.at(-1) ?? january);
}

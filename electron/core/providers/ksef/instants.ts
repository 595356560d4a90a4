// KSeF's instants as it writes them. Seven digits of a second do not fit JavaScript's milliseconds, so the text is kept and compared whole.
import { Temporal } from 'temporal-polyfill';

/** With an explicit offset: without one KSeF means Polish local time, and nothing here may guess. */
export const INSTANT_WITH_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

export function compareInstants(one: string, other: string): number {
  return Temporal.Instant.compare(Temporal.Instant.from(one), Temporal.Instant.from(other));
}

/** Milliseconds since the epoch, for waiting and showing only. */
export function toMs(instant: string): number {
  return Temporal.Instant.from(instant).epochMilliseconds;
}

/** Start of a calendar day in Poland, as an instant. */
export function startOfPolishDay(date: string): string {
  return Temporal.PlainDate.from(date).toZonedDateTime('Europe/Warsaw').toInstant().toString();
}

export function firstDayOfPolishYear(nowMs: number): string {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO('Europe/Warsaw');
  return now.toPlainDate().with({ month: 1, day: 1 }).toString();
}

/** Calendar months later, in UTC: 31 January and three months is 30 April, the time of day stays. */
export function addMonths(instant: string, months: number): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO('UTC').add({ months }).toInstant().toString();
}

export function fromMs(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: 'millisecond' });
}

const polishDates = new Map<string, string>();

/** Calendar day in Poland. Poland's offset changes at full hours only, so an hour is looked up once, not each of its invoices. */
export function polishDateOf(instant: string): string {
  const hour = instant.endsWith('Z') ? instant.slice(0, 13) : instant;
  const known = polishDates.get(hour);
  if (known !== undefined) return known;
  const date = Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/Warsaw').toPlainDate().toString();
  if (polishDates.size > 10_000) polishDates.clear();
  polishDates.set(hour, date);
  return date;
}

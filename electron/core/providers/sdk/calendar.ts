// Calendar dates as text, for questions that are asked window by window.

const DAY_MS = 86_400_000;
const dayOf = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
const dateOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

export function addDays(date: string, days: number): string {
  return dateOfDay(dayOf(date) + days);
}

/** Both ends counted. */
export function daysFromTo(from: string, to: string): number {
  return dayOf(to) - dayOf(from) + 1;
}

export function earlierOf(a: string, b: string): string {
  return a < b ? a : b;
}

export function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}

/** Today in Poland: the calendar of Polish accounting programs, also half an hour before midnight in UTC. */
export function polishDate(ms: number): string {
  return dateIn('Europe/Warsaw', ms);
}

/** The day that it is there. */
export function dateIn(timeZone: string, ms: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(ms);
}

// Time as KSeF shows it. Instants are whole microseconds since the epoch: exact in a double until the year 2255.

export type Micros = number;

const DAY_MS = 86_400_000;

export const fromMs = (ms: number): Micros => Math.floor(ms) * 1000;
export const toMs = (us: Micros): number => Math.floor(us / 1000);

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** `2025-09-16T16:09:40.901091+00:00`: six digits, the form of permanent storage dates. */
export function isoMicros(us: Micros): string {
  const text = new Date(toMs(us)).toISOString();
  return `${text.slice(0, 19)}.${pad(((us % 1_000_000) + 1_000_000) % 1_000_000, 6)}+00:00`;
}

/** Seven digits, the form of every other instant; the last digit comes from the value itself. */
export const isoTicks = (us: Micros): string => isoMicros(us).replace('+00:00', `${String(us % 7)}+00:00`);

/** `2025-09-16T16:09:40Z`, as storage links and documents write it. */
export const isoSeconds = (us: Micros): string => `${new Date(toMs(us)).toISOString().slice(0, 19)}Z`;

const lastSunday = (year: number, month: number): number => {
  const last = Date.UTC(year, month + 1, 0);
  return last - new Date(last).getUTCDay() * DAY_MS;
};

/** Poland follows the Union's rule: the last Sundays of March and October, 01:00 UTC. */
export function warsawOffsetMs(utcMs: number): number {
  const year = new Date(utcMs).getUTCFullYear();
  const summer = utcMs >= lastSunday(year, 2) + 3_600_000 && utcMs < lastSunday(year, 9) + 3_600_000;
  return summer ? 7_200_000 : 3_600_000;
}

/** Wall-clock milliseconds in Warsaw, as if they were UTC. */
export const warsawWall = (utcMs: number): number => utcMs + warsawOffsetMs(utcMs);

export function fromWarsawWall(wallMs: number): number {
  const guess = wallMs - 3_600_000;
  return warsawOffsetMs(guess) === 3_600_000 ? guess : wallMs - 7_200_000;
}

export const warsawDate = (us: Micros): string => new Date(warsawWall(toMs(us))).toISOString().slice(0, 10);

const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?(Z|[+-]\d\d:\d\d)?$/;

/** Without an offset the text means Polish time (so since API 2.1.2). Null when it is no date-time. */
export function parseInstant(text: string): Micros | null {
  const match = INSTANT.exec(text);
  if (!match) return null;
  const [, date = '', minutes = '', seconds = '00', fraction = '', offset] = match;
  const wall = Date.parse(`${date}T${minutes}:${seconds}Z`);
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 10) !== date) return null;
  const micros = Number(fraction.padEnd(6, '0').slice(0, 6));
  return (offset === undefined ? fromWarsawWall(wall) : wall - offsetMs(offset)) * 1000 + micros;
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const sign = offset.startsWith('-') ? -1 : 1;
  return sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))) * 60_000;
}

/** Months later, clamped to the month's end: 31 January + 3 = 30 April. The time of day stays. */
export function addMonths(us: Micros, months: number): Micros {
  const start = new Date(toMs(us));
  const month = start.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Math.min(start.getUTCDate(), lastDay);
  const midnight = Date.UTC(start.getUTCFullYear(), month, day);
  return (midnight + (toMs(us) % DAY_MS)) * 1000 + (us % 1000);
}

// Public holidays of a whole country, computed: on these days nobody closes a month. Days of single Länder are not among them.
import { dateOfDay, dayOf, weekdayOf } from '../calendar';

export type HolidayCountry = 'PL' | 'DE' | 'EE';

interface Holiday {
  /** `MM-DD`, or days after Easter Sunday. */
  readonly on: string | number;
  readonly since?: number;
}

const HOLIDAYS: Readonly<Record<HolidayCountry, readonly Holiday[]>> = {
  // Ustawa z 18.01.1951 o dniach wolnych od pracy; Christmas Eve since 2025 (Dz.U. 2024 poz. 1965).
  PL: [
    { on: '01-01' },
    { on: '01-06', since: 2011 },
    { on: 0 },
    { on: 1 },
    { on: '05-01' },
    { on: '05-03' },
    { on: 49 },
    { on: 60 },
    { on: '08-15' },
    { on: '11-01' },
    { on: '11-11' },
    { on: '12-24', since: 2025 },
    { on: '12-25' },
    { on: '12-26' },
  ],
  // The nine that all sixteen Länder share.
  DE: [
    { on: '01-01' },
    { on: -2 },
    { on: 1 },
    { on: '05-01' },
    { on: 39 },
    { on: 50 },
    { on: '10-03' },
    { on: '12-25' },
    { on: '12-26' },
  ],
  // Pühade ja tähtpäevade seadus, § 1 and § 2.
  EE: [
    { on: '01-01' },
    { on: '02-24' },
    { on: -2 },
    { on: 0 },
    { on: '05-01' },
    { on: 49 },
    { on: '06-23' },
    { on: '06-24' },
    { on: '08-20' },
    { on: '12-24' },
    { on: '12-25' },
    { on: '12-26' },
  ],
};

/** Day number of Easter Sunday (anonymous Gregorian algorithm, Meeus 1991). */
export function easterDay(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  const pad = (value: number): string => String(value).padStart(2, '0');
  return dayOf(`${String(year)}-${pad(Math.floor(sum / 31))}-${pad((sum % 31) + 1)}`);
}

const known = new Map<string, ReadonlySet<string>>();

export function holidaysOf(country: HolidayCountry, year: number): ReadonlySet<string> {
  const key = `${country}${String(year)}`;
  const found = known.get(key);
  if (found) return found;
  const dates = HOLIDAYS[country]
    .filter(({ since }) => since === undefined || year >= since)
    .map(({ on }) => (typeof on === 'string' ? `${String(year)}-${on}` : dateOfDay(easterDay(year) + on)));
  const made = new Set(dates);
  known.set(key, made);
  return made;
}

export function isWorkingDay(country: HolidayCountry, day: number): boolean {
  if (weekdayOf(day) > 5) return false;
  const date = dateOfDay(day);
  return !holidaysOf(country, Number(date.slice(0, 4))).has(date);
}

// Pure: when a rule is due. The clock, the zone and the country come as arguments.
import { dateOfDay, dayOf, monthAfter, weekdayOf } from '../calendar';
import { isWorkingDay, type HolidayCountry } from './holidays';
import type { ScheduleRule, WallTime } from './rule';
import { dayInZone, instantInZone } from './zone';

export interface Calendar {
  readonly zone: string;
  /** Whose public holidays count. */
  readonly country: HolidayCountry;
}

/** The next n times after `fromMs`, in order, none twice. */
export function nextRuns(rule: ScheduleRule, calendar: Calendar, fromMs: number, n: number): readonly number[] {
  const found: number[] = [];
  for (const at of timesFrom(rule, calendar, fromMs)) {
    if (at > (found.at(-1) ?? fromMs)) found.push(at);
    if (found.length >= n) break;
  }
  return found;
}

/** Every time after `fromMs` up to and with `untilMs`. */
export function runsBetween(rule: ScheduleRule, calendar: Calendar, fromMs: number, untilMs: number): number[] {
  const found: number[] = [];
  for (const at of timesFrom(rule, calendar, fromMs)) {
    if (at > untilMs) break;
    if (at > (found.at(-1) ?? fromMs)) found.push(at);
  }
  return found;
}

function* timesFrom(rule: ScheduleRule, { zone, country }: Calendar, fromMs: number): Generator<number> {
  // A day early: the clock change of a night may have moved a time of yesterday into today.
  const first = dayInZone(fromMs, zone) - 1;
  if (rule.every === 'month') {
    for (let month = dateOfDay(first).slice(0, 7); ; month = monthAfter(month))
      yield instantInZone(workingDay(month, rule.workingDay, country), minutesOf(rule.at), zone);
  }
  const minutes = rule.every === 'hours' ? everyHours(rule.at, rule.hours) : [minutesOf(rule.at)];
  for (let day = first; ; day += 1) {
    if (rule.every === 'week' && !rule.on.includes(weekdayOf(day))) continue;
    for (const minute of minutes) yield instantInZone(day, minute, zone);
  }
}

export function minutesOf(at: WallTime): number {
  return Number(at.slice(0, 2)) * 60 + Number(at.slice(3));
}

function everyHours(at: WallTime, hours: number): number[] {
  const first = minutesOf(at) % (hours * 60);
  return Array.from({ length: 24 / hours }, (_, index) => first + index * hours * 60);
}

/** Day number of the n-th working day of a month; the last one where it has fewer. */
export function workingDay(month: string, nth: number | 'last', country: HolidayCountry): number {
  const first = dayOf(`${month}-01`);
  const end = dayOf(`${monthAfter(month)}-01`);
  const days = Array.from({ length: end - first }, (_, index) => first + index).filter((day) =>
    isWorkingDay(country, day),
  );
  const day = nth === 'last' ? days.at(-1) : (days[nth - 1] ?? days.at(-1));
  return day ?? first;
}

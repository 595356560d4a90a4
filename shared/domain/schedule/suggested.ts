// What is offered: spread over installations, never on the full hour, when the services are quiet.
import type { ScheduleRule, ScheduleWork } from './rule';

/** Every night between 20:10 and 05:50: KSeF asks firms with few invoices to come once a day, preferably from 20:00 to 06:00. */
const NIGHT_FROM = 20 * 60 + 10;
const NIGHT_MINUTES = 9 * 60 + 40;

/** In the morning of the second working day: what came on the last of the month is there, and the accountant has not begun. */
const MORNING_FROM = 7 * 60 + 5;
const MORNING_MINUTES = 100;

/** `share`: 0 to 1, the same for one installation for ever. */
export function suggestedRule(work: ScheduleWork, share: number): ScheduleRule {
  if (work === 'sync') return { every: 'day', at: clockAt(NIGHT_FROM, NIGHT_MINUTES, share) };
  return { every: 'month', workingDay: 2, at: clockAt(MORNING_FROM, MORNING_MINUTES, share) };
}

function clockAt(from: number, minutes: number, share: number): string {
  const picked = (from + Math.floor(share * minutes)) % 1440;
  // Full, half and quarter hours are where everybody else's timers stand.
  const quiet = picked % 15 === 0 ? picked + 7 : picked;
  return `${String(Math.floor(quiet / 60)).padStart(2, '0')}:${String(quiet % 60).padStart(2, '0')}`;
}

/** A firm's clock is that of its country, wherever its owner travels. */
export const HOME_ZONES = { PL: 'Europe/Warsaw', DE: 'Europe/Berlin', EE: 'Europe/Tallinn' } as const;

// When what was left until tomorrow comes back.
import { dayInZone, instantInZone } from './zone';

/** Tomorrow begins when people come in, not at midnight. */
export function tomorrowMorning(nowMs: number, zone: string): number {
  return instantInZone(dayInZone(nowMs, zone) + 1, 6 * 60, zone);
}

// Pure: until when nothing is told, by the clock on this computer's wall.
import type { DesktopSettings } from '../../../shared/contract/desktop';
import { minutesOf } from '../../../shared/domain/schedule/nextRuns';
import { dayInZone, instantInZone } from '../../../shared/domain/schedule/zone';

/** Null: it may be told now. */
export function quietUntil(quiet: DesktopSettings['quiet'], nowMs: number, zone: string): number | null {
  if (quiet === undefined || quiet.from === quiet.to) return null;
  const today = dayInZone(nowMs, zone);
  // A night that began yesterday may still last.
  for (const day of [today - 1, today]) {
    const from = instantInZone(day, minutesOf(quiet.from), zone);
    const to = instantInZone(quiet.from < quiet.to ? day : day + 1, minutesOf(quiet.to), zone);
    if (nowMs >= from && nowMs < to) return to;
  }
  return null;
}

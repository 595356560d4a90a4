// Wall-clock time of an IANA zone and instants. Intl knows the offsets; everything else is arithmetic.
import { dateOfDay, dayOf, EPOCH_DAY } from '../calendar';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** What a clock on the wall there would call milliseconds since the epoch. */
function wallMs(instantMs: number, zone: string): number {
  const part: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(instantMs)) part[type] = value;
  const day = dayOf(`${part['year']?.padStart(4, '0') ?? ''}-${part['month'] ?? ''}-${part['day'] ?? ''}`);
  const seconds = Number(part['hour']) * 3600 + Number(part['minute']) * 60 + Number(part['second']);
  return (day - EPOCH_DAY) * DAY_MS + seconds * 1000;
}

function exactOffset(instantMs: number, zone: string): number {
  return wallMs(instantMs, zone) - Math.floor(instantMs / 1000) * 1000;
}

const midnights = new Map<string, number>();
const MOST_KEPT = 5000;

/** Offset at 00:00 UTC of a day: asking Intl is the only slow thing here, so it is asked once a day. */
function offsetOnDay(utcDay: number, zone: string): number {
  const key = `${zone}|${String(utcDay)}`;
  const known = midnights.get(key);
  if (known !== undefined) return known;
  if (midnights.size >= MOST_KEPT) midnights.clear();
  const offset = exactOffset(utcDay * DAY_MS, zone);
  midnights.set(key, offset);
  return offset;
}

export function dayInZone(instantMs: number, zone: string): number {
  const utcDay = Math.floor(instantMs / DAY_MS);
  const offset = offsetOnDay(utcDay, zone);
  const exact = offset === offsetOnDay(utcDay + 1, zone) ? offset : exactOffset(instantMs, zone);
  return Math.floor((instantMs + exact) / DAY_MS) + EPOCH_DAY;
}

export function dateInZone(instantMs: number, zone: string): string {
  return dateOfDay(dayInZone(instantMs, zone));
}

/**
 * The instant of a wall-clock time. In the hour that a clock change leaves out: as much later as the clock jumps; in the one that comes
 * twice: the first time (as RFC 5545 and Temporal's `compatible` have it).
 */
export function instantInZone(day: number, minuteOfDay: number, zone: string): number {
  const utcDay = day - EPOCH_DAY;
  const wall = utcDay * DAY_MS + minuteOfDay * MINUTE_MS;
  // A day there lies within these three days of UTC, and a zone changes its clock at most once in them.
  const before = offsetOnDay(utcDay - 1, zone);
  const after = offsetOnDay(utcDay + 2, zone);
  const early = wall - before;
  if (before === after || wallMs(early, zone) === wall) return early;
  const late = wall - after;
  return wallMs(late, zone) === wall ? late : early;
}

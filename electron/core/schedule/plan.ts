// Pure: what of a schedule is due now, given what was taken on before.
import { monthBefore } from '../../../shared/domain/calendar';
import { nextRuns, runsBetween, type Calendar } from '../../../shared/domain/schedule/nextRuns';
import { dateInZone } from '../../../shared/domain/schedule/zone';
import type { AnySchedule, Claim } from '../db/repositories/schedule.repo';
import { instantOf, msOf } from '../time';

const DAY_MS = 86_400_000;
/** What was noted later than this from now was noted by a clock that went wrong. */
const CLOCK_TOLERANCE_MS = 60 * 60_000;
/** A sync and a backup make up for everything before them: how far back their times are counted. */
const LOOK_BACK_MS = 62 * DAY_MS;

export interface Period {
  /** The instant of a sync or a backup, the month of a report. */
  readonly key: string;
  readonly dueMs: number;
  readonly month: string | null;
}

export interface Plan {
  /** In the order in which they are done. */
  readonly due: readonly Period[];
  /** How many times have passed: more than `due` where one run makes up for several. */
  readonly passed: number;
  /** The first of them. */
  readonly sinceMs: number;
  readonly nextMs: number | null;
  /** Taken on and not ended: ours, or left behind by a PC that is gone. */
  readonly open: readonly Claim[];
  /** Another PC is at work on some. */
  readonly isHeldElsewhere: boolean;
  /** Noted by a clock that was wrong: worth nothing. */
  readonly impossible: readonly Claim[];
}

/** `since` is an instant that the schedule's own clock never saw: the clock has gone back. */
export function isFromTheFuture(instant: string, nowMs: number): boolean {
  return msOf(instant) > nowMs + CLOCK_TOLERANCE_MS;
}

export function planOf(
  schedule: AnySchedule,
  calendar: Calendar,
  claims: readonly Claim[],
  { nowMs, installation }: { readonly nowMs: number; readonly installation: string },
): Plan {
  const impossible = claims.filter(({ claimedAt }) => isFromTheFuture(claimedAt, nowMs));
  const known = claims.filter((claim) => !impossible.includes(claim));
  const sinceMs = Math.min(msOf(schedule.since), nowMs);
  const [next] = nextRuns(schedule.rule, calendar, nowMs, 1);
  const going = known.filter(({ state }) => state === 'going');
  const open = going.filter(({ heldBy, isLeft }) => heldBy === installation || isLeft);
  const base = {
    open,
    isHeldElsewhere: open.length < going.length,
    impossible,
    nextMs: next ?? null,
  };
  if (schedule.work !== 'report') {
    const last = Math.max(sinceMs, nowMs - LOOK_BACK_MS, ...known.map(({ dueAt }) => msOf(dueAt)));
    const times = runsBetween(schedule.rule, calendar, last, nowMs);
    const dueMs = times.at(-1);
    if (dueMs === undefined) return { ...base, due: [], passed: 0, sinceMs: nowMs };
    const period = { key: instantOf(dueMs), dueMs, month: null };
    return { ...base, due: [period], passed: times.length, sinceMs: times[0] ?? dueMs };
  }
  const taken = new Set(known.map(({ period }) => period));
  const periods = runsBetween(schedule.rule, calendar, sinceMs, nowMs).map((dueMs): Period => {
    const month = monthBefore(dateInZone(dueMs, calendar.zone).slice(0, 7));
    return { key: month, dueMs, month };
  });
  const due = periods.filter(({ key }) => !taken.has(key));
  return { ...base, due, passed: due.length, sinceMs: due[0]?.dueMs ?? nowMs };
}

// Months of a till: which are over and can be fetched, and how long the service keeps them. Pure.
import type { FiscalAlarm, FiscalFileView, FiscalMonth } from '../contract/fiscal';
import { dayOf, monthAfter, monthBefore } from './calendar';
import type { Month } from './ids';
import { dateInZone } from './schedule/zone';

export interface FiscalMemory {
  /** Whole months for which the service keeps what was signed. */
  readonly keepsMonths: number;
  readonly zone: string;
}

/** Clocks of a till, of its service and of this computer agree by then that a month is over. */
const SETTLED_MS = 60 * 60_000;
const SOON_DAYS = 30;
const URGENT_DAYS = 7;

export function monthAt(ms: number, zone: string): Month {
  return dateInZone(ms, zone).slice(0, 7);
}

/** Months that are over and of which the service may still have something, oldest first: they are lost in this order. */
export function fetchableMonths(nowMs: number, { keepsMonths, zone }: FiscalMemory): readonly Month[] {
  const months: Month[] = [];
  for (let month = monthAt(nowMs - SETTLED_MS, zone); months.length < keepsMonths;) {
    month = monthBefore(month);
    months.unshift(month);
  }
  return months;
}

/** What was signed on the first day of a month is kept until this day of the last month that still has it. */
export function goneFrom(month: Month, keepsMonths: number): string {
  let after = month;
  for (let step = 0; step < keepsMonths; step += 1) after = monthAfter(after);
  return `${after}-01`;
}

export interface ModuleFacts {
  readonly id: string;
  readonly state: 'signing' | 'preparing' | 'ended' | 'broken';
  readonly sinceMs: number | null;
  readonly untilMs: number | null;
}

/** Every month that this module's archive should have, oldest first. */
export function moduleMonths(
  module: ModuleFacts,
  /** Of its connection. */
  files: readonly FiscalFileView[],
  closed: ReadonlySet<Month>,
  nowMs: number,
  memory: FiscalMemory,
): readonly FiscalMonth[] {
  const { keepsMonths, zone } = memory;
  const own = files.filter(({ moduleId, isInterim }) => moduleId === module.id && !isInterim);
  const current = monthAt(nowMs, zone);
  const firstKept = own.map(({ month }) => month).sort()[0];
  const began = module.sinceMs === null ? undefined : monthAt(module.sinceMs, zone);
  if (began === undefined && firstKept === undefined) return [];
  const ended = module.untilMs === null ? current : monthAt(module.untilMs, zone);
  const oldest = fetchableMonths(nowMs, memory)[0] ?? current;
  const reachable = began === undefined || began < oldest ? oldest : began;
  const first = firstKept !== undefined && firstKept < reachable ? firstKept : reachable;
  const last = ended < current ? ended : current;
  const today = dayOf(dateInZone(nowMs, zone));
  const months: FiscalMonth[] = [];
  let before: number | undefined;
  for (let month = first; month <= last; month = monthAfter(month)) {
    const kept = own.filter((file) => file.month === month);
    const counters = kept.flatMap(({ firstCounter, lastCounter }) =>
      firstCounter === undefined || lastCounter === undefined ? [] : [[firstCounter, lastCounter] as const],
    );
    const from = Math.min(...counters.map(([one]) => one));
    const to = Math.max(...counters.map(([, one]) => one));
    const missing = before === undefined || counters.length === 0 ? 0 : Math.max(0, from - before - 1);
    // A month in which nothing was signed moves no number; one that is not here does.
    if (counters.length > 0) before = to;
    else if (!closed.has(month)) before = undefined;
    const gone = goneFrom(month, keepsMonths);
    const daysLeft = dayOf(gone) - today;
    months.push({
      month,
      state: stateOf(kept.length > 0, closed.has(month), month === current, daysLeft),
      goneFrom: gone,
      daysLeft,
      records: kept.reduce((sum, { records }) => sum + records, 0),
      findings: kept.reduce((sum, { findings }) => sum + findings.length, 0),
      ...(missing === 0 ? {} : { missingBefore: missing }),
    });
  }
  return months;
}

function stateOf(isKept: boolean, isClosed: boolean, isCurrent: boolean, daysLeft: number): FiscalMonth['state'] {
  if (isKept) return 'kept';
  if (isClosed) return 'nothing';
  if (isCurrent) return 'running';
  return daysLeft > 0 ? 'due' : 'late';
}

/** How loud to be about what is not here yet. A hole that nobody can fill any more is shown, not shouted about. */
export function alarmOf(
  months: readonly FiscalMonth[],
  fetchable: readonly Month[],
): { readonly alarm: FiscalAlarm; readonly next: FiscalMonth | undefined } {
  const waiting = months
    .filter(({ state, month }) => (state === 'due' || state === 'late') && fetchable.includes(month))
    .sort((a, b) => a.daysLeft - b.daysLeft);
  const [next] = waiting;
  if (next === undefined) return { alarm: 'calm', next };
  const { daysLeft } = next;
  const alarm = daysLeft <= 0 ? 'late' : daysLeft <= URGENT_DAYS ? 'urgent' : daysLeft <= SOON_DAYS ? 'soon' : 'calm';
  return { alarm, next };
}

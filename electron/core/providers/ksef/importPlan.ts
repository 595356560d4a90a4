// What reading years of history takes: packages of at most three months for sales and purchases, one cheap question for each of the rare
// roles, and KSeF's hourly allowances, which decide about the time. Counted through call by call, so the promise is an honest one.
import type { Allowance, ImportPlan, PlanQuestion } from '../sdk/plan';
import { readPosition } from './checkpoint';
import { firstDayOfPolishYear, polishDateOf, startOfPolishDay } from './instants';
import { ROLES } from './roles';
import { nextWindow } from './window';

/** What a package usually takes at KSeF and on the way; busy days are worse. */
const PACKAGE_MS = 60_000;
const QUESTION_MS = 1000;
const DOCUMENTED: Allowance = { limit: 20, windowMs: 3_600_000, takenAtMs: [] };

export function startOfHistory(settings: PlanQuestion['settings'], nowMs: number, since?: string): string {
  const chosen = since ?? settings['since'];
  const day = typeof chosen === 'string' && chosen !== '' ? chosen : firstDayOfPolishYear(nowMs);
  return startOfPolishDay(day);
}

/** Requests from a place to now. */
export function windowsFrom(at: string, nowMs: number): number {
  let windows = 1;
  for (let next = nextWindow(at, nowMs); next.to !== undefined; next = nextWindow(next.to, nowMs)) windows += 1;
  return windows;
}

export function planImport(question: PlanQuestion): ImportPlan {
  const { nowMs } = question;
  const start = startOfHistory(question.settings, nowMs, question.since);
  const roles = ROLES.map((role) => {
    const at = readPosition(question.checkpoints.get(role.subject))?.at ?? start;
    return { ...role, at, windows: windowsFrom(at, nowMs) };
  });
  const sum = (isRare: boolean) =>
    roles.filter((role) => role.isRare === isRare).reduce((total, role) => total + role.windows, 0);
  const packages = sum(false);
  const exportsAllowed = question.allowances.get('invoiceExport') ?? DOCUMENTED;
  const questionsAllowed = question.allowances.get('invoiceMetadata') ?? DOCUMENTED;
  const packagesEndMs = endOf(packages, nowMs, exportsAllowed, PACKAGE_MS);
  const first = roles.map(({ at }) => at).sort()[0] ?? start;
  return {
    from: polishDateOf(first),
    windows: Math.max(...roles.map(({ windows }) => windows)),
    roles: roles.length,
    packages,
    packagesPerHour: exportsAllowed.limit,
    endsAtMs: endOf(sum(true), packagesEndMs, questionsAllowed, QUESTION_MS),
  };
}

/** When the last of so many calls is done, if each waits for a free place in the sliding window. */
export function endOf(
  calls: number,
  startMs: number,
  { limit, windowMs, takenAtMs }: Allowance,
  eachMs: number,
): number {
  const taken = takenAtMs.toSorted((a, b) => a - b);
  let now = startMs;
  for (let call = 0; call < calls; call += 1) {
    const leaving = taken[taken.length - Math.max(1, limit)];
    if (leaving !== undefined) now = Math.max(now, leaving + windowMs);
    taken.push(now);
    now += eachMs;
  }
  return now;
}

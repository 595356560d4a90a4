// Pure: when somebody is reminded that a sign-in ends, and what is urgent by now.
import type { Goal } from '../../../../shared/contract/desktop';
import type { ExpiryKind, ExpiryView } from '../../../../shared/contract/expiries';

const DAY_MS = 86_400_000;

/** Days before the end at which somebody is told; the last one is the end itself. Signing in anew in the browser takes a minute. */
const STEPS: Readonly<Record<ExpiryKind, readonly number[]>> = {
  certificate: [30, 7, 1, 0],
  token: [30, 7, 1, 0],
  password: [14, 3, 0],
  grant: [3, 0],
};
/** From here on it is among what needs a person. */
const URGENT_DAYS = 7;

type Dated = Pick<ExpiryView, 'kind' | 'isExtendedByUse' | 'announced'>;

/** Whole days that are left; 0: it is over. */
export function daysLeft(endsAtMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((endsAtMs - nowMs) / DAY_MS));
}

export function stateOf(one: Dated, endsAtMs: number, nowMs: number): ExpiryView['state'] {
  if (one.announced !== undefined) return 'later';
  if (endsAtMs <= nowMs) return 'over';
  return reachedStep(one, endsAtMs, nowMs) === null ? 'later' : 'soon';
}

/** The last reminder that is due by now, in days before the end; null: none yet. */
export function reachedStep(one: Dated, endsAtMs: number, nowMs: number): number | null {
  if (one.announced !== undefined) return null;
  const left = daysLeft(endsAtMs, nowMs);
  // What each use moves on ends only when nothing has run for long.
  const steps = one.isExtendedByUse ? [0] : STEPS[one.kind];
  return steps.findLast((step) => left <= step) ?? null;
}

export function isUrgent(one: ExpiryView, endsAtMs: number, nowMs: number): boolean {
  return one.state === 'over' || (one.state === 'soon' && daysLeft(endsAtMs, nowMs) <= URGENT_DAYS);
}

/** The same end is told once at each step, however often somebody looks. */
export function nameOf({ connectionId, field, kind, endsOn }: ExpiryView): string {
  return [connectionId, field ?? kind, endsOn].join('|');
}

/** Where it is renewed: in the form that signs in again, or in the provider's own action for it. */
export function renewalOf({ companyId, connectionId, actionId }: ExpiryView): Goal {
  return { place: 'connect', companyId, connectionId, ...(actionId === undefined ? {} : { actionId }) };
}

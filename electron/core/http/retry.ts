// Pure: whether a failed attempt is tried again, and when.
import type { NetworkProblem } from '../ports';

/** Statuses that ask for another try; all others are answers. 501, 505 and 507 do not get better by themselves. */
const retryable: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504, 509]);

export type Trouble =
  | { readonly type: 'status'; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly type: 'network'; readonly problem: NetworkProblem };

export interface RetryFacts {
  /** Counted from 1. */
  readonly attempt: number;
  readonly isIdempotent: boolean;
  /** False: no 4xx is tried again, not even those that say that nothing was done. */
  readonly repeatsRefused?: boolean;
  readonly maxAttempts: number;
  /** Until the call's deadline. */
  readonly remainingMs: number;
  /** In [0, 1). */
  readonly random: () => number;
}

export type NextStep = { readonly next: 'wait'; readonly ms: number } | { readonly next: 'fail' };

const firstWaitMs = 500;
const longestWaitMs = 60_000;

export function isTrouble(status: number, expected: readonly number[]): boolean {
  return retryable.has(status) && !expected.includes(status);
}

export function nextStep(trouble: Trouble, facts: RetryFacts): NextStep {
  if (facts.attempt >= facts.maxAttempts || !mayRepeat(trouble, facts)) return { next: 'fail' };
  const asked = trouble.type === 'status' ? trouble.retryAfterMs : null;
  // What the server says wins; a little on top spreads those who were told the same.
  const ms = asked === null ? backoffMs(facts.attempt, facts.random) : asked + Math.round(facts.random() * 250);
  return ms < facts.remainingMs ? { next: 'wait', ms } : { next: 'fail' };
}

/** Full jitter: anything between nothing and the doubling ceiling. */
export function backoffMs(attempt: number, random: () => number): number {
  return Math.round(random() * Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1)));
}

function mayRepeat(trouble: Trouble, { isIdempotent, repeatsRefused = true }: RetryFacts): boolean {
  if (trouble.type === 'status') {
    if (trouble.status < 500 && !repeatsRefused) return false;
    // 429 and 425 say that nothing was done; after a 5xx nobody knows.
    return isIdempotent || trouble.status === 429 || trouble.status === 425;
  }
  switch (trouble.problem.code) {
    case 'tls':
    case 'tls_expired':
    case 'tls_name':
    case 'tls_untrusted':
    case 'proxy':
    case 'not_public':
    case 'offline':
      return false;
    case 'dns':
    case 'refused':
    case 'reset':
    case 'timeout':
    case 'other':
      return isIdempotent || trouble.problem.wasNeverSent;
  }
}

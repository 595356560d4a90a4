// Pure: what becomes of a job whose attempt failed.
import type { AppError } from '../../../shared/errors';

export type Verdict =
  | { readonly next: 'retry'; readonly atMs: number }
  /** Stopped until a person acts; kept, never deleted. */
  | { readonly next: 'park' }
  | { readonly next: 'cancel' };

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 2 * 60 * 60_000;
/** About a day, between 16 and 32 hours: an outage passes by itself, and nobody is called before. */
const MAX_ATTEMPTS = 24;

/** A question of somebody who waits for the answer: tried once. */
export const isAsked = (type: string): boolean => ['verify', 'check', 'fetch', 'restore'].includes(type);

/**
 * Unreachable services are tried again with doubling waits and full jitter; allowances wait for their instant, however often;
 * whatever a person has to solve is parked at once. A check is a question of somebody who waits for the answer: it is never put off.
 */
export function verdict(
  problem: AppError,
  { type, attempt }: { readonly type: string; readonly attempt: number },
  nowMs: number,
  random: () => number,
): Verdict {
  if (isAsked(type)) return { next: problem.kind === 'cancelled' ? 'cancel' : 'park' };
  switch (problem.kind) {
    case 'rate_limited':
      return {
        next: 'retry',
        atMs: Math.max(nowMs + 1_000, problem.retryAt === undefined ? nowMs + 60_000 : Date.parse(problem.retryAt)),
      };
    case 'unavailable': {
      if (attempt >= MAX_ATTEMPTS) return { next: 'park' };
      const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
      const wait = ceiling / 2 + (random() * ceiling) / 2;
      const hinted = problem.retryAt === undefined ? 0 : Date.parse(problem.retryAt);
      return { next: 'retry', atMs: Math.max(hinted, nowMs + Math.round(wait)) };
    }
    case 'cancelled':
      return { next: 'cancel' };
    case 'auth':
    case 'permission':
    case 'user_input':
    case 'rejected':
    case 'conflict':
    case 'bug':
      return { next: 'park' };
  }
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NetworkProblem, type NetworkProblemCode } from '../ports';
import { backoffMs, isTrouble, nextStep, type RetryFacts, type Trouble } from './retry';

const facts: RetryFacts = { attempt: 1, isIdempotent: true, maxAttempts: 5, remainingMs: 100_000, random: () => 0.5 };
const status = (code: number, retryAfterMs: number | null = null): Trouble => ({
  type: 'status',
  status: code,
  retryAfterMs,
});
const network = (code: NetworkProblemCode, wasNeverSent = false): Trouble => ({
  type: 'network',
  problem: new NetworkProblem(code, '', { wasNeverSent }),
});

describe('another try', () => {
  it.each([
    ['500 of a call that may be repeated', status(500), facts, 'wait'],
    ['500 of one that may not', status(500), { ...facts, isIdempotent: false }, 'fail'],
    ['429 of one that may not: nothing was done', status(429), { ...facts, isIdempotent: false }, 'wait'],
    ['429 of a service that forbids it', status(429), { ...facts, repeatsRefused: false }, 'fail'],
    [
      '503 of a service that forbids to repeat what it refused',
      status(503),
      { ...facts, repeatsRefused: false },
      'wait',
    ],
    ['the last attempt', status(500), { ...facts, attempt: 5 }, 'fail'],
    ['a wait that the deadline does not allow', status(503, 100_000), facts, 'fail'],
    ['a certificate', network('tls_expired', true), facts, 'fail'],
    ['no network', network('offline', true), facts, 'fail'],
    ['a broken connection', network('reset'), facts, 'wait'],
    ['a broken connection, answer lost', network('reset'), { ...facts, isIdempotent: false }, 'fail'],
    ['never sent', network('refused', true), { ...facts, isIdempotent: false }, 'wait'],
  ] as const)('%s', (_, trouble, given, next) => {
    expect(nextStep(trouble, given).next).toBe(next);
  });

  it('is never earlier than the server asks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 90_000 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (ms, random) => {
        const step = nextStep(status(429, ms), { ...facts, random: () => random });
        expect(step.next === 'wait' && step.ms >= ms && step.ms <= ms + 250).toBe(true);
      }),
    );
  });

  it('waits double up to a minute, with full jitter', () => {
    const longest = [1, 2, 3, 8, 20].map((attempt) => backoffMs(attempt, () => 0.9999));
    expect(longest).toEqual([500, 1_000, 2_000, 59_994, 59_994]);
    expect(backoffMs(9, () => 0)).toBe(0);
  });
});

it('an expected status is an answer', () => {
  expect([408, 425, 429, 500, 502, 503, 504, 509].every((code) => isTrouble(code, []))).toBe(true);
  expect([200, 304, 400, 401, 404, 423, 501, 505, 507].some((code) => isTrouble(code, []))).toBe(false);
  expect(isTrouble(503, [503])).toBe(false);
});

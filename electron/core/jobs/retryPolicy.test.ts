import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ErrorKind, type AppError } from '../../../shared/errors';
import { verdict } from './retryPolicy';

const problem = (kind: AppError['kind'], retryAt?: string): AppError => ({
  kind,
  key: 'k',
  params: {},
  supportId: 's',
  ...(retryAt === undefined ? {} : { retryAt }),
});
const sync = (attempt: number) => ({ type: 'sync', attempt });
const NOW = Date.parse('2026-11-22T10:00:00.000Z');

describe('what becomes of a failed attempt', () => {
  it('waits for an allowance as long as it says, however often', () => {
    expect(verdict(problem('rate_limited', '2026-11-22T10:37:00.000Z'), sync(99), NOW, () => 0)).toEqual({
      next: 'retry',
      atMs: Date.parse('2026-11-22T10:37:00.000Z'),
    });
    expect(verdict(problem('rate_limited'), sync(1), NOW, () => 0)).toEqual({ next: 'retry', atMs: NOW + 60_000 });
  });

  it('tries an unreachable service again with growing waits, then asks a person', () => {
    expect(verdict(problem('unavailable'), sync(1), NOW, () => 0)).toEqual({ next: 'retry', atMs: NOW + 15_000 });
    expect(verdict(problem('unavailable'), sync(3), NOW, () => 0.999)).toMatchObject({ next: 'retry' });
    expect(verdict(problem('unavailable'), sync(23), NOW, () => 0)).toMatchObject({ next: 'retry' });
    expect(verdict(problem('unavailable'), sync(24), NOW, () => 0)).toEqual({ next: 'park' });
  });

  it('parks what a person must solve and never deletes', () => {
    for (const kind of ['auth', 'permission', 'user_input', 'rejected', 'conflict', 'bug'] as const) {
      expect(
        verdict(problem(kind), sync(1), NOW, () => 0),
        kind,
      ).toEqual({ next: 'park' });
    }
    expect(verdict(problem('cancelled'), sync(1), NOW, () => 0)).toEqual({ next: 'cancel' });
  });

  it('answers a check at once, whatever came of it', () => {
    for (const kind of ['unavailable', 'rate_limited', 'auth'] as const) {
      expect(
        verdict(problem(kind), { type: 'verify', attempt: 1 }, NOW, () => 0),
        kind,
      ).toEqual({ next: 'park' });
    }
    expect(verdict(problem('cancelled'), { type: 'verify', attempt: 1 }, NOW, () => 0)).toEqual({ next: 'cancel' });
  });

  it('never asks again in the past, never waits longer than two hours by itself', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ErrorKind.options),
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (kind, attempt, r) => {
          const outcome = verdict(problem(kind), sync(attempt), NOW, () => r);
          if (outcome.next === 'retry') {
            expect(outcome.atMs).toBeGreaterThan(NOW);
            expect(outcome.atMs).toBeLessThanOrEqual(NOW + 2 * 60 * 60_000);
          }
        },
      ),
    );
  });
});

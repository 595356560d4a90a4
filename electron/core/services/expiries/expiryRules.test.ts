import { describe, expect, it } from 'vitest';
import type { ExpiryKind, ExpiryView } from '../../../../shared/contract/expiries';
import { daysLeft, isUrgent, reachedStep, stateOf } from './expiryRules';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-22T12:00:00.000Z');
const of = (kind: ExpiryKind, more: Partial<ExpiryView> = {}) => ({ kind, isExtendedByUse: false, ...more });

describe('what ends', () => {
  it.each<[ExpiryKind, number, number | null]>([
    ['certificate', 31, null],
    ['certificate', 30, 30],
    ['certificate', 8, 30],
    ['certificate', 7, 7],
    ['certificate', 0.5, 1],
    ['certificate', 0, 0],
    ['certificate', -5, 0],
    ['token', 20, 30],
    ['password', 20, null],
    ['password', 14, 14],
    ['grant', 6, null],
    ['grant', 3, 3],
  ])('%s with %d days left: the step of %s', (kind, days, step) => {
    expect(reachedStep(of(kind), NOW + days * DAY, NOW)).toBe(step);
  });

  it('counts a day that has begun as a whole one', () => {
    expect([0.01, 1, 1.2].map((days) => daysLeft(NOW + days * DAY, NOW))).toEqual([1, 1, 2]);
  });

  it('that each use moves on is told only when it is over', () => {
    const one = of('grant', { isExtendedByUse: true });
    expect([1, 0].map((days) => stateOf(one, NOW + days * DAY, NOW))).toEqual(['later', 'over']);
  });

  it('that is only announced is never told', () => {
    const one = of('token', { announced: 'expiry.x' });
    expect(reachedStep(one, NOW - DAY, NOW)).toBeNull();
    expect(stateOf(one, NOW - DAY, NOW)).toBe('later');
  });

  it('is urgent in its last week', () => {
    const view = (kind: ExpiryKind, days: number): boolean => {
      const state = stateOf(of(kind), NOW + days * DAY, NOW);
      return isUrgent({ ...of(kind), state } as ExpiryView, NOW + days * DAY, NOW);
    };
    expect([view('certificate', 8), view('certificate', 7), view('grant', 6), view('grant', -1)]).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });
});

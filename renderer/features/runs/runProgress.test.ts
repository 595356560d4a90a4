import { expect, it } from 'vitest';
import { paceOf, percentOf, withSample, type Sample } from './runProgress';

const feed = (samples: readonly Sample[]) => samples.reduce<readonly Sample[]>((all, one) => withSample(all, one), []);

it('says speed and time left once a second has passed', () => {
  expect(
    paceOf(
      feed([
        { atMs: 0, done: 0 },
        { atMs: 500, done: 700 },
      ]),
      10_000,
    ),
  ).toBeNull();
  expect(
    paceOf(
      feed([
        { atMs: 0, done: 0 },
        { atMs: 2000, done: 2000 },
      ]),
      10_000,
    ),
  ).toEqual({
    perSecond: 1000,
    secondsLeft: 8,
  });
});

it('promises no end when the total is unknown', () => {
  expect(
    paceOf(
      feed([
        { atMs: 0, done: 0 },
        { atMs: 1000, done: 50 },
      ]),
      undefined,
    ),
  ).toEqual({ perSecond: 50 });
});

it('forgets what is older than the window and starts again when the count goes back', () => {
  expect(
    feed([
      { atMs: 0, done: 0 },
      { atMs: 20_000, done: 10 },
    ]),
  ).toHaveLength(1);
  expect(
    feed([
      { atMs: 0, done: 90 },
      { atMs: 100, done: 2 },
    ]),
  ).toEqual([{ atMs: 100, done: 2 }]);
});

it('never claims more than all', () => {
  expect(percentOf(12, 10)).toBe(100);
  expect(percentOf(3, undefined)).toBeNull();
});

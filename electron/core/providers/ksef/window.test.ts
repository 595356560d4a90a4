import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, compareInstants, fromMs, toMs } from './instants';
import { nextWindow } from './window';

const NOW = Date.UTC(2026, 10, 12, 10, 0, 0);
const DAY = 86_400_000;

describe('windows', () => {
  it('leaves the end open when three months reach beyond now', () => {
    expect(nextWindow('2026-10-01T00:00:00.1234567+00:00', NOW)).toEqual({ from: '2026-10-01T00:00:00.1234567+00:00' });
  });

  it('clamps to the end of the month and keeps the time of day with all its digits', () => {
    const { to } = nextWindow('2026-01-31T11:22:33.1234567+00:00', NOW);
    expect(to).toBe('2026-04-30T11:22:33.1234567Z');
  });

  it('never asks for an end in the future or for more than three months when the limit falls around now', () => {
    const from = '2026-08-12T09:00:00Z';
    expect(nextWindow(from, NOW)).toEqual({ from, to: '2026-10-12T09:00:00Z' });
  });

  it('touch, stay within three calendar months and reach now', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 * DAY }), fc.integer({ min: 0, max: 9_999_999 }), (age, digits) => {
        let at = `${fromMs(NOW - age).slice(0, 19)}.${String(digits).padStart(7, '0')}+00:00`;
        for (let count = 0; ; count += 1) {
          expect(count).toBeLessThan(60);
          const window = nextWindow(at, NOW);
          expect(window.from).toBe(at);
          const end = window.to ?? fromMs(NOW);
          expect(compareInstants(end, addMonths(window.from, 3))).toBeLessThanOrEqual(0);
          if (window.to === undefined) break;
          expect(compareInstants(window.to, window.from)).toBe(1);
          expect(toMs(window.to)).toBeLessThan(NOW);
          at = window.to;
        }
      }),
    );
  });
});

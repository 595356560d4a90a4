import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockSkewMs, httpDateMs, retryAfterMs } from './retryAfter';

const now = Date.parse('2026-10-05T10:00:00.000Z');
const wait = (value: string, date?: string) =>
  retryAfterMs({ 'retry-after': value, ...(date === undefined ? {} : { date }) }, now);

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['30', 30_000],
    ['2680', 2_680_000],
    ['1.5', 1_500],
    ['120, 120', 120_000],
    ['999999999999', 86_400_000],
    ['Mon, 05 Oct 2026 10:00:30 GMT', 30_000],
    ['Monday, 05-Oct-26 10:00:30 GMT', 30_000],
    ['Mon Oct  5 10:00:30 2026', 30_000],
    ['Mon, 05 Oct 2026 09:00:00 GMT', 0],
    ['Mon, 05 Oct 2099 09:00:00 GMT', 86_400_000],
    ['', null],
    ['soon', null],
    ['-5', null],
    ['30 seconds', null],
    ['2026-10-05T10:00:30Z', null],
    ['9999999999999', null],
  ])('%s', (value, expected) => {
    expect(wait(value)).toBe(expected);
  });

  it("a date counts from the server's own clock", () => {
    expect(wait('Sat, 01 Jan 2000 00:00:10 GMT', 'Sat, 01 Jan 2000 00:00:00 GMT')).toBe(10_000);
  });

  it('whatever a server writes, the wait is nothing or between nothing and a day', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (value, date) => {
        const ms = wait(value, date);
        return ms === null || (ms >= 0 && ms <= 86_400_000);
      }),
    );
  });
});

it('dates of HTTP come back as they were written', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }), (at) => {
      expect(httpDateMs(at.toUTCString())).toBe(Math.floor(at.getTime() / 1000) * 1000);
    }),
  );
});

it("the server's clock is compared with ours where it is told", () => {
  expect(clockSkewMs({ date: 'Mon, 05 Oct 2026 10:10:00 GMT' }, now)).toBe(600_000);
  expect(clockSkewMs({}, now)).toBe(null);
  expect(clockSkewMs({ date: 'today' }, now)).toBe(null);
});

// Dates are written out by hand, or held against an independent search through every minute.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfDay, dayOf, monthAfter, monthBefore, weekdayOf } from '../calendar';
import { easterDay, holidaysOf, type HolidayCountry } from './holidays';
import { nextRuns, runsBetween, workingDay } from './nextRuns';
import type { ScheduleRule } from './rule';
import { suggestedRule } from './suggested';
import { dateInZone, instantInZone } from './zone';

const WARSAW = { zone: 'Europe/Warsaw', country: 'PL' } as const;
const at = (text: string): number => Date.parse(text);
const texts = (times: readonly number[]): string[] => times.map((ms) => new Date(ms).toISOString().slice(0, 16));

describe('the calendar', () => {
  it('goes there and back for every day, and agrees with Date', () => {
    fc.assert(
      fc.property(fc.integer({ min: dayOf('1600-01-01'), max: dayOf('2600-12-31') }), (day) => {
        const date = dateOfDay(day);
        expect(dayOf(date)).toBe(day);
        const js = new Date(`${date}T00:00:00Z`);
        expect(js.toISOString().slice(0, 10)).toBe(date);
        expect(weekdayOf(day)).toBe(js.getUTCDay() === 0 ? 7 : js.getUTCDay());
      }),
    );
    expect([monthBefore('2026-01'), monthAfter('2026-12'), monthAfter('2026-01')]).toEqual([
      '2025-12',
      '2027-01',
      '2026-02',
    ]);
  });

  it('knows Easter', () => {
    expect([1961, 2000, 2008, 2024, 2025, 2026, 2027, 2038].map((year) => dateOfDay(easterDay(year)))).toEqual([
      '1961-04-02',
      '2000-04-23',
      '2008-03-23',
      '2024-03-31',
      '2025-04-20',
      '2026-04-05',
      '2027-03-28',
      '2038-04-25',
    ]);
  });

  it.each([
    ['PL', '2026-04-06', '2026-06-04', '2026-11-11', '2026-12-24'],
    ['DE', '2026-04-03', '2026-05-14', '2026-05-25', '2026-10-03'],
    ['EE', '2026-02-24', '2026-04-03', '2026-06-23', '2026-08-20'],
  ] as const)('knows the holidays of %s', (country, ...dates) => {
    for (const date of dates) expect(holidaysOf(country, 2026), date).toContain(date);
    expect(holidaysOf(country, 2026)).not.toContain('2026-11-02');
  });

  it('knows since when Christmas Eve is free in Poland', () => {
    expect([2024, 2025].map((year) => holidaysOf('PL', year).has(`${String(year)}-12-24`))).toEqual([false, true]);
  });

  it('counts working days', () => {
    const days = (month: string, nth: number | 'last', country: HolidayCountry) =>
      dateOfDay(workingDay(month, nth, country));
    // 1 January and Epiphany; a weekend after the first; May with two holidays; December that ends before its feast.
    expect(days('2027-01', 1, 'PL')).toBe('2027-01-04');
    expect(days('2027-01', 3, 'PL')).toBe('2027-01-07');
    expect(days('2026-05', 2, 'PL')).toBe('2026-05-05');
    expect(days('2026-05', 1, 'DE')).toBe('2026-05-04');
    expect(days('2026-06', 'last', 'EE')).toBe('2026-06-30');
    expect(days('2026-05', 'last', 'PL')).toBe('2026-05-29');
  });
});

describe('a rule', () => {
  const night: ScheduleRule = { every: 'day', at: '02:30' };

  it('loses no night when the clock leaves an hour out, and has none twice when one comes twice', () => {
    expect(texts(nextRuns(night, WARSAW, at('2026-03-27T12:00Z'), 3))).toEqual([
      '2026-03-28T01:30',
      '2026-03-29T01:30',
      '2026-03-30T00:30',
    ]);
    expect(texts(nextRuns(night, WARSAW, at('2026-10-23T12:00Z'), 3))).toEqual([
      '2026-10-24T00:30',
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
  });

  it('is never due at its own instant again', () => {
    const [first = 0] = nextRuns(night, WARSAW, at('2026-10-24T12:00Z'), 1);
    expect(nextRuns(night, WARSAW, first, 1)[0]).toBeGreaterThan(first + 23 * 3_600_000);
    expect(nextRuns(night, WARSAW, first - 1, 1)).toEqual([first]);
  });

  it('of hours has the same times every day', () => {
    const rule: ScheduleRule = { every: 'hours', hours: 6, at: '08:17' };
    expect(texts(nextRuns(rule, { zone: 'UTC', country: 'PL' }, at('2026-11-01T00:00Z'), 5))).toEqual([
      '2026-11-01T02:17',
      '2026-11-01T08:17',
      '2026-11-01T14:17',
      '2026-11-01T20:17',
      '2026-11-02T02:17',
    ]);
  });

  it('of weekdays and of months', () => {
    const weekly: ScheduleRule = { every: 'week', on: [1, 5], at: '21:07' };
    expect(texts(nextRuns(weekly, WARSAW, at('2026-11-12T12:00Z'), 3))).toEqual([
      '2026-11-13T20:07',
      '2026-11-16T20:07',
      '2026-11-20T20:07',
    ]);
    const monthly: ScheduleRule = { every: 'month', workingDay: 2, at: '07:12' };
    expect(texts(nextRuns(monthly, WARSAW, at('2026-11-12T12:00Z'), 3))).toEqual([
      '2026-12-02T06:12',
      '2027-01-05T06:12',
      '2027-02-02T06:12',
    ]);
  });

  it('says the same as a search through every minute of the wall clock', () => {
    const zones = fc.constantFrom('Europe/Warsaw', 'Europe/Tallinn', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC');
    const wall = (zone: string) =>
      new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    const clocks = new Map<string, Intl.DateTimeFormat>();
    fc.assert(
      fc.property(
        zones,
        fc.integer({ min: 0, max: 365 * 6 }),
        fc.integer({ min: 0, max: 95 }),
        (zone, day, quarter) => {
          const text = `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
          const from = at('2024-01-01T00:00Z') + day * 86_400_000;
          const [found = 0] = nextRuns({ every: 'day', at: text }, { zone, country: 'PL' }, from, 1);
          const clock = clocks.get(zone) ?? wall(zone);
          clocks.set(zone, clock);
          const searched = Array.from({ length: 26 * 4 }, (_, index) => from + (index + 1) * 900_000).find(
            (ms) => clock.format(ms) === text,
          );
          // A time that the day leaves out comes an hour (on Lord Howe half an hour) late; a second time is passed over.
          if (searched === found) return;
          const said = clock.format(found);
          expect(found - from, `${zone} ${text} ${new Date(from).toISOString()} ${said}`).toBeLessThan(26 * 3_600_000);
          const isGap = said !== text;
          const isSecond = searched !== undefined && clock.format(searched - 3_600_000) === text;
          const isSecondHalf = searched !== undefined && clock.format(searched - 1_800_000) === text;
          expect(isGap || isSecond || isSecondHalf, `${zone} ${text} ${new Date(from).toISOString()}`).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('in a zone that skipped a whole day is due the day after', () => {
    // Samoa left out 30 December 2011.
    const times = runsBetween(
      { every: 'day', at: '09:00' },
      { zone: 'Pacific/Apia', country: 'PL' },
      at('2011-12-29T00:00Z'),
      at('2012-01-01T00:00Z'),
    );
    expect(new Set(times).size).toBe(times.length);
    expect(times.map((ms) => dateInZone(ms, 'Pacific/Apia'))).toContain('2011-12-31');
  });
});

describe('what is offered', () => {
  it('lies in the night, not on a quarter of an hour, and is spread', () => {
    const times = Array.from({ length: 500 }, (_, index) => suggestedRule('sync', index / 500).at);
    for (const time of times) {
      expect(time >= '20:10' || time < '06:00', time).toBe(true);
      expect(Number(time.slice(3)) % 15, time).not.toBe(0);
    }
    expect(new Set(times).size).toBeGreaterThan(450);
    expect(suggestedRule('report', 0.99)).toMatchObject({ every: 'month', workingDay: 2 });
  });

  it('is an instant of its own place', () => {
    expect(new Date(instantInZone(dayOf('2026-07-01'), 7 * 60, 'Europe/Tallinn')).toISOString()).toBe(
      '2026-07-01T04:00:00.000Z',
    );
  });
});

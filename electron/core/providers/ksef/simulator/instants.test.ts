import { describe, expect, it } from 'vitest';
import { addMonths, isoMicros, isoTicks, parseInstant, toMs, warsawDate, warsawOffsetMs } from './instants';

const at = (text: string): number => parseInstant(text) ?? Number.NaN;

describe('instants', () => {
  it('keeps microseconds', () => {
    expect(isoMicros(at('2025-09-16T16:09:40.901091+00:00'))).toBe('2025-09-16T16:09:40.901091+00:00');
    expect(isoMicros(at('2025-09-16T18:09:40.9010917+02:00'))).toBe('2025-09-16T16:09:40.901091+00:00');
    expect(isoTicks(at('2025-09-16T16:09:40.901091Z'))).toMatch(/\.901091\d\+00:00$/);
  });

  it('takes a time without an offset for Polish time', () => {
    expect(at('2026-07-01T12:00:00')).toBe(at('2026-07-01T12:00:00+02:00'));
    expect(at('2026-12-01T12:00:00')).toBe(at('2026-12-01T12:00:00+01:00'));
  });

  it('refuses what is no date-time', () => {
    for (const text of ['2026-02-30T00:00:00Z', '2026-02-01', 'jutro', '2026-02-01 10:00:00Z', '2026-02-01T25:00:00Z'])
      expect(parseInstant(text), text).toBeNull();
  });

  it('knows Polish time as the ICU tables do', () => {
    const zone = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Warsaw', dateStyle: 'short', timeStyle: 'medium' });
    for (let ms = Date.parse('2024-01-01T00:30:00Z'); ms < Date.parse('2028-01-01T00:00:00Z'); ms += 6 * 3_600_000) {
      const wall = new Date(ms + warsawOffsetMs(ms)).toISOString().slice(0, 19).replace('T', ' ');
      expect(zone.format(ms)).toBe(wall);
    }
    expect(warsawDate(at('2026-06-30T22:30:00Z'))).toBe('2026-07-01');
  });

  it('clamps months to their end and keeps the time of day', () => {
    expect(isoMicros(addMonths(at('2026-01-31T10:20:30.123456Z'), 3))).toBe('2026-04-30T10:20:30.123456+00:00');
    expect(toMs(addMonths(at('2025-11-30T00:00:00Z'), 3))).toBe(Date.parse('2026-02-28T00:00:00Z'));
  });
});

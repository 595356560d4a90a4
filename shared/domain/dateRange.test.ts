import { describe, expect, it } from 'vitest';
import { dayNumber, rangeFault, Tag } from './dateRange';

describe('a range of dates', () => {
  it.each([
    ['2025-01-01', '2025-01-31', 31, null],
    ['2025-01-01', '2025-01-01', 1, null],
    ['2024-01-01', '2024-12-31', 366, null],
    ['2025-01-01', '2026-01-02', 366, 'too_long'],
    ['2025-02-01', '2025-01-31', 366, 'reversed'],
    ['2025-02-29', '2025-03-01', 366, 'invalid'],
    ['2024-02-29', '2024-02-29', 1, null],
    ['2025-01-01', '2025-01-32', 366, 'invalid'],
  ] as const)('from %s to %s with at most %i days: %s', (from, to, maxDays, fault) => {
    expect(rangeFault({ from, to }, maxDays)).toBe(fault);
  });

  it('counts days as the calendar does, over centuries', () => {
    for (let ms = Date.UTC(1999, 11, 25); ms < Date.UTC(2101, 2, 5); ms += 86_400_000) {
      const day = new Date(ms).toISOString().slice(0, 10);
      const next = new Date(ms + 86_400_000).toISOString().slice(0, 10);
      expect((dayNumber(next) ?? 0) - (dayNumber(day) ?? 0), day).toBe(1);
    }
  });
});

describe('a tag', () => {
  it.each([
    ['00000000-0000-0000-0000-000000000001', true],
    ['Projekt Ą 7', true],
    ['', false],
    ['   ', false],
    ['a\u0000b', false],
    ['x'.repeat(65), false],
  ])('%s: %s', (text, ok) => {
    expect(Tag.safeParse(text).success).toBe(ok);
  });
});

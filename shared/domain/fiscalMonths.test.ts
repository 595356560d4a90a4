import { describe, expect, it } from 'vitest';
import type { FiscalFileView } from '../contract/fiscal';
import { alarmOf, fetchableMonths, goneFrom, moduleMonths } from './fiscalMonths';

const BERLIN = { keepsMonths: 3, zone: 'Europe/Berlin' };
const at = (text: string): number => Date.parse(text);
const NOW = at('2026-11-22T12:00:00Z');
const module = { id: 'a', state: 'signing', sinceMs: at('2026-01-10T08:00:00Z'), untilMs: null } as const;

const file = (month: string, first: number, last: number, more: Partial<FiscalFileView> = {}) =>
  ({
    moduleId: 'a',
    month,
    firstCounter: first,
    lastCounter: last,
    records: last - first + 1,
    findings: [],
    ...more,
  }) as unknown as FiscalFileView;
const states = (files: readonly FiscalFileView[], closed: readonly string[] = [], facts: Partial<typeof module> = {}) =>
  moduleMonths({ ...module, ...facts }, files, new Set(closed), NOW, BERLIN).map(
    ({ month, state }) => `${month} ${state}`,
  );

describe('months that can be fetched', () => {
  it('are those that are over in Berlin, an hour ago at least', () => {
    expect(fetchableMonths(NOW, BERLIN)).toEqual(['2026-08', '2026-09', '2026-10']);
    expect(fetchableMonths(at('2026-10-31T23:59:00Z'), BERLIN).at(-1)).toBe('2026-09');
    expect(fetchableMonths(at('2026-11-01T00:00:00Z'), BERLIN).at(-1)).toBe('2026-10');
    expect(fetchableMonths(at('2026-01-01T12:00:00Z'), BERLIN)).toEqual(['2025-10', '2025-11', '2025-12']);
  });

  it('begin to go three months after their first day', () => {
    expect(goneFrom('2026-10', 3)).toBe('2027-01-01');
    expect(goneFrom('2026-12', 3)).toBe('2027-03-01');
  });
});

describe('the months of a module', () => {
  it('say what is kept, what is due and for how long', () => {
    expect(states([])).toEqual(['2026-08 late', '2026-09 due', '2026-10 due', '2026-11 running']);
    expect(states([file('2026-09', 1, 9)], ['2026-09', '2026-10'])).toEqual([
      '2026-08 late',
      '2026-09 kept',
      '2026-10 nothing',
      '2026-11 running',
    ]);
    const [, september] = moduleMonths(module, [], new Set(), NOW, BERLIN);
    expect(september).toMatchObject({ goneFrom: '2026-12-01', daysLeft: 9 });
  });

  it('begin with the module, or with what is kept, and end with it', () => {
    expect(states([], [], { sinceMs: at('2026-09-30T23:00:00Z') })).toEqual(['2026-10 due', '2026-11 running']);
    expect(states([file('2026-05', 1, 2)])[0]).toBe('2026-05 kept');
    expect(states([file('2026-05', 1, 2)])).toContain('2026-06 late');
    expect(
      moduleMonths({ ...module, untilMs: at('2026-09-15T10:00:00Z') }, [], new Set(), NOW, BERLIN).at(-1)?.month,
    ).toBe('2026-09');
    expect(moduleMonths({ ...module, sinceMs: null }, [], new Set(), NOW, BERLIN)).toEqual([]);
  });

  it('name the numbers that are missing between two of them, across a month without any', () => {
    const missing = (files: readonly FiscalFileView[], closed: readonly string[]) =>
      moduleMonths(module, files, new Set(closed), NOW, BERLIN).map(({ missingBefore = 0 }) => missingBefore);
    const all = ['2026-08', '2026-09', '2026-10'];
    expect(missing([file('2026-08', 1, 9), file('2026-09', 10, 19), file('2026-10', 23, 30)], all)).toEqual([
      0, 0, 3, 0,
    ]);
    expect(missing([file('2026-08', 1, 9), file('2026-10', 12, 30)], all)).toEqual([0, 0, 2, 0]);
    // What is not here yet is no gap.
    expect(missing([file('2026-08', 1, 9), file('2026-10', 12, 30)], ['2026-08', '2026-10'])).toEqual([0, 0, 0, 0]);
  });
});

describe('the alarm', () => {
  const fetchable = fetchableMonths(NOW, BERLIN);
  const alarm = (files: readonly FiscalFileView[], now = NOW) =>
    alarmOf(moduleMonths(module, files, new Set(), now, BERLIN), fetchableMonths(now, BERLIN));

  it('grows with the days that are left', () => {
    const kept = [file('2026-08', 1, 9)];
    expect(alarm([]).alarm).toBe('late');
    expect(alarm(kept)).toMatchObject({ alarm: 'soon', next: { month: '2026-09', daysLeft: 9 } });
    expect(alarm(kept, at('2026-11-26T12:00:00Z')).alarm).toBe('urgent');
    expect(alarm([...kept, file('2026-09', 10, 11)])).toMatchObject({ alarm: 'calm', next: { month: '2026-10' } });
    expect(alarm([...kept, file('2026-09', 10, 11), file('2026-10', 12, 13)])).toMatchObject({
      alarm: 'calm',
      next: undefined,
    });
  });

  it('is not given for a hole that nobody can fill any more', () => {
    const months = moduleMonths(module, [file('2026-05', 1, 2)], new Set(fetchable), NOW, BERLIN);
    expect(months.map(({ state }) => state)).toContain('late');
    expect(alarmOf(months, fetchable).alarm).toBe('calm');
  });
});

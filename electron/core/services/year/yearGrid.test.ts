import { describe, expect, it } from 'vitest';
import type { BundleView } from '../../../../shared/contract/reports';
import type { ConnectionId, ScheduleId, CompanyId } from '../../../../shared/domain/ids';
import type { Schedule } from '../../db/repositories/schedule.repo';
import { deadlines } from './yearDeadlines';
import { yearGrid, type YearFacts } from './yearGrid';

const PLACE = '00000000-0000-7000-8000-000000000001' as ConnectionId;
const bundle = (month: string, at: string | null, more: Partial<BundleView> = {}): BundleView =>
  ({
    month,
    revision: 1,
    lateCount: 0,
    receipts: at === null ? [] : [{ connectionId: PLACE, at }],
    ...more,
  }) as Partial<BundleView> as BundleView;
const POLAND = { zone: 'Europe/Warsaw', country: 'PL' } as const;

const stateOf = (month: string, facts: Partial<YearFacts>): string | undefined => {
  const [row] = yearGrid({
    year: 2026,
    nowMs: Date.parse('2026-11-22T12:00:00.000Z'),
    thisMonth: '2026-11',
    destinations: [{ id: PLACE, createdAt: '2026-01-01T08:00:00.000Z' }],
    monthsWithInvoices: new Set(['2026-08', '2026-09', '2026-10', '2026-11']),
    bundles: [],
    reports: [],
    uploading: new Set(),
    deadline: deadlines([], POLAND),
    ...facts,
  });
  return row?.cells.find((cell) => cell.month === month)?.state;
};

describe('a month at a destination', () => {
  it.each([
    ['2026-07', 'none'],
    ['2026-09', 'missing'],
    ['2026-10', 'due'],
    ['2026-11', 'not_due'],
  ])('%s without anything there: %s', (month, state) => {
    expect(stateOf(month, {})).toBe(state);
  });

  it('is late by the first of its files, not by a later revision', () => {
    const late = bundle('2026-08', '2026-10-02T08:00:00.000Z');
    const again = bundle('2026-09', '2026-11-20T08:00:00.000Z', { revision: 2 });
    const first = bundle('2026-09', '2026-10-05T08:00:00.000Z');
    expect(stateOf('2026-08', { bundles: [late] })).toBe('done_late');
    expect(stateOf('2026-09', { bundles: [first, again] })).toBe('done');
  });

  it('is not missing where an older revision lies, nor at a place that came later', () => {
    const [first, again] = [bundle('2026-08', '2026-09-05T08:00:00.000Z'), bundle('2026-08', null, { revision: 2 })];
    expect(stateOf('2026-08', { bundles: [first, again] })).toBe('due');
    const destinations = [{ id: PLACE, createdAt: '2026-11-01T08:00:00.000Z' }];
    expect(stateOf('2026-08', { destinations })).toBe('due');
    expect(stateOf('2026-08', { destinations, bundles: [bundle('2026-08', '2026-11-02T08:00:00.000Z')] })).toBe('done');
  });

  it('that was gone at a later check is missing again', () => {
    const receipts = [{ connectionId: PLACE, at: '2026-09-05T08:00:00.000Z', checked: { state: 'gone' } }];
    expect(stateOf('2026-08', { bundles: [bundle('2026-08', null, { receipts } as Partial<BundleView>)] })).toBe(
      'missing',
    );
  });
});

describe('the time by which a month has to have gone out', () => {
  const schedule = (more: Partial<Schedule>): Schedule => ({
    id: 's' as ScheduleId,
    companyId: 'c' as CompanyId,
    connectionId: null,
    work: 'report',
    rule: { every: 'month', workingDay: 2, at: '08:00' },
    zone: 'Europe/Warsaw',
    catchUp: 'when_possible',
    isOn: true,
    since: '2026-01-01T00:00:00.000Z',
    createdAt: '2026-01-01T00:00:00.000Z',
    ...more,
  });
  const by = (...schedules: Schedule[]): string => new Date(deadlines(schedules, POLAND)('2026-09')).toISOString();

  it('is a day after its schedule is due, else the end of the next month', () => {
    expect(by(schedule({}))).toBe('2026-10-03T06:00:00.000Z');
    expect(by()).toBe('2026-10-31T23:00:00.000Z');
    for (const none of [
      schedule({ isOn: false }),
      schedule({ work: 'sync' }),
      schedule({ createdAt: '2026-10-20T00:00:00.000Z' }),
    ])
      expect(by(none)).toBe(by());
  });
});

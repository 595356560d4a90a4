// Pure: until when a month has to have gone out. By its schedule, else by the end of the month after it.
import { dayOf, monthAfter } from '../../../../shared/domain/calendar';
import type { Month } from '../../../../shared/domain/ids';
import { runsBetween } from '../../../../shared/domain/schedule/nextRuns';
import { instantInZone } from '../../../../shared/domain/schedule/zone';
import type { Schedule } from '../../db/repositories/schedule.repo';
import { msOf } from '../../time';

/** A run that is put off by a night, or waits for a service, is not late yet. */
const GRACE_MS = 24 * 60 * 60_000;

export function deadlines(
  schedules: readonly Schedule[],
  company: { readonly zone: string; readonly country: 'PL' | 'DE' | 'EE' },
): (month: Month) => number {
  const reports = schedules.filter(({ work, isOn }) => work === 'report' && isOn);
  return (month) => {
    const [from, end] = [monthAfter(month), monthAfter(monthAfter(month))].map((each) =>
      instantInZone(dayOf(`${each}-01`), 0, company.zone),
    ) as [number, number];
    const due = reports.flatMap(({ rule, zone, createdAt }) =>
      // A schedule says nothing about the time before it was made.
      runsBetween(rule, { zone, country: company.country }, from - 1, end).filter((ms) => ms >= msOf(createdAt)),
    );
    return due.length === 0 ? end : Math.min(...due) + GRACE_MS;
  };
}

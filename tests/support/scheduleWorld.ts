// Ten schedules on one or several computers, with a clock, a network and a sleep that tests move.
import type { CompanyId, RunId, ScheduleId } from '../../shared/domain/ids';
import { monthBefore } from '../../shared/domain/calendar';
import { runsBetween } from '../../shared/domain/schedule/nextRuns';
import type { ScheduleRule } from '../../shared/domain/schedule/rule';
import { dateInZone } from '../../shared/domain/schedule/zone';
import type { Company, CompanyRepo } from '../../electron/core/db/repositories/company.repo';
import type { Claim, Schedule, ScheduleRepo } from '../../electron/core/db/repositories/schedule.repo';
import { eventBus } from '../../electron/core/events/eventBus';
import { scheduler, type Scheduler } from '../../electron/core/schedule/scheduler';
import type { RunService } from '../../electron/core/services/runService';
import { instantOf } from '../../electron/core/time';
import { fakeClock, type FakeClock } from './fakeClock';
import { scheduleRows } from './scheduleRows';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const START = Date.parse('2026-01-15T12:00:00.000Z');
const RUN = '00000000-0000-7000-8000-00000000000a' as RunId;
const ZONES = ['Europe/Warsaw', 'Europe/Berlin', 'Europe/Tallinn'];
const RULES: readonly ScheduleRule[] = [
  { every: 'day', at: '02:30' },
  { every: 'day', at: '21:47' },
  { every: 'week', on: [1, 3, 5], at: '06:03' },
  { every: 'week', on: [7], at: '03:10' },
  { every: 'hours', hours: 6, at: '01:13' },
  { every: 'hours', hours: 12, at: '07:41' },
  { every: 'month', workingDay: 2, at: '07:12' },
  { every: 'month', workingDay: 'last', at: '16:05' },
  { every: 'month', workingDay: 10, at: '02:30' },
  { every: 'month', workingDay: 1, at: '08:08' },
];

export interface World {
  readonly clock: FakeClock;
  readonly done: {
    readonly schedule: ScheduleId;
    readonly period: string;
    readonly atMs: number;
    late: string | null;
  }[];
  readonly schedules: readonly Schedule[];
  /** Installations whose work begins and never ends. */
  readonly never: Set<string>;
  /** What never ends gives no sign either; else it waits for a service, which is no stall. */
  isStuck: boolean;
  /** A source that has to be read first cannot be read. */
  isHeld: boolean;
  /** How often something was begun or looked at. */
  tries: number;
  readonly cancelled: RunId[];
  readonly said: string[];
  /** The config store answers nobody. */
  isStoreAway: boolean;
  hasCompany: boolean;
  readonly repo: ScheduleRepo;
  online: boolean;
  pausedUntilMs: number | null;
  /** Nothing runs meanwhile; then the computer wakes up. */
  sleep(ms: number): void;
  boot(installation?: string): Promise<Scheduler>;
  close(): Promise<void>;
}

export function scheduleWorld(catchUp: Schedule['catchUp'] = 'when_possible'): World {
  const clock = fakeClock({ startMs: START });
  const companyId = '00000000-0000-7000-8000-000000000001' as CompanyId;
  const firm = { id: companyId, country: 'PL', isDemo: false } as Company;
  const companies = {
    list: () => Promise.resolve(made.hasCompany ? [firm] : []),
    find: () => Promise.resolve(made.hasCompany ? firm : null),
  } as unknown as CompanyRepo;
  const schedules = RULES.map((rule, index): Schedule => ({
    id: `00000000-0000-7000-8000-0000000001${String(index).padStart(2, '0')}` as ScheduleId,
    companyId,
    connectionId: null,
    work: rule.every === 'month' ? 'report' : 'sync',
    rule,
    zone: ZONES[index % 3] ?? 'UTC',
    catchUp,
    isOn: true,
    since: instantOf(START),
    createdAt: instantOf(START),
  }));
  const rows = scheduleRows(schedules);
  const repo: ScheduleRepo = {
    ...rows,
    list: () => (made.isStoreAway ? Promise.reject(new Error('database is locked')) : rows.list()),
  };
  const running = new Set<Scheduler>();
  const wakes = new Set<() => void>();
  const made: World = {
    clock,
    done: [],
    schedules,
    never: new Set(),
    isStuck: false,
    isHeld: false,
    tries: 0,
    cancelled: [],
    said: [],
    isStoreAway: false,
    hasCompany: true,
    repo,
    online: true,
    pausedUntilMs: null,
    sleep: (ms) => {
      clock.set(clock.now() + ms);
      for (const wake of wakes) wake();
    },
    boot: async (installation = 'pc-1') => {
      const booted = scheduler({
        repo,
        companies,
        runs: {
          live: () => [{ id: RUN, state: made.isStuck ? 'running' : 'waiting' }],
          log: (_run: RunId, _level: string, key: string) => Promise.resolve(void made.said.push(key)),
        } as unknown as RunService,
        work: {
          advance: (schedule: Schedule, claim: Claim) => {
            made.tries += 1;
            if (made.isHeld) return Promise.resolve({ is: 'held', problem: 'net.timeout' });
            if (made.never.has(installation)) return Promise.resolve({ is: 'going', runId: RUN });
            made.done.push({ schedule: schedule.id, period: claim.period, atMs: clock.now(), late: claim.late });
            return Promise.resolve({ is: 'ended', state: 'done', runId: null as RunId | null });
          },
        },
        events: eventBus(),
        clock,
        ids: { uuid: () => 'x', random: () => new Uint8Array([128]) },
        power: {
          onWake: (listener) => {
            wakes.add(listener);
            return () => wakes.delete(listener);
          },
          isSaving: () => false,
        },
        connectivity: { isOnline: () => made.online, isMetered: () => false, onChange: () => () => undefined },
        installation: () => Promise.resolve(installation),
        pausedUntilMs: () => Promise.resolve(made.pausedUntilMs),
        cancelRun: (id) => Promise.resolve(void made.cancelled.push(id)),
        logFailure: (what, error) => {
          if (made.isStoreAway) return;
          throw new Error(what, { cause: error });
        },
      });
      running.add(booted);
      booted.start();
      await booted.wake();
      return booted;
    },
    close: async () => {
      for (const each of running) await each.stop();
    },
  };
  return made;
}

/** Which periods there are, from the rules alone. */
export function periodsOf({ schedules, clock }: World, id: ScheduleId, untilMs = clock.now()): string[] {
  const schedule = schedules.find((each) => each.id === id);
  if (!schedule) return [];
  const times = runsBetween(schedule.rule, { zone: schedule.zone, country: 'PL' }, START, untilMs);
  return schedule.work === 'sync'
    ? times.map(instantOf)
    : times.map((ms) => monthBefore(dateInZone(ms, schedule.zone).slice(0, 7)));
}
export const doneOf = ({ done }: World, id: ScheduleId) => done.filter(({ schedule }) => schedule === id);

// A year of ten schedules against a model that knows nothing of claims: the computer is off, asleep, offline and paused at random.
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { CompanyId, RunId, ScheduleId } from '../../../shared/domain/ids';
import { monthBefore } from '../../../shared/domain/calendar';
import { nextRuns, runsBetween } from '../../../shared/domain/schedule/nextRuns';
import type { ScheduleRule } from '../../../shared/domain/schedule/rule';
import { dateInZone } from '../../../shared/domain/schedule/zone';
import { fakeClock, type FakeClock } from '../../../tests/support/fakeClock';
import { scheduleRows } from '../../../tests/support/scheduleRows';
import type { Company, CompanyRepo } from '../db/repositories/company.repo';
import type { Claim, Schedule } from '../db/repositories/schedule.repo';
import { eventBus } from '../events/eventBus';
import type { RunService } from '../services/runService';
import { instantOf, msOf } from '../time';
import { scheduler, type Scheduler } from './scheduler';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2026-01-15T12:00:00.000Z');
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

interface World {
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
  online: boolean;
  pausedUntilMs: number | null;
  /** Nothing runs meanwhile; then the computer wakes up. */
  sleep(ms: number): void;
  boot(installation?: string): Promise<Scheduler>;
  close(): Promise<void>;
}

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

function world(catchUp: Schedule['catchUp'] = 'when_possible'): World {
  const clock = fakeClock({ startMs: START });
  const companyId = '00000000-0000-7000-8000-000000000001' as CompanyId;
  const firm = { id: companyId, country: 'PL', isDemo: false } as Company;
  const companies = {
    list: () => Promise.resolve([firm]),
    find: () => Promise.resolve(firm),
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
  const repo = scheduleRows(schedules);
  const running = new Set<Scheduler>();
  const wakes = new Set<() => void>();
  const made: World = {
    clock,
    done: [],
    schedules,
    never: new Set(),
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
        // Waiting for a service is no stall.
        runs: { live: () => [{ id: RUN, state: 'waiting' }], log: () => Promise.resolve() } as unknown as RunService,
        work: {
          advance: (schedule: Schedule, claim: Claim) => {
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
        cancelRun: () => Promise.resolve(),
        logFailure: (what, error) => {
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
  open.push(made);
  return made;
}

/** Which periods there are, from the rules alone. */
function periodsOf({ schedules, clock }: World, id: ScheduleId, untilMs = clock.now()): string[] {
  const schedule = schedules.find((each) => each.id === id);
  if (!schedule) return [];
  const times = runsBetween(schedule.rule, { zone: schedule.zone, country: 'PL' }, START, untilMs);
  return schedule.work === 'sync'
    ? times.map(instantOf)
    : times.map((ms) => monthBefore(dateInZone(ms, schedule.zone).slice(0, 7)));
}
const doneOf = ({ done }: World, id: ScheduleId) => done.filter(({ schedule }) => schedule === id);

describe('a year of ten schedules', () => {
  it('on a computer that is always on: every time once, none late', async () => {
    const made = world();
    const one = await made.boot();
    await made.clock.advance(365 * DAY);
    await one.wake();
    for (const { id, rule } of made.schedules) {
      const periods = doneOf(made, id).map(({ period }) => period);
      expect(periods, JSON.stringify(rule)).toEqual(periodsOf(made, id));
    }
    expect(made.done.filter(({ late }) => late !== null)).toEqual([]);
    expect(made.done.length).toBeGreaterThan(3000);
  }, 120_000);

  it('off, asleep, offline and paused at random: each month once and in order, each sync caught up once', async () => {
    const stretch = fc.record({
      hours: fc.integer({ min: 1, max: 20 * 24 }),
      what: fc.constantFrom('on', 'off', 'offline', 'paused', 'asleep', 'on', 'on'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(stretch, { minLength: 3, maxLength: 9 }), async (stretches) => {
        const made = world();
        let one: Scheduler | null = await made.boot();
        const awake: [number, number][] = [];
        for (const { hours, what } of [...stretches, { hours: 24 * 40, what: 'on' }]) {
          made.online = what !== 'offline';
          made.pausedUntilMs = what === 'paused' ? Infinity : null;
          if (what === 'off') {
            await one?.stop();
            one = null;
          } else one ??= await made.boot();
          await one?.wake();
          const from = made.clock.now();
          if (what === 'asleep') made.sleep(hours * HOUR);
          else await made.clock.advance(hours * HOUR);
          await one?.wake();
          if (what === 'on') awake.push([from, made.clock.now()]);
        }
        for (const { id, work } of made.schedules) {
          const mine = doneOf(made, id);
          const periods = mine.map(({ period }) => period);
          expect(new Set(periods).size).toBe(periods.length);
          expect(periods).toEqual(periods.toSorted());
          const all = periodsOf(made, id);
          if (work === 'report') expect(periods).toEqual(all);
          else {
            expect(periods.filter((period) => !all.includes(period))).toEqual([]);
            // Whatever passed while nothing could run is made up for by the last of it.
            const last = all.findLast((period) => msOf(period) < (awake.at(-1)?.[0] ?? START));
            const missed = all.filter((period) => !periods.includes(period));
            for (const period of missed) {
              const at = msOf(period);
              expect(awake.some(([from, to]) => at > from + 10 * 60_000 && at < to)).toBe(false);
              expect(all.some((later) => later > period && periods.includes(later)) || period === last).toBe(true);
            }
          }
          for (const { atMs, period, late } of mine)
            if (work === 'sync' && atMs - msOf(period) > 6 * 60_000) expect(late).not.toBeNull();
        }
        await made.close();
        open.splice(open.indexOf(made), 1);
      }),
      { numRuns: 4 },
    );
  }, 300_000);

  it('closed for 40 days: months in order, each once, one sync, and it says why', async () => {
    const made = world();
    await (await made.boot()).stop();
    await made.clock.advance(96 * DAY);
    await made.boot();
    await made.clock.advance(HOUR);
    const [nightly] = made.schedules;
    const reports = made.schedules[6];
    if (!nightly || !reports) throw new Error('no schedules');
    expect(doneOf(made, reports.id)).toMatchObject([
      { period: '2026-01', late: 'app_off' },
      { period: '2026-02', late: 'app_off' },
      { period: '2026-03', late: 'app_off' },
    ]);
    expect(doneOf(made, nightly.id)).toMatchObject([{ late: 'app_off' }]);
  });

  it.each(['skip', 'ask'] as const)('%s: nothing late begins by itself', async (catchUp) => {
    const made = world(catchUp);
    await (await made.boot()).stop();
    await made.clock.advance(35 * DAY);
    const one = await made.boot();
    await made.clock.advance(20 * 60_000);
    const [nightly] = made.schedules;
    if (!nightly) throw new Error('no schedule');
    expect(doneOf(made, nightly.id)).toEqual([]);
    await one.approve(nightly.id);
    expect(doneOf(made, nightly.id).length).toBe(catchUp === 'ask' ? 1 : 0);
  });
});

describe('a clock that is wrong', () => {
  it('a month ahead and back: what it did there does not keep the real times from coming', async () => {
    const made = world();
    const one = await made.boot();
    await made.clock.advance(2 * DAY);
    await one.stop();
    const real = made.clock.now();
    made.clock.set(real + 31 * DAY);
    const ahead = await made.boot();
    await made.clock.advance(HOUR);
    await ahead.stop();
    made.clock.set(real + HOUR);
    made.done.length = 0;
    const back = await made.boot();
    await made.clock.advance(40 * DAY);
    await back.wake();
    const [nightly] = made.schedules;
    const reports = made.schedules[6];
    if (!nightly || !reports) throw new Error('no schedules');
    expect(doneOf(made, nightly.id).length).toBeGreaterThanOrEqual(39);
    expect(doneOf(made, reports.id).map(({ period }) => period)).toEqual(['2026-01']);
  });

  it('a year behind and right again: goes on from there, then catches up once', async () => {
    const made = world();
    const one = await made.boot();
    await made.clock.advance(40 * DAY);
    await one.stop();
    const real = made.clock.now();
    made.clock.set(real - 365 * DAY);
    made.done.length = 0;
    const behind = await made.boot();
    await made.clock.advance(2 * DAY);
    await behind.wake();
    const [nightly] = made.schedules;
    if (!nightly) throw new Error('no schedule');
    expect(doneOf(made, nightly.id).length).toBe(2);
    await behind.stop();
    made.clock.set(real + 2 * DAY);
    made.done.length = 0;
    await made.boot();
    await made.clock.advance(HOUR);
    expect(doneOf(made, nightly.id).length).toBe(1);
  });
});

describe('two PCs on one store', () => {
  it('each syncs for itself, one of them makes the report', async () => {
    const made = world();
    const both = [await made.boot('pc-1'), await made.boot('pc-2')];
    await made.clock.advance(40 * DAY);
    for (const each of both) await each.wake();
    const [nightly] = made.schedules;
    const reports = made.schedules[6];
    if (!nightly || !reports) throw new Error('no schedules');
    expect(doneOf(made, nightly.id).length).toBe(2 * periodsOf(made, nightly.id).length);
    expect(doneOf(made, reports.id).map(({ period }) => period)).toEqual(periodsOf(made, reports.id));
  });

  it('a PC that is gone in the middle of a month: after six hours another one ends it, and it stays ended', async () => {
    const made = world();
    const reports = made.schedules[6];
    if (!reports) throw new Error('no schedule');
    const first = await made.boot('pc-1');
    const due = nextRuns(reports.rule, { zone: reports.zone, country: 'PL' }, made.clock.now(), 1)[0] ?? NaN;
    made.never.add('pc-1');
    await made.clock.advance(due - made.clock.now() + MINUTE);
    expect(doneOf(made, reports.id)).toEqual([]);
    await first.stop();
    const second = await made.boot('pc-2');
    await made.clock.advance(5.8 * HOUR);
    await second.wake();
    expect(doneOf(made, reports.id)).toEqual([]);
    await made.clock.advance(1.4 * HOUR);
    expect(doneOf(made, reports.id)).toMatchObject([{ period: '2026-01' }]);
    made.never.clear();
    await (await made.boot('pc-1')).wake();
    await made.clock.advance(10 * DAY);
    expect(doneOf(made, reports.id)).toMatchObject([{ period: '2026-01' }]);
  });

  it('a PC that is still at work after a day keeps it', async () => {
    const made = world();
    const reports = made.schedules[6];
    if (!reports) throw new Error('no schedule');
    await made.boot('pc-1');
    made.never.add('pc-1');
    const due = nextRuns(reports.rule, { zone: reports.zone, country: 'PL' }, made.clock.now(), 1)[0] ?? NaN;
    await made.clock.advance(due - made.clock.now() + MINUTE);
    const second = await made.boot('pc-2');
    await made.clock.advance(DAY);
    await second.wake();
    expect(doneOf(made, reports.id)).toEqual([]);
  });

  it('knows the next times while all this goes on', async () => {
    const made = world();
    const one = await made.boot();
    const [nightly] = made.schedules;
    if (!nightly) throw new Error('no schedule');
    expect((await one.planFor(nightly)).nextMs).toBe(
      nextRuns(nightly.rule, { zone: nightly.zone, country: 'PL' }, made.clock.now(), 1)[0],
    );
  });
});

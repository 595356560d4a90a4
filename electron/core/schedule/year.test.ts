// A year of ten schedules against a model that knows nothing of claims: the computer is off, asleep, offline and paused at random.
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { DAY, doneOf, HOUR, periodsOf, scheduleWorld, START, type World } from '../../../tests/support/scheduleWorld';
import type { Schedule } from '../db/repositories/schedule.repo';
import { msOf } from '../time';
import type { Scheduler } from './scheduler';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});
const world = (catchUp?: Schedule['catchUp']): World => {
  const made = scheduleWorld(catchUp);
  open.push(made);
  return made;
};

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

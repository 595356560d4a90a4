// What goes wrong while schedules run: a store that is away at the due time, a schedule that is changed or removed in the middle, a run
// that gives no sign any more.
import { afterEach, describe, expect, it } from 'vitest';
import { nextRuns } from '../../../shared/domain/schedule/nextRuns';
import { DAY, doneOf, HOUR, MINUTE, scheduleWorld, type World } from '../../../tests/support/scheduleWorld';
import type { Schedule } from '../db/repositories/schedule.repo';
import { instantOf } from '../time';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

/** One computer a minute before the first time of its nightly schedule. */
async function evening() {
  const world = scheduleWorld();
  open.push(world);
  const one = await world.boot();
  const [nightly] = world.schedules;
  if (!nightly) throw new Error('no schedule');
  const due = (): number =>
    nextRuns(nightly.rule, { zone: nightly.zone, country: 'PL' }, world.clock.now(), 1)[0] ?? NaN;
  await world.clock.advance(due() - world.clock.now() - MINUTE);
  const claims = () => world.repo.claims(nightly.id, 'pc-1', world.clock.now());
  return {
    world,
    one,
    nightly,
    due: due(),
    claims,
    periods: () => doneOf(world, nightly.id).map(({ period }) => period),
  };
}

describe('a config store that is locked or away when something is due', () => {
  it('is asked again, more and more seldom, and what was due is done once and says why it is late', async () => {
    const { world, nightly, due, periods } = await evening();
    world.isStoreAway = true;
    await world.clock.advance(3 * HOUR);
    expect(world.done.filter(({ atMs }) => atMs >= due)).toEqual([]);
    world.isStoreAway = false;
    await world.clock.advance(HOUR);
    expect(periods()).toEqual([instantOf(due)]);
    expect(doneOf(world, nightly.id)[0]?.late).toBe('store');
    await world.clock.advance(DAY);
    expect(periods().length).toBe(2);
  });

  it('for a moment makes nothing late', async () => {
    const { world, nightly, due, periods } = await evening();
    world.isStoreAway = true;
    await world.clock.advance(2 * MINUTE);
    world.isStoreAway = false;
    await world.clock.advance(10 * MINUTE);
    expect(periods()).toEqual([instantOf(due)]);
    expect(doneOf(world, nightly.id)[0]?.late).toBeNull();
  });
});

describe('while its run goes on', () => {
  it('a schedule is edited: what was begun ends once, the new times count from now on', async () => {
    const { world, one, nightly, due, claims, periods } = await evening();
    world.never.add('pc-1');
    await world.clock.advance(5 * MINUTE);
    expect((await claims()).map(({ state }) => state)).toEqual(['going']);
    const edited: Schedule = {
      ...nightly,
      rule: { every: 'day', at: '05:00' },
      since: instantOf(world.clock.now()),
    };
    await world.repo.save(edited);
    await one.wake();
    world.never.clear();
    await one.wake();
    await world.clock.advance(DAY);
    const next = nextRuns(edited.rule, { zone: edited.zone, country: 'PL' }, due, 1)[0] ?? NaN;
    expect(periods()).toEqual([instantOf(due), instantOf(next)]);
  });

  it('it is switched off: what was begun ends, nothing new begins', async () => {
    const { world, one, nightly, due, periods } = await evening();
    world.never.add('pc-1');
    await world.clock.advance(5 * MINUTE);
    await world.repo.save({ ...nightly, isOn: false });
    world.never.clear();
    await one.wake();
    await world.clock.advance(3 * DAY);
    expect(periods()).toEqual([instantOf(due)]);
  });

  it('its company is removed: the schedule goes with it, and the others go on without a word', async () => {
    const { world, one } = await evening();
    world.never.add('pc-1');
    await world.clock.advance(5 * MINUTE);
    world.hasCompany = false;
    await one.wake();
    expect(await world.repo.list()).toEqual([]);
    const before = world.done.length;
    world.never.clear();
    await world.clock.advance(3 * DAY);
    expect(world.done.length).toBe(before);
  });
});

describe('a run without a sign for ten minutes', () => {
  it('is cancelled, recorded and tried again', async () => {
    const { world, due, claims, periods } = await evening();
    world.isStuck = true;
    world.never.add('pc-1');
    await world.clock.advance(10 * MINUTE);
    expect(world.cancelled).toEqual([]);
    await world.clock.advance(1.5 * MINUTE);
    expect(world.cancelled.length).toBe(1);
    expect(world.said).toEqual(['run.log.stalled']);
    world.never.clear();
    await world.clock.advance(2 * MINUTE);
    expect(periods()).toEqual([instantOf(due)]);
    expect((await claims())[0]).toMatchObject({ state: 'done', tries: 2 });
  });

  it('that stalls each time is given up after the third, and the next time comes', async () => {
    const { world, claims, periods } = await evening();
    world.isStuck = true;
    world.never.add('pc-1');
    await world.clock.advance(2 * HOUR);
    expect(world.cancelled.length).toBe(3);
    expect((await claims())[0]).toMatchObject({ state: 'failed', problem: 'run.stalled' });
    world.never.clear();
    world.isStuck = false;
    await world.clock.advance(DAY);
    expect(periods().length).toBe(1);
  });

  it('that waits for its service is none', async () => {
    const { world } = await evening();
    world.never.add('pc-1');
    await world.clock.advance(DAY);
    expect(world.cancelled).toEqual([]);
  });
});

it('what was missed is made up for also where Kontor was started under a clock that stood ahead', async () => {
  const made = scheduleWorld();
  open.push(made);
  const real = made.clock.now() + 2 * DAY;
  made.clock.set(real + 300 * DAY);
  const one = await made.boot();
  made.clock.set(real);
  await one.wake();
  await made.clock.advance(2 * HOUR);
  expect(made.done.filter(({ late }) => late !== null).length).toBeGreaterThan(0);
});

describe('a month whose sources cannot be read', () => {
  it('is tried again, but not while nothing is to begin by itself', async () => {
    const made = scheduleWorld();
    open.push(made);
    for (const each of made.schedules) if (each.rule.every !== 'month') await made.repo.delete(each.id);
    made.isHeld = true;
    const one = await made.boot();
    await made.clock.advance(40 * DAY);
    const before = made.tries;
    expect(before).toBeGreaterThan(1);
    made.pausedUntilMs = Infinity;
    await made.clock.advance(DAY);
    expect(made.tries).toBe(before);
    made.pausedUntilMs = null;
    made.online = false;
    await one.wake();
    await made.clock.advance(DAY);
    expect(made.tries).toBe(before);
    made.online = true;
    made.isHeld = false;
    await one.wake();
    await made.clock.advance(HOUR);
    expect(made.tries).toBeGreaterThan(before);
  });

  it('is tried again after a clock that stood ahead is right', async () => {
    const made = scheduleWorld();
    open.push(made);
    for (const each of made.schedules) if (each.rule.every !== 'month') await made.repo.delete(each.id);
    const real = made.clock.now() + 40 * DAY;
    await made.clock.advance(18 * DAY);
    made.isHeld = true;
    const one = await made.boot();
    made.clock.set(real + 300 * DAY);
    await one.wake();
    await made.clock.advance(HOUR);
    made.clock.set(real);
    made.isHeld = false;
    made.done.length = 0;
    await one.wake();
    await made.clock.advance(2 * HOUR);
    expect(made.done.length).toBeGreaterThan(0);
  });
});

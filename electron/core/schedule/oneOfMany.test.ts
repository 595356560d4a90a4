// Clocks that go wrong, and several PCs on one store.
import { afterEach, describe, expect, it } from 'vitest';
import { nextRuns } from '../../../shared/domain/schedule/nextRuns';
import { DAY, doneOf, HOUR, MINUTE, periodsOf, scheduleWorld, type World } from '../../../tests/support/scheduleWorld';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});
const world = (): World => {
  const made = scheduleWorld();
  open.push(made);
  return made;
};

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

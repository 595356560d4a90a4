// The config store is away just when a schedule is due: locked by another program, or on a server that does not answer. What is due is
// done afterwards, once, and says why it is late.
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { engines } from '../support/databases/engines';
import { lockedByAnother } from '../support/databases/lockedFile';
import { type BenchOptions, type FaultBench, openBench } from '../support/faultBench';

const MINUTE = 60_000;
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A firm whose nightly sync is due in a minute. */
async function evening(options: BenchOptions = {}) {
  const bench = await openBench(options);
  ends.push(() => bench.stop());
  const { companyId } = bench;
  const suggested = await bench.kontor.call('schedules.suggest', { companyId, work: 'sync' });
  await bench.kontor.call('schedules.save', {
    companyId,
    work: 'sync',
    ...suggested,
    catchUp: 'when_possible',
    isOn: true,
  });
  const { nextAt } = await bench.kontor.call('schedules.status', undefined);
  const dueMs = Date.parse(nextAt ?? '');
  await bench.clock.advance(dueMs - bench.clock.now() - MINUTE);
  return { bench, dueMs, dueAt: nextAt };
}

const nightly = async ({ kontor, companyId }: FaultBench) =>
  (await kontor.call('runs.list', { companyId, kind: 'sync', limit: 50 })).filter(
    ({ trigger }) => trigger === 'schedule',
  );

/** One timer after the other, each with what it does, until this holds. */
async function untilIt(bench: FaultBench, holds: () => Promise<boolean>, atMostMs: number): Promise<void> {
  const end = bench.clock.now() + atMostMs;
  while (!(await holds())) {
    if (bench.clock.now() > end) throw new Error('it never came');
    await bench.clock.advance(30_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function expectOnceAndExplained({ bench, dueAt }: Awaited<ReturnType<typeof evening>>): Promise<void> {
  await untilIt(bench, async () => (await nightly(bench)).length > 0, 30 * MINUTE);
  const [run] = await nightly(bench);
  if (!run) throw new Error('no run');
  expect(await bench.ended(run.id)).toMatchObject({ state: 'done', due: { at: dueAt, late: 'store' } });
  const schedule = async () => (await bench.kontor.call('schedules.list', { companyId: bench.companyId }))[0];
  await untilIt(bench, async () => (await schedule())?.last?.state === 'done', 30 * MINUTE);
  expect((await schedule())?.last).toMatchObject({ dueAt, late: 'store' });
  await bench.clock.advance(3 * 60 * MINUTE);
  expect((await nightly(bench)).length).toBe(1);
  expect((await schedule())?.waiting).toBeUndefined();
}

const failures = async (bench: FaultBench): Promise<number> =>
  (await bench.failureIn('"schedules"')).split('\n').length;

describe('a schedule that is due while the config store', () => {
  it('is locked by another program runs once when it is free, and says why it is late', async () => {
    const night = await evening({ config: { patienceMs: 20 } });
    const { bench } = night;
    const unlock = await lockedByAnother(join(bench.folder, 'config.db'));
    // When it is due, a minute later, three, seven.
    await bench.clock.advance(2 * MINUTE);
    await untilIt(bench, async () => (await failures(bench)) >= 3, 60 * MINUTE);
    expect(await nightly(bench)).toEqual([]);
    await unlock();
    await expectOnceAndExplained(night);
  }, 120_000);

  const [postgres] = engines;
  it.skipIf(postgres.missing !== null)(
    'lies on a server that does not answer, likewise',
    async () => {
      const server = await postgres.start();
      ends.push(() => server.close());
      const night = await evening({ env: { CONFIG_DB_URL: (await server.fresh()).url } });
      const { bench } = night;
      await server.stop('SIGKILL');
      await bench.clock.advance(2 * MINUTE);
      await bench.failureIn('"schedules"');
      await bench.clock.advance(8 * MINUTE);
      await server.start();
      expect(await nightly(bench)).toEqual([]);
      await expectOnceAndExplained(night);
    },
    120_000,
  );
});

// A schedule over the whole core: its time comes, the services are asked, the month arrives, and everything says so.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CompanyId, ConnectionId } from '../../shared/domain/ids';
import { simulatedKsef, type SimulatedKsef } from '../support/simulatedKsef';
import { simulatedNextcloud, type SimulatedNextcloud } from '../support/simulatedNextcloud';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const encryptionKey = newEncryptionKey();

let folder: string;
let ksef: SimulatedKsef;
let cloud: SimulatedNextcloud;
let kontor: TestApp;
let companyId: CompanyId;
let destination: ConnectionId;
const clock = () => kontor.host.clock;

const start = () => startApp(testHost({ data: folder, clock: clocks, encryptionKey }), [ksef.manifest, cloud.manifest]);
let clocks: ReturnType<typeof testClock>;

beforeEach(async () => {
  clocks = testClock();
  folder = dataFolder();
  ksef = simulatedKsef(clocks);
  cloud = simulatedNextcloud(clocks);
  kontor = await start();
  ({ companyId } = await kontor.connect({ providerId: 'ksef' }, ksef.values));
  ({ connectionId: destination } = await kontor.connect({ providerId: 'nextcloud', companyId }, cloud.values));
});
afterEach(async () => {
  await kontor.stop();
  removeDataFolder(folder);
});

const offered = async (work: 'sync' | 'report', catchUp: 'when_possible' | 'ask' | 'skip' = 'when_possible') => {
  const suggested = await kontor.call('schedules.suggest', { companyId, work });
  return kontor.call('schedules.save', { companyId, work, ...suggested, catchUp, isOn: true });
};
const runsBy = async (kind: 'sync' | 'upload') =>
  (await kontor.call('runs.list', { companyId, kind, limit: 50 })).filter(({ trigger }) => trigger === 'schedule');
const schedule = async () => {
  const [one] = await kontor.call('schedules.list', { companyId });
  if (!one) throw new Error('no schedule');
  return one;
};
/** From due time to due time; what runs then gets the small steps in which it ends. */
async function pass(ms: number, isOver: () => Promise<boolean> = () => Promise.resolve(false)): Promise<void> {
  const until = clock().now() + ms;
  while (clock().now() < until && !(await isOver())) {
    const { nextAt } = await kontor.call('schedules.status', undefined);
    const next = nextAt === undefined ? until : Math.min(until, Date.parse(nextAt));
    await clock().advance(Math.max(0, next - clock().now()));
    for (let step = 0; step < 14 && clock().now() < until; step += 1) {
      await clock().advance(30_000);
      await rest();
    }
  }
}
/** Until nothing is going any more. */
async function rest(): Promise<void> {
  for (;;) {
    const going = (await kontor.call('runs.list', { companyId, limit: 20 })).filter(({ endedAt }) => !endedAt);
    const [one] = going;
    if (!one || one.state === 'waiting') return;
    await kontor.ended(one.id);
  }
}
const ended = async (state: string): Promise<boolean> => (await schedule()).last?.state === state;

describe('a schedule', () => {
  it('that is offered syncs at night by itself, on time, once a night', async () => {
    await offered('sync');
    const { next, rule, zone } = await schedule();
    expect([next.length, zone, rule.every]).toEqual([3, 'Europe/Warsaw', 'day']);
    await pass(3 * DAY);
    const runs = await runsBy('sync');
    expect(runs.map(({ due }) => due?.at).toReversed()).toEqual(next);
    for (const run of runs) expect(run).toMatchObject({ state: 'done', due: { at: expect.any(String) as string } });
    expect(runs.filter(({ due }) => due?.late !== undefined)).toEqual([]);
    expect((await schedule()).last).toMatchObject({ state: 'done', dueAt: next[2] });
  });

  it('of a month reads what is new, builds, uploads and verifies', async () => {
    await offered('report');
    await pass(32 * DAY, () => ended('done'));
    const [upload, ...others] = await runsBy('upload');
    expect(others).toEqual([]);
    expect(upload).toMatchObject({ month: '2026-10', state: 'done', revision: 1 });
    expect((await runsBy('sync'))[0]).toMatchObject({ state: 'done' });
    const { bundles } = await kontor.call('reports.month', { companyId, month: '2026-10' });
    expect(bundles[0]?.receipts).toMatchObject([{ connectionId: destination }]);
    expect((await schedule()).last).toMatchObject({ state: 'done', month: '2026-10', runId: upload?.id });
  });

  it('that was missed while Kontor was off runs once, says since when and why', async () => {
    await offered('sync');
    await kontor.stop();
    await clock().advance(9 * DAY);
    kontor = await start();
    await pass(HOUR);
    const runs = await runsBy('sync');
    expect(runs.map(({ due }) => due?.late)).toEqual(['app_off']);
  });

  it('asks when it is to ask', async () => {
    const { id } = await offered('sync', 'ask');
    await kontor.stop();
    await clock().advance(3 * DAY);
    kontor = await start();
    await pass(HOUR);
    expect(await runsBy('sync')).toEqual([]);
    expect((await schedule()).waiting).toMatchObject({ kind: 'ask', count: 3, reason: 'app_off' });
    await kontor.call('schedules.runWaiting', { id });
    await rest();
    expect((await runsBy('sync')).length).toBe(1);
    expect((await schedule()).waiting).toBeUndefined();
  });

  it('offline waits, and goes on when the network is back', async () => {
    await offered('sync');
    kontor.host.surroundings.isOnline = false;
    await pass(DAY);
    expect(await runsBy('sync')).toEqual([]);
    expect((await schedule()).waiting).toMatchObject({ kind: 'hold', reason: 'offline' });
    kontor.host.surroundings.isOnline = true;
    kontor.host.surroundings.networkChanged();
    await pass(10 * 60_000);
    await rest();
    expect((await runsBy('sync')).map(({ due }) => due?.late)).toEqual(['offline']);
  });

  it('is paused for an hour, until tomorrow or until somebody resumes', async () => {
    await offered('sync');
    await kontor.call('schedules.pause', { until: 'resumed' });
    await pass(2 * DAY);
    expect(await runsBy('sync')).toEqual([]);
    expect(await kontor.call('schedules.status', undefined)).toMatchObject({ pausedUntil: 'resumed' });
    await kontor.call('schedules.resume', undefined);
    await pass(10 * 60_000);
    await rest();
    expect((await runsBy('sync')).map(({ due }) => due?.late)).toEqual(['paused']);
  });

  it('that is removed is gone, and so is one whose company is removed', async () => {
    const { id } = await offered('sync');
    await kontor.call('schedules.remove', { id });
    await pass(2 * DAY);
    expect(await kontor.call('schedules.list', { companyId })).toEqual([]);
    expect(await runsBy('sync')).toEqual([]);
  });
});

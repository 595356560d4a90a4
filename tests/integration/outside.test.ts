// Kontor beside its window, over the whole core: what the panel shows and does, what a click there leads to, days without a good run.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CompanyId } from '../../shared/domain/ids';
import { simulatedKsef, type SimulatedKsef } from '../support/simulatedKsef';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';

const DAY = 86_400_000;
const encryptionKey = newEncryptionKey();

let folder: string;
let ksef: SimulatedKsef;
let clock: ReturnType<typeof testClock>;
let kontor: TestApp;
let companyId: CompanyId;

const start = () => startApp(testHost({ data: folder, clock, encryptionKey }), [ksef.manifest]);
beforeEach(async () => {
  clock = testClock();
  folder = dataFolder();
  ksef = simulatedKsef(clock);
  kontor = await start();
  ({ companyId } = await kontor.connect({ providerId: 'ksef' }, ksef.values));
});
afterEach(async () => {
  await kontor.stop();
  removeDataFolder(folder);
});

const outside = () => kontor.host.outside;
const labels = (): string[] => (outside().tray?.menu ?? []).flatMap((item) => item?.label ?? []);
/** Draws at most once in 300 ms. */
const drawn = () => clock.advance(1000);
/** The worker that knows what was put off answers in its own time. */
const becomes = (shape: string) =>
  expect
    .poll(async () => {
      await drawn();
      return outside().tray?.shape;
    })
    .toBe(shape);
const nightly = async () => {
  const suggested = await kontor.call('schedules.suggest', { companyId, work: 'sync' });
  return kontor.call('schedules.save', { companyId, work: 'sync', ...suggested, catchUp: 'ask', isOn: true });
};

it('the panel follows what happens and does what is chosen', async () => {
  await drawn();
  expect(outside().tray?.shape).toBe('idle');
  expect(labels()).toEqual(expect.arrayContaining(['No run yet', 'Sync now', 'Open Kontor', 'Quit Kontor']));
  expect(labels()).not.toContain('Pause for 1 hour');
  await nightly();
  await drawn();
  outside().choose('pause_tomorrow');
  await drawn();
  expect(outside().tray?.shape).toBe('paused');
  outside().choose('resume');
  outside().choose('sync');
  await drawn();
  const [run] = await kontor.call('runs.list', { companyId, kind: 'sync', limit: 1 });
  if (!run) throw new Error('no run');
  await kontor.ended(run.id);
  await drawn();
  expect(outside().tray?.shape).toBe('idle');
  expect(labels()[0]).toMatch(/^Last good run 6 Oct/);
  kontor.host.surroundings.isOnline = false;
  kontor.host.surroundings.networkChanged();
  await drawn();
  expect(outside().tray?.shape).toBe('offline');
  outside().choose('quit');
  expect(outside().isQuit).toBe(true);
});

it('the small panel says of each company how it stands, and offers the same as the menu', async () => {
  const view = () => kontor.call('panel.view', undefined);
  expect(await view()).toMatchObject({ hasSource: true, hasDestination: false, schedules: 0, isLocked: false });
  expect((await view()).companies).toEqual([
    { id: companyId, name: expect.any(String) as string, needs: [], putOff: 0 },
  ]);
  await nightly();
  await kontor.call('panel.choose', { action: 'sync' });
  const [run] = await kontor.call('runs.list', { companyId, kind: 'sync', limit: 1 });
  if (!run) throw new Error('no run');
  await kontor.ended(run.id);
  const [company] = (await view()).companies;
  expect(company).toMatchObject({ lastGoodAt: expect.stringMatching(/^2026-10-06T/) as string, needs: [] });
  expect(company?.newCount).toBeGreaterThan(0);
  expect(company?.nextAt).toBe((await kontor.call('schedules.status', undefined)).nextAt);
  expect(company?.run).toBeUndefined();
  await kontor.call('panel.choose', { action: 'pause_hour' });
  expect((await view()).pausedUntil).toBe(new Date(clock.now() + 3_600_000).toISOString());
  await kontor.call('panel.choose', { action: 'resume' });
  expect((await view()).pausedUntil).toBeUndefined();
  await kontor.call('panel.choose', { action: 'open' });
  await kontor.call('panel.lead', { place: 'activity', runId: run.id });
  expect(outside().windowsOpened).toBe(2);
  expect(await kontor.call('desktop.takeGoal', undefined)).toEqual({ goal: { place: 'activity', runId: run.id } });
  expect((await kontor.ask('panel.choose', { action: 'quit' })).ok).toBe(false);
});

it('the small panel names what needs a person, and leads to its place', async () => {
  const [connection] = await kontor.call('connections.list', { companyId });
  if (!connection) throw new Error('no connection');
  const endsOn = new Date(clock.now() + 3 * DAY).toISOString().slice(0, 10);
  await kontor.call('expiries.note', { connectionId: connection.id, kind: 'token', endsOn });
  await drawn();
  const goal = { place: 'connect', companyId, connectionId: connection.id };
  const needs = async () => (await kontor.call('panel.view', undefined)).companies[0]?.needs;
  expect(await needs()).toEqual([
    { kind: 'expires', name: `expires ${connection.id}`, title: connection.title, day: endsOn, goal },
  ]);
  await clock.advance(4 * DAY);
  expect(await needs()).toEqual([
    { kind: 'over', name: `over ${connection.id}`, title: connection.title, day: endsOn, goal },
  ]);
  await nightly();
  await kontor.stop();
  await clock.advance(2 * DAY);
  kontor = await start();
  await drawn();
  expect((await needs())?.map(({ kind }) => kind)).toEqual(['over', 'asking']);
});

it('what is put off waits until tomorrow morning, in the panel and at the symbol, whatever is restarted', async () => {
  const [connection] = await kontor.call('connections.list', { companyId });
  if (!connection) throw new Error('no connection');
  const endsOn = new Date(clock.now() + 3 * DAY).toISOString().slice(0, 10);
  await kontor.call('expiries.note', { connectionId: connection.id, kind: 'token', endsOn });
  await becomes('attention');
  const company = async () => (await kontor.call('panel.view', undefined)).companies[0];
  const name = (await company())?.needs[0]?.name;
  if (name === undefined) throw new Error('nothing to put off');
  await kontor.call('panel.putOff', { name });
  await becomes('idle');
  expect(await company()).toMatchObject({ needs: [], putOff: 1 });
  await kontor.stop();
  kontor = await start();
  await becomes('idle');
  // Six in the morning in Poland.
  const hours = 4 + 24 - new Date(clock.now()).getUTCHours();
  await clock.advance((hours - 1) * 3_600_000);
  expect(await company()).toMatchObject({ putOff: 1 });
  await clock.advance(3_600_000);
  await becomes('attention');
  expect(await company()).toMatchObject({ needs: [{ name }], putOff: 0 });
});

it('a click leads into the window, and only once', async () => {
  await drawn();
  outside().choose('activity');
  expect(outside().windowsOpened).toBe(1);
  expect(await kontor.call('desktop.takeGoal', undefined)).toEqual({ goal: { place: 'activity' } });
  expect(await kontor.call('desktop.takeGoal', undefined)).toEqual({});
});

it('days without a good run are said, in the window and in the panel', async () => {
  await nightly();
  await clock.advance(2 * DAY);
  expect((await kontor.call('schedules.status', undefined)).silentSince).toBeUndefined();
  await kontor.stop();
  await clock.advance(6 * DAY);
  kontor = await start();
  await drawn();
  expect((await kontor.call('schedules.status', undefined)).silentSince).toBeDefined();
  expect(outside().tray?.shape).toBe('attention');
  expect(labels().find((label) => label.startsWith('Nothing has gone well since'))).toBeDefined();
  expect(await kontor.call('schedules.status', undefined)).toMatchObject({ asking: 1 });
  await clock.advance(5000);
  expect(outside().notices.map(({ title }) => title)).toEqual(['Something was missed']);
});

it('a run of a clock that stood ahead does not keep the days without one from being said', async () => {
  const real = clock.now();
  clock.set(real + 300 * DAY);
  const { runId } = await kontor.call('sync.start', { companyId });
  await kontor.ended(runId);
  await nightly();
  await kontor.stop();
  clock.set(real);
  kontor = await start();
  expect((await kontor.call('schedules.status', undefined)).lastGoodAt).toBeUndefined();
  expect((await kontor.call('panel.view', undefined)).companies[0]?.lastGoodAt).toBeUndefined();
  await kontor.stop();
  await clock.advance(6 * DAY);
  kontor = await start();
  expect((await kontor.call('schedules.status', undefined)).silentSince).toBeDefined();
});

it('keeps its settings, and takes the system at its word on autostart', async () => {
  const settings = { isAutostart: true, notify: 'all', quiet: { from: '19:00', to: '06:30' } } as const;
  await kontor.call('desktop.save', settings);
  expect(await kontor.call('desktop.settings', undefined)).toEqual({ ...settings, hasTray: true });
  outside().isAutostart = false;
  expect((await kontor.call('desktop.settings', undefined)).isAutostart).toBe(false);
});

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

it('keeps its settings, and takes the system at its word on autostart', async () => {
  const settings = { isAutostart: true, notify: 'all', quiet: { from: '19:00', to: '06:30' } } as const;
  await kontor.call('desktop.save', settings);
  expect(await kontor.call('desktop.settings', undefined)).toEqual({ ...settings, hasTray: true });
  outside().isAutostart = false;
  expect((await kontor.call('desktop.settings', undefined)).isAutostart).toBe(false);
});

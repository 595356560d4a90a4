// The calendar of what expires, over the whole core: a date that somebody wrote down, the reminders, the new sign-in that ends it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CompanyId, ConnectionId } from '../../shared/domain/ids';
import { simulatedKsef, type SimulatedKsef } from '../support/simulatedKsef';
import { simulatedNextcloud, type SimulatedNextcloud } from '../support/simulatedNextcloud';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';

const DAY = 86_400_000;
const encryptionKey = newEncryptionKey();

let folder: string;
let ksef: SimulatedKsef;
let cloud: SimulatedNextcloud;
let clock: ReturnType<typeof testClock>;
let kontor: TestApp;
let companyId: CompanyId;
let connectionId: ConnectionId;

const start = () => startApp(testHost({ data: folder, clock, encryptionKey }), [ksef.manifest, cloud.manifest]);
beforeEach(async () => {
  // A Tuesday in October, ten in the morning in Poland.
  clock = testClock();
  folder = dataFolder();
  ksef = simulatedKsef(clock);
  cloud = simulatedNextcloud(clock);
  kontor = await start();
  ({ companyId } = await kontor.connect({ providerId: 'ksef' }, ksef.values));
  ({ connectionId } = await kontor.connect({ providerId: 'nextcloud', companyId }, cloud.values));
});
afterEach(async () => {
  await kontor.stop();
  removeDataFolder(folder);
});

const list = () => kontor.call('expiries.list', undefined);
const write = (endsOn?: string) =>
  kontor.call('expiries.note', { connectionId, kind: 'password', ...(endsOn === undefined ? {} : { endsOn }) });
const titles = (): string[] => kontor.host.outside.notices.map(({ title }) => title);
/** In steps in which reminders look, out of the quiet hours. */
const days = async (count: number): Promise<void> => {
  for (let step = 0; step < count * 4; step += 1) await clock.advance(DAY / 4);
};

it('knows nothing of what no service tells, until somebody writes it down', async () => {
  expect((await list()).undated.map(({ title }) => title).toSorted()).toEqual(
    (await kontor.call('connections.list', { companyId })).map(({ title }) => title).toSorted(),
  );
  await write('2026-11-30');
  const { dated, undated } = await list();
  expect(dated).toMatchObject([
    {
      connectionId,
      companyId,
      kind: 'password',
      endsOn: '2026-11-30',
      endsAt: '2026-11-30T22:59:59.999Z',
      state: 'later',
    },
  ]);
  expect(undated.map((one) => one.connectionId)).not.toContain(connectionId);
  await write();
  expect((await list()).dated).toEqual([]);
  expect(
    (
      await kontor.refused('expiries.note', {
        connectionId: companyId as string as ConnectionId,
        kind: 'token',
        endsOn: '2026-12-01',
      })
    ).key,
  ).toBe('error.connection_gone');
});

it('reminds two weeks and three days before and at the end, each once, also over a restart, and leads to the place', async () => {
  await write('2026-10-26');
  await days(1);
  expect(titles()).toEqual([]);
  await days(6);
  expect(titles()).toEqual([expect.stringMatching(/sign in again by 26 October 2026$/)]);
  kontor.host.outside.notices[0]?.click();
  expect((await kontor.call('desktop.takeGoal', undefined)).goal).toEqual({
    place: 'connections',
    connectionId,
    companyId,
  });
  await kontor.stop();
  kontor = await start();
  await days(5);
  expect(titles()).toEqual([]);
  await days(6);
  expect(titles().length).toBe(1);
  expect(kontor.host.outside.tray?.shape).toBe('attention');
  await days(8);
  expect(titles()).toEqual([expect.stringMatching(/^.*by 26 October 2026$/), expect.stringMatching(/has ended$/)]);
  expect((await list()).dated).toMatchObject([{ state: 'over' }]);
});

it('a new sign-in takes the date away, a change of settings does not; what is gone is not there', async () => {
  await write('2026-11-30');
  await kontor.call('connections.saveSettings', { connectionId, settings: { default_folder: '/Other' } });
  expect((await list()).dated.length).toBe(1);
  await kontor.connect({ providerId: 'nextcloud', connectionId }, cloud.values);
  expect((await list()).dated).toEqual([]);
  await write('2026-11-30');
  await kontor.call('connections.remove', { connectionId, archive: 'keep' });
  expect((await list()).dated).toEqual([]);
});

it('says nothing of what is paused, and nothing to whoever switched notices off', async () => {
  await write('2026-10-10');
  await kontor.call('connections.pause', { connectionId });
  await days(1);
  expect(titles()).toEqual([]);
  const { hasTray: _, ...settings } = await kontor.call('desktop.settings', undefined);
  await kontor.call('desktop.save', { ...settings, notify: 'off' });
  await kontor.call('connections.resume', { connectionId });
  await days(1);
  expect(titles()).toEqual([]);
});

it('is saved for other calendars', async () => {
  await write('2026-11-30');
  const file = join(folder, 'ends.ics');
  kontor.host.dialogs.saveFile = () => Promise.resolve(file);
  expect(await kontor.call('expiries.save', undefined)).toEqual({ savedTo: file });
  expect(readFileSync(file, 'utf8')).toContain('DTSTART;VALUE=DATE:20261130\r\n');
  kontor.host.dialogs.saveFile = () => Promise.resolve(null);
  expect(await kontor.call('expiries.save', undefined)).toEqual({});
});

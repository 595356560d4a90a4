// The backup that nobody has to think of: its time comes, the file grows by a state; what was missed is made up for once; what only a
// person can do is said once and asked for.
import { copyFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { BackupRule } from '../../shared/domain/schedule/rule';
import { openBench, type FaultBench } from '../support/faultBench';
import { badTexts } from '../support/problemTexts';
import { startApp, type TestApp } from '../support/testApp';
import {
  dataFolder,
  newEncryptionKey,
  removeDataFolder,
  testClock,
  testHost,
  type TestHost,
} from '../support/testHost';

const PASSPHRASE = 'heron lantern gravel sixpence';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NIGHTLY: BackupRule = { every: 'day', at: '03:10' };
const encryptionKey = newEncryptionKey();

let folder = '';
let clock = testClock();
let kontor: TestApp;
let hasKeychain = true;
let sealedBy = encryptionKey;

function host(): TestHost {
  const made = testHost({ data: folder, clock, encryptionKey: sealedBy });
  const seal = (text: string) => Promise.resolve(Buffer.from(`sealed ${text}`, 'utf8'));
  const open = (bytes: Uint8Array) =>
    hasKeychain
      ? Promise.resolve(Buffer.from(bytes).toString('utf8').slice('sealed '.length))
      : Promise.reject(new Error('locked'));
  const isAvailable = () => Promise.resolve(hasKeychain);
  return { ...made, secretBox: { isAvailable, backend: () => Promise.resolve('gnome_libsecret'), seal, open } };
}
const start = async (): Promise<void> => {
  kontor = await startApp(host(), []);
};

beforeEach(async () => {
  [folder, clock, hasKeychain, sealedBy] = [dataFolder(), testClock(), true, encryptionKey];
  await start();
});
afterEach(async () => {
  await kontor.stop();
  removeDataFolder(folder);
});

const view = () => kontor.call('safety.backup', undefined);
const states = async () => (await view()).last?.states ?? 0;
const planned = async (rule: BackupRule | null = NIGHTLY) => {
  await kontor.call('safety.backUp', { isNew: true, passphrase: PASSPHRASE });
  await kontor.call('safety.planBackups', { rule });
};
/** Small steps, in which what runs meanwhile ends. */
async function pass(ms: number): Promise<void> {
  for (const until = clock.now() + ms; clock.now() < until;) {
    await clock.advance(Math.min(HOUR / 2, until - clock.now()));
    await settled();
  }
}
async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 20; quiet += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if ((await view()).running) quiet = 0;
  }
}

it('is made at its time, into the same file, and names the next one', async () => {
  await planned();
  expect(await view()).toMatchObject({ plan: { rule: NIGHTLY, nextAt: '2026-10-07T01:10:00.000Z' } });
  await pass(DAY);
  expect(await states()).toBe(2);
  expect((await view()).plan).toEqual({ rule: NIGHTLY, zone: 'Europe/Warsaw', nextAt: '2026-10-08T01:10:00.000Z' });
  await pass(2 * DAY);
  expect(await states()).toBe(4);
  expect(await kontor.app.staysWithoutWindow()).toBe(true);
  await kontor.call('safety.planBackups', { rule: null });
  await pass(2 * DAY);
  expect(await states()).toBe(4);
  expect(await kontor.app.staysWithoutWindow()).toBe(false);
});

it('makes up once for all that was missed, and not where somebody was quicker', async () => {
  await planned();
  await kontor.stop();
  clock.set(clock.now() + 9 * DAY);
  await start();
  await pass(HOUR);
  expect(await states()).toBe(2);
  await kontor.stop();
  clock.set(clock.now() + 3 * DAY);
  await start();
  await kontor.call('safety.backUp', { isNew: false });
  await pass(HOUR);
  expect(await states()).toBe(3);
});

it('is not put off by one that was made while the clock stood ahead', async () => {
  await planned();
  const real = clock.now();
  await kontor.stop();
  clock.set(real + 300 * DAY);
  await start();
  await kontor.call('safety.backUp', { isNew: false });
  await kontor.stop();
  clock.set(real);
  await start();
  expect((await view()).last?.at.slice(0, 4)).toBe('2027');
  await pass(2 * DAY);
  expect(await states()).toBe(4);
});

it('asks a person once where no keychain opens its key, and is content with one by hand', async () => {
  await planned();
  hasKeychain = false;
  await pass(3 * DAY);
  expect(await states()).toBe(1);
  const { plan } = await view();
  expect(plan).toMatchObject({ missedAt: '2026-10-07T01:10:00.000Z', problem: { key: 'backup.needs_passphrase' } });
  if (plan?.problem) expect(badTexts(plan.problem, [])).toEqual([]);
  expect(kontor.host.outside.notices.map(({ title }) => title)).toEqual(['The backup was not made']);
  expect(kontor.host.outside.tray).toMatchObject({ shape: 'attention' });
  await kontor.call('safety.backUp', { isNew: false, passphrase: PASSPHRASE });
  await pass(HOUR);
  expect(await states()).toBe(2);
  expect((await view()).plan).not.toHaveProperty('missedAt');
  expect(kontor.host.outside.tray).toMatchObject({ shape: 'idle' });
  hasKeychain = true;
  await pass(DAY);
  expect(await states()).toBe(3);
});

it('waits while the sign-ins are locked, says so, and is made as soon as they are opened', async () => {
  const own = 'otter window cinnamon ladder';
  await kontor.stop();
  removeDataFolder(folder);
  // Their key is under a passphrase, the one of the backup in the keychain: so it is after another PC has made a new key.
  [folder, sealedBy, hasKeychain] = [dataFolder(), '', false];
  await start();
  await kontor.call('app.choosePassphrase', { passphrase: own });
  hasKeychain = true;
  await planned();
  await kontor.stop();
  await start();
  await pass(3 * DAY);
  expect(await states()).toBe(1);
  const waiting = await view();
  expect(waiting).toMatchObject({
    plan: { missedAt: '2026-10-07T01:10:00.000Z' },
    problem: { key: 'vault.locked' },
  });
  if (waiting.problem) expect(badTexts(waiting.problem, [])).toEqual([]);
  expect(kontor.host.outside.notices.map(({ title }) => title)).toEqual(['The backup was not made']);
  expect(kontor.host.outside.tray).toMatchObject({ shape: 'attention' });

  await kontor.call('app.unlockVault', { passphrase: own });
  await settled();
  expect(await states()).toBe(2);
  expect(await view()).not.toHaveProperty('problem');
  expect((await view()).plan).not.toHaveProperty('missedAt');
  expect(kontor.host.outside.tray).toMatchObject({ shape: 'idle' });
  await pass(DAY);
  expect(await states()).toBe(3);
});

it('is tried again when its disk is back', async () => {
  await planned();
  const file = (await view()).last?.file ?? '';
  renameSync(file, join(folder, 'elsewhere'));
  await pass(DAY);
  expect(await view()).toMatchObject({
    plan: { missedAt: '2026-10-07T01:10:00.000Z' },
    problem: { key: 'backup.gone' },
  });
  expect((await view()).plan).not.toHaveProperty('problem');
  renameSync(join(folder, 'elsewhere'), file);
  await pass(6 * HOUR);
  expect(await states()).toBe(2);
  expect((await view()).plan).not.toHaveProperty('missedAt');
});

it('asks for a passphrase where the backup of another computer lies in its place', async () => {
  await planned();
  const other = dataFolder();
  const second = await startApp(testHost({ data: other, clock, encryptionKey }), []);
  const passphrase = 'walnut ferry compass thimble';
  await second.call('safety.backUp', { isNew: true, passphrase });
  const theirs = (await second.call('safety.backup', undefined)).last?.file ?? '';
  copyFileSync(theirs, (await view()).last?.file ?? '');
  await second.stop();
  removeDataFolder(other);
  await pass(DAY);
  expect((await view()).plan).toMatchObject({
    missedAt: '2026-10-07T01:10:00.000Z',
    problem: { key: 'backup.needs_passphrase' },
  });
  await kontor.call('safety.backUp', { isNew: false, passphrase });
  expect(await states()).toBe(2);
  await pass(DAY);
  expect(await states()).toBe(3);
});

it('needs a backup to go on with', async () => {
  const refused = await kontor.refused('safety.planBackups', { rule: NIGHTLY });
  expect(refused.key).toBe('backup.none');
});

it('of a firm leads from the panel to where it is made', async () => {
  const bench: FaultBench = await openBench();
  try {
    await bench.kontor.call('safety.backUp', { isNew: true, passphrase: PASSPHRASE });
    await bench.kontor.call('safety.planBackups', { rule: NIGHTLY });
    await bench.clock.advance(DAY);
    await expect
      .poll(async () => (await bench.kontor.call('panel.view', undefined)).companies[0]?.needs)
      .toEqual([{ kind: 'backup', name: 'backup', goal: { place: 'settings', section: 'backup' } }]);
  } finally {
    await bench.stop();
  }
});

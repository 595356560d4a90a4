// A month is closed by a person when nothing is missing, stays as it was from then on, and can be opened again.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile } from '../../electron/core/archive/folders';
import { registry } from '../../electron/core/providers/registry';
import type { ClosingView } from '../../shared/contract/closing';
import type { CompanyId, RunId } from '../../shared/domain/ids';
import { missingTexts } from '../support/problemTexts';
import { simulatedKsef, type SimulatedKsef } from '../support/simulatedKsef';
import { simulatedNextcloud, type SimulatedNextcloud } from '../support/simulatedNextcloud';
import { startApp, type TestApp } from '../support/testApp';
import {
  dataFolder,
  newEncryptionKey,
  removeDataFolder,
  testClock,
  testHost,
  type TestHost,
} from '../support/testHost';

const MONTH = '2026-09';

let folder: string;
let ksef: SimulatedKsef;
let cloud: SimulatedNextcloud;
let host: TestHost;
let kontor: TestApp;
let companyId: CompanyId;

beforeEach(async () => {
  const clock = testClock();
  folder = dataFolder();
  ksef = simulatedKsef(clock);
  cloud = simulatedNextcloud(clock);
  host = testHost({ data: folder, clock, encryptionKey: newEncryptionKey() });
  kontor = await startApp(host, [ksef.manifest, cloud.manifest]);
  ({ companyId } = await kontor.connect({ providerId: 'ksef' }, ksef.values));
  await kontor.connect({ providerId: 'nextcloud', companyId }, cloud.values);
  await done(kontor.call('sync.start', { companyId }));
});
afterEach(async () => {
  await kontor.stop();
  removeDataFolder(folder);
});

async function done(started: Promise<{ readonly runId: RunId }>) {
  const run = await kontor.ended((await started).runId);
  expect(run).toMatchObject({ state: 'done' });
  return run;
}
const view = (month = MONTH): Promise<ClosingView> => kontor.call('closing.month', { companyId, month });
const stepsOf = ({ steps }: ClosingView) =>
  Object.fromEntries(steps.map(({ kind, isDone, done: so, of }) => [kind, isDone ? 'done' : `${so}/${of}`]));
const upload = () => done(kontor.call('reports.upload', { companyId, month: MONTH }));
/** As a program asks for it: nobody looks on. */
const uploadByItself = async () => {
  const { results } = await kontor.call('integrations.uploadAll', { year: 2026, month: 9 });
  const [started] = results;
  if (started?.run === undefined) throw new Error('no run');
  return done(Promise.resolve({ runId: started.run }));
};
const close = () => kontor.call('closing.close', { companyId, month: MONTH });
const bundles = async () => (await kontor.call('reports.month', { companyId, month: MONTH })).bundles;

async function lateInvoice(): Promise<void> {
  await addLate('2026-09-28');
  await done(kontor.call('sync.start', { companyId }));
}

async function addLate(day: string): Promise<void> {
  const { control } = ksef.simulator;
  const late = control.document(control.numbers('Subject2').at(-1) ?? '').toString('utf8');
  const xml = late.replace(/(<(?:\w+:)?P_1>)[^<]*/, `$1${day}`).replace(/(<(?:\w+:)?P_2>)[^<]*/, '$1LATE/1');
  await kontor.host.clock.advance(15 * 60_000);
  control.add([{ xml: Buffer.from(xml) }]);
}

describe('closing a month', () => {
  it('is offered when its sources are whole, its bundle holds everything, and it lies where it must', async () => {
    const before = await view();
    expect(before).toMatchObject({ isOver: true, mayClose: false, lateCount: 0 });
    expect(stepsOf(before)).toMatchObject({ complete: 'done', arrived: '0/1' });
    expect(before.steps.find(({ kind }) => kind === 'bundle')?.of).toBeGreaterThan(3);
    const refused = await kontor.refused('closing.close', { companyId, month: MONTH });
    expect(refused.key).toBe('closing.not_ready');
    expect(missingTexts(refused.key, [])).toEqual([]);
    await upload();
    const ready = await view();
    expect(ready).toMatchObject({ mayClose: true });
    expect(stepsOf(ready)).toMatchObject({ complete: 'done', bundle: 'done', arrived: 'done' });
  });

  it('waits for a source that was never read', async () => {
    const data = dataFolder();
    const office = await startApp(testHost({ data, clock: host.clock, encryptionKey: newEncryptionKey() }), [
      ksef.manifest,
    ]);
    const { companyId: id } = await office.connect({ providerId: 'ksef' }, ksef.values);
    const fresh = await office.call('closing.month', { companyId: id, month: MONTH });
    expect(fresh.mayClose).toBe(false);
    expect(stepsOf(fresh)).toEqual({ complete: '0/1' });
    await office.stop();
    removeDataFolder(data);
  });

  it('waits for every file that goes where the bundle goes', async () => {
    await upload();
    const path = join(folder, 'umowa.pdf');
    writeFileSync(path, 'a contract');
    await kontor.call('reports.drop', { companyId, month: MONTH, paths: [path] });
    expect(stepsOf(await view())).toMatchObject({ bundle: 'done', arrived: '0/1' });
    await upload();
    expect(await view()).toMatchObject({ mayClose: true });
  });

  it('is not offered for a month that goes on', async () => {
    const { isOver, mayClose } = await view('2026-11');
    expect([isOver, mayClose]).toEqual([false, false]);
  });

  it('is remembered, told to the windows, survives a lost database, and ends with opening it again', async () => {
    await upload();
    await close();
    expect(kontor.told.some((text) => text.includes('closing.changed'))).toBe(true);
    const closed = await view();
    expect(closed.closedAt).toBeDefined();
    expect(closed.mayClose).toBe(false);
    expect(await kontor.call('closing.year', { companyId, year: 2026 })).toEqual([MONTH]);
    await kontor.stop();
    rmSync(databaseFile(join(folder, 'archive')));
    kontor = await startApp(host, [ksef.manifest, cloud.manifest]);
    expect(await view()).toEqual(closed);
    await kontor.call('closing.reopen', { companyId, month: MONTH });
    expect(await view()).toMatchObject({ mayClose: true });
    expect(await kontor.call('closing.year', { companyId, year: 2026 })).toEqual([]);
  });

  it('of a month without an invoice keeps what comes later out as well, until a person makes its first bundle', async () => {
    const data = dataFolder();
    const office = await startApp(testHost({ data, clock: host.clock, encryptionKey: newEncryptionKey() }), [
      ksef.manifest,
      cloud.manifest,
    ]);
    const { companyId: id } = await office.connect({ providerId: 'ksef' }, { ...ksef.values, since: '2026-07-01' });
    await office.connect({ providerId: 'nextcloud', companyId: id }, { ...cloud.values, default_folder: '/Empty' });
    const month = { companyId: id, month: '2026-07' };
    const sync = async () => office.ended((await office.call('sync.start', { companyId: id })).runId);
    const made = async () => (await office.call('reports.month', month)).bundles.length;
    await sync();
    await office.call('closing.close', month);
    await addLate('2026-07-28');
    await sync();
    expect(await office.call('closing.month', month)).toMatchObject({ lateCount: 1 });
    const { results } = await office.call('integrations.uploadAll', { year: 2026, month: 7 });
    for (const { run } of results)
      if (run !== undefined) expect(await office.ended(run)).toMatchObject({ state: 'done' });
    expect(await made()).toBe(0);
    await office.ended((await office.call('reports.upload', month)).runId);
    expect(await made()).toBe(1);
    await office.stop();
    removeDataFolder(data);
  });

  it('keeps what comes later out of what is made by itself, and lets a person make the supplement', async () => {
    await upload();
    await close();
    await lateInvoice();
    expect(await view()).toMatchObject({ lateCount: 1 });
    const byItself = await uploadByItself();
    expect((await kontor.call('runs.log', { runId: byItself.id })).map(({ key }) => key)).toContain(
      'run.log.month_closed',
    );
    expect((await bundles()).map(({ revision }) => revision)).toEqual([1]);
    await upload();
    expect((await bundles()).map(({ revision }) => revision)).toEqual([2, 1]);
    expect(await view()).toMatchObject({ lateCount: 0 });
    expect((await view()).closedAt).toBeDefined();
  });
});

describe('the demo company', () => {
  it('has every step in its order', async () => {
    const data = dataFolder();
    const office = await startApp(testHost({ data, clock: testClock(), encryptionKey: newEncryptionKey() }), registry);
    const { id } = await office.call('companies.openDemo', undefined);
    const [run] = await office.call('runs.list', { companyId: id, kind: 'sync', limit: 1 });
    if (run) await office.ended(run.id);
    const { steps } = await office.call('closing.month', { companyId: id, month: MONTH });
    expect(steps.map(({ kind }) => kind)).toEqual(['complete', 'fetched', 'look', 'match', 'bundle', 'arrived']);
    expect(steps.find(({ kind }) => kind === 'fetched')).toMatchObject({ isDone: true });
    expect(steps.find(({ kind }) => kind === 'match')?.of).toBeGreaterThan(0);
    await office.stop();
    removeDataFolder(data);
  }, 120_000);
});

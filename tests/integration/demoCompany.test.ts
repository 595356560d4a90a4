// The demo company: every provider connects to its simulator and every source brings invoices that can be read.
import { afterEach, expect, it } from 'vitest';
import { registry } from '../../electron/core/providers/registry';
import { passWaits } from '../contract/bench';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';

let kontor: TestApp | undefined;
const data = dataFolder();
afterEach(async () => {
  await kontor?.stop();
  removeDataFolder(data);
});

it('connects all of them and syncs every source', { timeout: 120_000 }, async () => {
  const app = await startApp(testHost({ data, clock: testClock(), encryptionKey: newEncryptionKey() }), registry);
  kontor = app;
  const { id: companyId } = await app.call('companies.openDemo', undefined);
  const connections = await app.call('connections.list', { companyId });
  expect(connections.map(({ providerId }) => providerId).toSorted()).toEqual(registry.map(({ id }) => id).toSorted());
  expect(connections.filter(({ state }) => state !== 'ok')).toEqual([]);
  const [run] = await app.call('runs.list', { kind: 'sync', companyId, limit: 1 });
  if (run === undefined) throw new Error('no sync was started');
  app.app.events.listen(() => void passWaits(app, run.id));
  const ended = await app.ended(run.id);
  expect(ended.state, JSON.stringify(ended.problem)).toBe('done');
  expect(ended.parts).toHaveLength(registry.filter(({ invoices, fiscal }) => invoices ?? fiscal).length);
  const tills = connections.flatMap(({ id, capabilities }) => (capabilities.includes('fiscal') ? [id] : []));
  expect(ended.parts.flatMap(({ connectionId, newCount }) => (newCount === 0 ? [connectionId] : []))).toEqual(tills);
  const kept = (await app.call('fiscal.overview', { companyId })).modules.flatMap(({ months }) => months);
  expect(kept.filter(({ state }) => state === 'kept').length).toBeGreaterThan(2);
});

it(
  'shows a year of invoices on whatever day it is opened, also on the first one of a year',
  { timeout: 120_000 },
  async () => {
    const clock = testClock(Date.parse('2027-01-01T09:00:00.000Z'));
    const app = await startApp(testHost({ data, clock, encryptionKey: newEncryptionKey() }), registry);
    kontor = app;
    const { id: companyId } = await app.call('companies.openDemo', undefined);
    const [run] = await app.call('runs.list', { kind: 'sync', companyId, limit: 1 });
    if (run === undefined) throw new Error('no sync was started');
    app.app.events.listen(() => void passWaits(app, run.id));
    expect(await app.ended(run.id)).toMatchObject({ state: 'done' });
    const months = (await app.call('invoices.months', { companyId })).map(({ month }) => month);
    expect(months.toSorted()[0]).toBe('2026-02');
    const { lists } = await app.call('reconcile.overview', { companyId, month: '2026-12' });
    expect(lists.filter(({ count }) => count === 0)).toEqual([]);
  },
);

it('makes nothing while no sign-in could be sealed', async () => {
  const app = await startApp(testHost({ data, clock: testClock(), encryptionKey: '' }), registry);
  kontor = app;
  expect(await app.refused('companies.openDemo', undefined)).toMatchObject({ key: 'vault.locked' });
  expect(await app.call('companies.list', undefined)).toEqual([]);
});

// An account that is connected again: its invoices are there once, under the id that they were stored with, whatever happened to the
// connection in between.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CompanyId, ConnectionId } from '../../shared/domain/ids';
import type { FieldValues } from '../../shared/forms/fields';
import { databaseFile } from '../../electron/core/archive/folders';
import { openSqlite } from '../../electron/core/db/openSqlite';
import { EXPORTS, simulatedKsef, type SimulatedKsef } from '../support/simulatedKsef';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';

let folder = '';
let ksef: SimulatedKsef;
let kontor: TestApp;
let clock: ReturnType<typeof testClock>;
let encryptionKey = '';

async function start(): Promise<void> {
  kontor = await startApp(testHost({ data: folder, clock, encryptionKey }), [ksef.manifest]);
}
async function restart(between: () => void = () => undefined): Promise<void> {
  await kontor.stop();
  between();
  await start();
}
beforeEach(async () => {
  [clock, folder, encryptionKey] = [testClock(), dataFolder(), newEncryptionKey()];
  ksef = simulatedKsef(clock);
  await start();
});
afterEach(async () => {
  await kontor.stop();
  removeDataFolder(folder);
});

const connect = (more: { companyId?: CompanyId } = {}, values: FieldValues = {}) =>
  kontor.call('connect.start', { providerId: 'ksef', ...more }).then(async ({ id: flowId }) => {
    const { view } = await kontor.check(flowId, { ...ksef.values, ...values });
    if (view.current.step !== 'checked') throw new Error(JSON.stringify(view.current));
    const title = view.current.suggestedTitle;
    return kontor.call('connect.finish', { flowId, title, slug: view.current.suggestedSlug });
  });

async function sync(companyId: CompanyId) {
  const { runId } = await kontor.call('sync.start', { companyId });
  return kontor.ended(runId);
}

async function numbersOf(companyId: CompanyId): Promise<readonly string[]> {
  const filter = { companyId };
  const { rows } = await kontor.call('invoices.list', { filter, sort: 'date_asc', limit: 500 });
  return rows.map(({ number }) => number);
}

const remove = (connectionId: ConnectionId, archive: 'keep' | 'delete') =>
  kontor.call('connections.remove', { connectionId, archive });

const loseConfigStore = (): void => {
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `config.db${end}`), { force: true });
};

const all = (): number => ksef.simulator.control.numbers().length;

describe('an account that is connected again', () => {
  it('after its connection was removed and its archive kept, goes on with what is there', async () => {
    const first = await connect();
    expect((await sync(first.companyId)).parts[0]).toMatchObject({ newCount: all() });
    await remove(first.connectionId, 'keep');
    await clock.advance(3_600_000);
    const again = await connect();
    expect(again).toEqual(first);
    const exports = ksef.count(EXPORTS);
    const run = await sync(again.companyId);
    expect(run).toMatchObject({ state: 'done', parts: [{ newCount: 0, changedCount: 0 }] });
    expect(ksef.count(EXPORTS), 'nothing is fetched a second time').toBe(exports);
    expect(await numbersOf(again.companyId)).toHaveLength(all());
    expect(await kontor.call('companies.list', undefined)).toMatchObject([{ invoiceCount: all() }]);
  });

  it('shows the check with which it came back in its history', async () => {
    const first = await connect();
    await remove(first.connectionId, 'keep');
    await clock.advance(60_000);
    await connect();
    const runs = await kontor.call('runs.list', { connectionId: first.connectionId, limit: 10 });
    expect(runs.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['verify done', 'verify done']);
  });

  it('after the config store was lost, goes on with what is there', async () => {
    const first = await connect();
    await sync(first.companyId);
    await restart(() => {
      loseConfigStore();
      // Work that was under way is sealed by a store that is no more.
      const db = openSqlite(databaseFile(join(folder, 'archive')));
      db.prepare('INSERT OR REPLACE INTO note (scope, name, value) VALUES (?, ?, ?)').run(
        first.connectionId,
        'export/Subject1/lost',
        'sealed for nobody',
      );
      db.close();
    });
    expect(await kontor.call('connections.list', { companyId: first.companyId })).toEqual([]);
    await clock.advance(3_600_000);
    const again = await connect();
    expect(again).toEqual(first);
    expect(await sync(again.companyId)).toMatchObject({ state: 'done', parts: [{ newCount: 0 }] });
    expect(await numbersOf(again.companyId)).toHaveLength(all());
    // The credentials were sealed for the id that they are used with, and stay open to a later start.
    await restart();
    await clock.advance(3_600_000);
    expect(await sync(again.companyId)).toMatchObject({ state: 'done' });
  });

  it('after its key was lost, goes on once its sign-in is given again, whatever was sealed before', async () => {
    const first = await connect();
    await sync(first.companyId);
    encryptionKey = newEncryptionKey();
    await restart();
    await clock.advance(3_600_000);
    expect(await sync(first.companyId)).toMatchObject({ state: 'failed' });
    const { id: flowId } = await kontor.call('connect.start', { providerId: 'ksef', connectionId: first.connectionId });
    await kontor.check(flowId, ksef.values);
    await kontor.call('connect.finish', { flowId, title: 'KSeF', slug: 'ksef' });
    const run = await sync(first.companyId);
    expect(run.parts[0]?.problem).toBeUndefined();
    expect(run).toMatchObject({ state: 'done', parts: [{ newCount: 0 }] });
  });

  it('was connected by a Kontor that told the archive nothing: the next start tells it', async () => {
    const first = await connect();
    await sync(first.companyId);
    await restart(() => {
      const db = openSqlite(databaseFile(join(folder, 'archive')));
      db.prepare('UPDATE source SET identity = NULL').run();
      db.close();
    });
    await restart(loseConfigStore);
    await clock.advance(3_600_000);
    expect(await connect()).toEqual(first);
  });

  it('after its invoices were taken from the screens, begins anew', async () => {
    const first = await connect();
    await sync(first.companyId);
    await remove(first.connectionId, 'delete');
    await clock.advance(3_600_000);
    const again = await connect();
    expect(again.connectionId).not.toBe(first.connectionId);
    await sync(again.companyId);
    expect(await numbersOf(again.companyId)).toHaveLength(all());
  });

  it('for another company gets documents of its own, and each finds its own again', async () => {
    const first = await connect();
    await sync(first.companyId);
    await remove(first.connectionId, 'keep');
    const office = await kontor.call('companies.create', { name: 'Biuro', country: 'PL', taxId: '1111111111' });
    await clock.advance(3_600_000);
    const second = await connect({ companyId: office.id });
    expect(second).toMatchObject({ companyId: office.id });
    expect(second.connectionId).not.toBe(first.connectionId);
    await sync(office.id);
    expect(await numbersOf(office.id)).toHaveLength(all());
    expect(await numbersOf(first.companyId)).toHaveLength(all());
    await restart(loseConfigStore);
    await clock.advance(3_600_000);
    expect(await connect({ companyId: office.id })).toEqual(second);
    expect(await sync(office.id)).toMatchObject({ parts: [{ newCount: 0 }] });
    await remove(second.connectionId, 'keep');
    await clock.advance(3_600_000);
    expect(await connect({ companyId: first.companyId })).toEqual(first);
  });
});

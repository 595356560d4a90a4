// Sync now over the whole core: what is stored once stays, whatever ends the run in between.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CompanyId, ConnectionId } from '../../shared/domain/ids';
import { EXPORTS, simulatedKsef, type SimulatedKsef } from '../support/simulatedKsef';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';

const FRESH_MS = 15 * 60_000;

interface Installation {
  readonly folder: string;
  readonly ksef: SimulatedKsef;
  kontor: TestApp;
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  /** Ends the app and starts another one on the same folders. */
  restart(): Promise<void>;
}

const installed: Installation[] = [];
afterEach(async () => {
  for (const { kontor, folder } of installed.splice(0)) {
    await kontor.stop();
    removeDataFolder(folder);
  }
});

async function install(): Promise<Installation> {
  const [clock, folder, encryptionKey] = [testClock(), dataFolder(), newEncryptionKey()];
  const ksef = simulatedKsef(clock);
  const start = () => startApp(testHost({ data: folder, clock, encryptionKey }), [ksef.manifest]);
  const kontor = await start();
  const installation: Installation = {
    folder,
    ksef,
    kontor,
    ...(await kontor.connect({ providerId: 'ksef' }, ksef.values)),
    restart: async () => {
      await installation.kontor.stop();
      installation.kontor = await start();
    },
  };
  installed.push(installation);
  return installation;
}

async function syncNow({ kontor, companyId }: Installation) {
  const { runId } = await kontor.call('sync.start', { companyId });
  return kontor.ended(runId);
}

async function rowsOf({ kontor, companyId }: Installation, search?: string) {
  const filter = { companyId, ...(search === undefined ? {} : { search }) };
  return (await kontor.call('invoices.list', { filter, sort: 'date_asc', limit: 500 })).rows;
}

/** Everything of the archive that does not depend on when and in which order it was stored. */
async function contentOf(installation: Installation): Promise<unknown[]> {
  const details = [];
  for (const { id } of await rowsOf(installation)) {
    const { row, remoteNumber, sha256, isUnchanged, bytes, versions } = await installation.kontor.call('invoices.get', {
      id,
    });
    const { id: _id, connectionId: _connection, ...shown } = row;
    details.push({ ...shown, remoteNumber, sha256, isUnchanged, bytes, versions: versions.length });
  }
  return details.toSorted((a, b) => String(a.remoteNumber).localeCompare(String(b.remoteNumber)));
}

const remoteNumbers = async (installation: Installation): Promise<unknown[]> =>
  (await contentOf(installation)).map((one) => (one as { remoteNumber?: string }).remoteNumber);

const expected = ({ ksef }: Installation): string[] => [...ksef.simulator.control.numbers()].toSorted();

let here: Installation;
beforeEach(async () => {
  here = await install();
});

describe('sync now', () => {
  it('ends done with every invoice, each unchanged since it was stored', async () => {
    const run = await syncNow(here);
    expect(run).toMatchObject({ kind: 'sync', state: 'done', parts: [{ connectionId: here.connectionId }] });
    const count = expected(here).length;
    expect(count).toBeGreaterThan(20);
    expect(run.parts[0]).toMatchObject({ newCount: count, changedCount: 0, unreadable: [] });
    expect(await remoteNumbers(here)).toEqual(expected(here));
    for (const { id } of await rowsOf(here)) {
      const detail = await here.kontor.call('invoices.get', { id });
      const document = here.ksef.simulator.control.document(detail.remoteNumber ?? '');
      expect(detail.isUnchanged).toBe(true);
      expect(detail.sha256).toBe(createHash('sha256').update(document).digest('hex'));
    }
  });

  it('finds a counterparty with and without its Polish letters', async () => {
    const { control } = here.ksef.simulator;
    const purchase = control.document(control.numbers('Subject2')[0] ?? '').toString('utf8');
    const seller = /(<(?:\w+:)?Podmiot1>[\s\S]*?<(?:\w+:)?Nazwa>)[^<]*/;
    const [added] = control.add([{ xml: Buffer.from(purchase.replace(seller, '$1Tkalnia Łódź sp. z o.o.')) }]);
    await syncNow(here);
    for (const word of ['łódź', 'lodz', 'ŁÓDŹ', 'Lodz tkal']) {
      const found = await rowsOf(here, word);
      const numbers = await Promise.all(
        found.map(async ({ id }) => (await here.kontor.call('invoices.get', { id })).remoteNumber),
      );
      expect(numbers, word).toContain(added);
      expect(found.length, word).toBeLessThan(expected(here).length);
    }
    expect(await rowsOf(here, 'lodzx')).toEqual([]);
  });

  it('answers from the last check for a quarter of an hour, then asks again', async () => {
    const first = await syncNow(here);
    const asked = here.ksef.simulator.seen.length;
    const again = await here.kontor.call('sync.start', { companyId: here.companyId });
    expect(again).toEqual({ runId: first.id, answeredFrom: expect.any(String) as string });
    const { checkedAt } = await here.kontor.call('sync.status', { companyId: here.companyId });
    expect(again.answeredFrom).toBe(checkedAt);
    expect(here.ksef.simulator.seen.length).toBe(asked);

    await here.kontor.host.clock.advance(FRESH_MS);
    const later = await here.kontor.call('sync.start', { companyId: here.companyId });
    expect(later).not.toHaveProperty('answeredFrom');
    expect(later.runId).not.toBe(first.id);
    expect(await here.kontor.ended(later.runId)).toMatchObject({ state: 'done', parts: [{ newCount: 0 }] });
    expect(here.ksef.simulator.seen.length).toBeGreaterThan(asked);
    expect(await remoteNumbers(here)).toEqual(expected(here));
  });

  it('keeps what is stored when it is cancelled; the next run completes it with nothing doubled', async () => {
    const gate = here.ksef.hold(EXPORTS, 2);
    const stored = here.kontor.event('invoices.changed');
    const { runId } = await here.kontor.call('sync.start', { companyId: here.companyId });
    await Promise.all([gate.reached, stored]);
    await here.kontor.call('runs.cancel', { runId });
    expect(await here.kontor.ended(runId)).toMatchObject({ state: 'cancelled' });
    gate.release();
    const kept = await remoteNumbers(here);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(expected(here).length);
    expect((await here.kontor.call('sync.status', { companyId: here.companyId })).checkedAt).toBeUndefined();

    const next = await syncNow(here);
    expect(next).toMatchObject({ state: 'done' });
    expect(next.parts[0]?.newCount).toBe(expected(here).length - kept.length);
    expect(await remoteNumbers(here)).toEqual(expected(here));
  });

  it('goes on after a restart in the middle and ends like a run that nothing disturbed', async () => {
    const undisturbed = await install();
    await syncNow(undisturbed);

    const gate = here.ksef.hold(EXPORTS, 2);
    const stored = here.kontor.event('invoices.changed');
    const { runId } = await here.kontor.call('sync.start', { companyId: here.companyId });
    await Promise.all([gate.reached, stored]);
    await here.restart();
    gate.release();
    expect(await here.kontor.ended(runId)).toMatchObject({ state: 'done' });
    expect(await contentOf(here)).toEqual(await contentOf(undisturbed));
    expect((await here.kontor.call('runs.list', { kind: 'sync', limit: 10 })).map(({ id }) => id)).toEqual([runId]);
    const again = await here.kontor.call('sync.start', { companyId: here.companyId });
    expect(again.answeredFrom).toBeDefined();
  });
});

describe('a connection', () => {
  it('is left alone while it is paused', async () => {
    await here.kontor.call('connections.pause', { connectionId: here.connectionId });
    const refused = await here.kontor.refused('sync.start', { companyId: here.companyId });
    expect(refused.key).toBe('sync.no_source');
    expect(here.ksef.count(EXPORTS)).toBe(0);
    await here.kontor.call('connections.resume', { connectionId: here.connectionId });
    expect(await syncNow(here)).toMatchObject({ state: 'done' });
  });

  it('leaves its invoices when it is removed and they are to be kept', async () => {
    await syncNow(here);
    await here.kontor.call('connections.remove', { connectionId: here.connectionId, archive: 'keep' });
    expect(await here.kontor.call('connections.list', { companyId: here.companyId })).toEqual([]);
    expect(await remoteNumbers(here)).toEqual(expected(here));
    await here.restart();
    expect((await rowsOf(here)).length).toBe(expected(here).length);
  });

  it('takes its invoices from the screens when they are to be deleted, also after a restart', async () => {
    await syncNow(here);
    await here.kontor.call('connections.remove', { connectionId: here.connectionId, archive: 'delete' });
    expect(await rowsOf(here)).toEqual([]);
    await here.restart();
    expect(await rowsOf(here)).toEqual([]);
    expect(await here.kontor.call('companies.list', undefined)).toMatchObject([{ invoiceCount: 0 }]);
  });
});

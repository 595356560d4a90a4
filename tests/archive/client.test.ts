// Main's side of the archive with real workers: results, progress, failures, cancelling, crashes.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openArchive } from '../../electron/core/archive/openArchive';
import { isFailure } from '../../shared/errors';
import { standIn } from '../support/standInFormat';
import { packageZip, spoolPackage } from '../support/standInPackage';
import {
  COMPANY,
  CONNECTION,
  item,
  itemsPage,
  orderOf,
  removeFolder,
  temporaryFolder,
  testCompany,
} from '../support/testArchive';
import { bundleWorkers, testClient, type TestClient, type WorkerEntries } from '../support/testWorkers';

let entries: WorkerEntries;
/** A writer that says nothing. */
let neverReady = '';
let folder = '';
let test: TestClient;
const crashes: string[] = [];
const never = new AbortController().signal;

beforeAll(async () => {
  entries = await bundleWorkers('client');
}, 60_000);
beforeEach(() => {
  folder = temporaryFolder();
  crashes.length = 0;
  neverReady = join(folder, 'never.mjs');
  writeFileSync(neverReady, 'setInterval(() => undefined, 1e9);');
  test = testClient(entries, join(folder, 'archive'), (entry) => crashes.push(entry));
});
afterEach(async () => {
  await test.client.close();
  removeFolder(folder);
});

const onePage = itemsPage([item('A-1', { number: 'FV/1' })], '1');
const ingest = (
  page = onePage,
  onProgress: (done: number, total: number | null) => void = () => undefined,
  signal = never,
) => test.client.writer.ingest(orderOf(page), onProgress, signal);

describe('the client', () => {
  it('writes through one worker and reads through the other', async () => {
    await test.client.writer.saveCompany(testCompany);
    expect(await ingest()).toMatchObject({ newCount: 1 });
    const { rows } = await test.client.reader.listInvoices({ companyId: COMPANY }, 'date_desc', null, 10);
    expect(rows.map((row) => row.number)).toEqual(['FV/1']);
    const original = await test.client.reader.original(rows[0]?.id ?? (0 as never), null);
    expect(Buffer.from(original.bytes)).toEqual(standIn({ number: 'FV/1' }));
    expect(test.started.map(({ entry }) => entry)).toEqual(['reader', 'writer']);
  });

  it('passes failures on by what they say', async () => {
    const error: unknown = await ingest().catch((thrown: unknown) => thrown);
    expect(isFailure(error) && error.spec).toMatchObject({ kind: 'user_input', key: 'archive.unknown_company' });
  });

  it('tells progress at most ten times a second', async () => {
    await test.client.writer.saveCompany(testCompany);
    const seen: number[] = [];
    const documents = Array.from(
      { length: 300 },
      (_, index) => [`P-${index}`, standIn({ number: `P/${index}` })] as const,
    );
    const content = spoolPackage(join(folder, 'spool'), packageZip(documents));
    const started = performance.now();
    await ingest(itemsPage([], '1', { content }), (done, total) => {
      expect(total).toBe(300);
      seen.push(done);
    });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThanOrEqual(2 + (performance.now() - started) / 100);
  });

  it('cancels, before and during', async () => {
    await test.client.writer.saveCompany(testCompany);
    const control = new AbortController();
    const documents = Array.from(
      { length: 3000 },
      (_, index) => [`P-${index}`, standIn({ number: `P/${index}` })] as const,
    );
    const content = spoolPackage(join(folder, 'spool'), packageZip(documents), 1_000_000);
    // However late this thread is with its word: the page is not stored by then.
    test.hold();
    const cancel = (): void => {
      control.abort();
      test.release();
    };
    const running = ingest(itemsPage([], '1', { content }), cancel, control.signal);
    await expect(running).rejects.toMatchObject({ spec: { kind: 'cancelled' } });
    await expect(ingest(onePage, () => undefined, control.signal)).rejects.toMatchObject({
      spec: { kind: 'cancelled' },
    });
    expect((await test.client.reader.counts())[COMPANY]).toBe(0);
    expect(await ingest()).toMatchObject({ newCount: 1 });
  });

  it('serves small calls while a page is read', async () => {
    await test.client.writer.saveCompany(testCompany);
    const documents = Array.from(
      { length: 3000 },
      (_, index) => [`P-${index}`, standIn({ number: `P/${index}` })] as const,
    );
    const content = spoolPackage(join(folder, 'spool'), packageZip(documents), 1_000_000);
    const order: string[] = [];
    const page = ingest(itemsPage([], '1', { content })).then(() => order.push('page'));
    const note = test.client.writer.notePut('s', 'n', 'v').then(() => order.push('note'));
    await Promise.all([page, note]);
    expect(order).toEqual(['note', 'page']);
  });

  it('fails what was waiting when a worker dies, says so, and starts another', async () => {
    await test.client.writer.saveCompany(testCompany);
    await ingest();
    const documents = Array.from(
      { length: 3000 },
      (_, index) => [`P-${index}`, standIn({ number: `P/${index}` })] as const,
    );
    const content = spoolPackage(join(folder, 'spool'), packageZip(documents), 1_000_000);
    test.hold();
    const running = ingest(
      itemsPage([], '2', { content }),
      () => void test.started.find(({ entry }) => entry === 'writer')?.worker.terminate(),
    );
    await expect(running).rejects.toMatchObject({ spec: { kind: 'unavailable', key: 'archive.worker_stopped' } });
    test.release();
    expect(crashes).toEqual(['writer']);
    expect(await test.client.writer.checkpoints(CONNECTION)).toEqual({ Subject2: '1' });
    expect(await ingest(itemsPage([], '2', { content }))).toMatchObject({ newCount: 3000 });
    expect((await test.client.reader.counts())[COMPANY]).toBe(3001);
    expect(test.started.map(({ entry }) => entry)).toEqual(['reader', 'writer', 'writer']);
  });

  it('reads an archive that was closed well before its writer has looked at it', async () => {
    await test.client.writer.saveCompany(testCompany);
    await ingest();
    await test.client.close();
    const { reader } = testClient({ ...entries, writer: neverReady }, join(folder, 'archive')).client;
    expect((await reader.counts())[COMPANY]).toBe(1);
    await reader.close();
  });

  it('refuses to start over an archive of a newer version, and says so to every call', async () => {
    const db = openArchive(join(folder, 'archive'));
    db.pragma('user_version = 99');
    db.close();
    const newer = { spec: { key: 'archive.newer_version', params: { found: 99 } } };
    await expect(test.client.start()).rejects.toMatchObject(newer);
    await expect(test.client.reader.counts()).rejects.toMatchObject(newer);
    await expect(test.client.writer.openJobs()).rejects.toMatchObject(newer);
  });
});

// A file with several invoices: kept once, a document for each. Runs in Node and in Electron's runtime.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dumpArchive } from '../../../../tests/support/archiveDump';
import { standIn, standInFile } from '../../../../tests/support/standInFormat';
import {
  AT,
  COMPANY,
  ingestPage,
  item,
  itemsPage,
  openTestArchive,
  removeFolder,
  temporaryFolder,
  type TestArchive,
} from '../../../../tests/support/testArchive';
import { bundleEntries } from '../../bundle/bundleEntries';
import { ZipReader } from '../zip/zipReader';

const three = [{ number: 'A/1' }, { number: 'A/2', gross: '246.00' }, { number: 'A/3' }];

describe('a file with several invoices', () => {
  let folder = '';
  let archive: TestArchive;
  beforeEach(async () => {
    folder = temporaryFolder();
    archive = await openTestArchive(folder, { bundleEntries });
  });
  afterEach(async () => {
    await archive.close();
    removeFolder(folder);
  });
  const list = async () => (await archive.reader.listInvoices({ companyId: COMPANY }, 'date_asc', null, 50)).rows;
  const shown = async () => (await list()).map((row) => `${row.number}${row.isDeleted ? ' gone' : ''}`).toSorted();
  const store = (content: Buffer, checkpoint: string, more = {}, order = {}) =>
    ingestPage(archive.writer, itemsPage([item('M', content, more)], checkpoint), order);
  const entries = () =>
    readdirSync(join(folder, COMPANY, 'segments')).flatMap((name) => {
      const zip = new ZipReader(join(folder, COMPANY, 'segments', name));
      const names = zip.entries.map((entry) => entry.name).filter((entry) => entry.endsWith('.xml'));
      zip.close();
      return names;
    });

  it('is one original with a document for each of them', async () => {
    const file = standInFile(three);
    expect(await store(file, '1')).toMatchObject({ newCount: 3, changedCount: 0, knownCount: 0 });
    expect(await store(file, '2')).toMatchObject({ newCount: 0, knownCount: 1 });
    expect(entries()).toHaveLength(1);
    const rows = await list();
    expect(rows.map((row) => [row.number, row.gross.amount]).toSorted()).toEqual([
      ['A/1', '123.00'],
      ['A/2', '246.00'],
      ['A/3', '123.00'],
    ]);
    for (const row of rows) {
      const { bytes } = await archive.reader.original(row.id, null);
      expect(Buffer.from(bytes)).toEqual(file);
      expect((await archive.reader.invoice(row.id)).invoice?.number).toBe(row.number);
    }
  });

  it('shows what a later version holds no more as deleted, and takes it back', async () => {
    await store(standInFile(three), '1');
    expect(await store(standInFile(three.slice(0, 2)), '2')).toMatchObject({ newCount: 0, changedCount: 2 });
    expect(await shown()).toEqual(['A/1', 'A/2', 'A/3 gone']);
    await store(standIn({ number: 'A/9' }), '3');
    expect(await shown()).toEqual(['A/2 gone', 'A/3 gone', 'A/9']);
    await store(Buffer.alloc(0), '4', { isDeleted: true });
    expect(await shown()).toEqual(['A/2 gone', 'A/3 gone', 'A/9 gone']);
    await store(standInFile(three), '5');
    expect(await shown()).toEqual(['A/1', 'A/2', 'A/3']);
  });

  it('names the one that cannot be read', async () => {
    const result = await store(standInFile([{ number: 'A/1' }, { number: '', breaks: 'P_2' }]), '1');
    expect(result).toMatchObject({
      newCount: 1,
      unreadable: [{ item: 'M#2', reason: 'format.missing_field', params: { field: 'P_2' } }],
    });
  });

  it('gives the tag of its run to each of them, whenever it comes', async () => {
    await store(standInFile(three.slice(0, 2)), '1', {}, { tag: 'Bank' });
    await store(standInFile(three), '2', {}, { tag: 'Pank' });
    await store(standInFile(three), '3', {}, { tag: 'Later' });
    for (const { id } of await list())
      expect((await archive.reader.invoice(id)).tags).toEqual(['Bank', 'Later', 'Pank']);
  });

  it('keeps only those that were asked for, under keys of their own', async () => {
    const parts = [
      { part: 3, naturalKey: 'third' },
      { part: 1, naturalKey: 'first', facts: { remoteNumber: 'R-1' } },
    ];
    const page = itemsPage([item('third', standInFile(three), { parts })], '1');
    expect(await ingestPage(archive.writer, page, { tag: 'Biuro' })).toMatchObject({ newCount: 2 });
    expect(await shown()).toEqual(['A/1', 'A/3']);
    const first = (await list()).find((row) => row.number === 'A/1');
    if (first === undefined) throw new Error('no A/1');
    expect(await archive.reader.invoice(first.id)).toMatchObject({ remoteNumber: 'R-1', tags: ['Biuro'] });
  });

  it('alone gives the same archive again', async () => {
    await store(standInFile(three), '1', {}, { tag: 'Bank' });
    await store(standInFile(three.slice(0, 2)), '2');
    const page = itemsPage([item('x', standInFile(three), { parts: [{ part: 2, naturalKey: 'x' }] })], '3');
    await ingestPage(archive.writer, page);
    const before = dumpArchive(archive.db);
    await archive.writer.rebuild();
    expect(dumpArchive(archive.db)).toEqual(before);
    await archive.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `archive.sqlite${suffix}`), { force: true });
    expect(existsSync(join(folder, 'archive.sqlite'))).toBe(false);
    archive = await openTestArchive(folder, { bundleEntries });
    expect(dumpArchive(archive.db)).toEqual(before);
  });

  it('that an older Kontor kept as one document is read again', async () => {
    await store(standInFile(three), '1');
    const before = dumpArchive(archive.db);
    archive.db.exec(`
      DELETE FROM invoice_words WHERE rowid IN (SELECT id FROM document WHERE natural_key LIKE 'M#%');
      DELETE FROM invoice_text WHERE id IN (SELECT id FROM document WHERE natural_key LIKE 'M#%');
      DELETE FROM invoice_rate WHERE invoice_id IN (SELECT id FROM document WHERE natural_key LIKE 'M#%');
      DELETE FROM invoice WHERE id IN (SELECT id FROM document WHERE natural_key LIKE 'M#%');
      DELETE FROM document_version WHERE document_id IN (SELECT id FROM document WHERE natural_key LIKE 'M#%');
      DELETE FROM document WHERE natural_key LIKE 'M#%';
      UPDATE invoice SET format = 'earve', needs_look = 1;
      DROP TABLE report; DROP TABLE receipt_check; DROP TABLE fiscal_file; DROP TABLE closed_month;
      ALTER TABLE document_version DROP COLUMN part; PRAGMA user_version = 9`);
    await archive.close();
    archive = await openTestArchive(folder, { bundleEntries });
    expect(dumpArchive(archive.db)).toEqual(before);
  });

  it('lies in the bundle once, and each of them in its tables', async () => {
    await store(standInFile(three), '1');
    await ingestPage(archive.writer, itemsPage([item('S', { number: 'S/1' })], '2'));
    const draft = await archive.writer.draftBundle(COMPANY, '2026-10');
    const never = new AbortController().signal;
    const bundle = await archive.writer.buildBundle(draft, { at: AT, language: 'en' }, () => undefined, never);
    expect(bundle).toMatchObject({ invoiceCount: 4 });
    expect(bundle.entries.find(({ name }) => name === 'originals/')).toMatchObject({ count: 2 });
    const zip = new ZipReader(await archive.reader.bundleFile(bundle.id));
    const text = (name: string): string => {
      const entry = zip.entries.find((one) => one.name === name);
      if (entry === undefined) throw new Error(`no ${name}`);
      return zip.read(entry).toString('utf8');
    };
    const manifest = JSON.parse(text('manifest.json')) as {
      counts: unknown;
      invoices: { number: string; file: string }[];
    };
    const table = text('2026-10-neutral.csv');
    zip.close();
    expect(manifest.counts).toMatchObject({ invoices: 4, originals: 2 });
    const files = manifest.invoices.filter(({ number }) => number.startsWith('A/')).map(({ file }) => file);
    expect(new Set(files).size).toBe(1);
    for (const { number } of three) expect(table).toContain(number);
    expect((await archive.writer.draftBundle(COMPANY, '2026-10')).existing?.id).toBe(bundle.id);
  });
});

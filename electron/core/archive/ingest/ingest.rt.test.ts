import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  COMPANY,
  CONNECTION,
  ingestPage,
  item,
  itemsPage,
  openTestArchive,
  removeFolder,
  temporaryFolder,
  type TestArchive,
} from '../../../../tests/support/testArchive';

describe('a page of single documents', () => {
  let folder = '';
  let archive: TestArchive;
  beforeEach(async () => {
    folder = temporaryFolder();
    archive = await openTestArchive(folder);
  });
  afterEach(async () => {
    await archive.close();
    removeFolder(folder);
  });
  const list = () => archive.reader.listInvoices({ companyId: COMPANY }, 'date_desc', null, 50);

  it('is listed with its checkpoint', async () => {
    const page = itemsPage([item('A-1', { number: 'FV/1' }), item('A-2', { number: 'FV/2' })], '{"from":1}');
    const result = await ingestPage(archive.writer, page);
    expect(result).toEqual({ newCount: 2, changedCount: 0, knownCount: 0, unreadable: [] });
    const { rows } = await list();
    expect(rows.map((row) => row.number)).toEqual(['FV/2', 'FV/1']);
    expect(rows[0]).toMatchObject({ direction: 'purchase', counterparty: 'Hurtownia Łódź', versionCount: 1 });
    expect(rows[0]?.gross).toEqual({ amount: '123.00', currency: 'PLN' });
    expect(await archive.writer.checkpoints(CONNECTION)).toEqual({ Subject2: '{"from":1}' });
  });

  it('counts the same document once, whatever the case of its key', async () => {
    await ingestPage(archive.writer, itemsPage([item('a-1', { number: 'FV/1' })], '1'));
    const again = await ingestPage(archive.writer, itemsPage([item('A-1', { number: 'FV/1' })], '2'));
    expect(again).toMatchObject({ newCount: 0, knownCount: 1 });
    expect((await list()).rows).toHaveLength(1);
    expect(await archive.writer.checkpoints(CONNECTION)).toEqual({ Subject2: '2' });
  });

  it('knows odd keys again, each for itself', async () => {
    const keys = ['Ä-1', 'ä-1', 'a"b\\c', "it's", 'nul\u0000one', 'half\ud800', '🧾', '[1]', ' ', '1', '0x1'];
    const items = keys.map((key, index) => item(key, { number: `FV/${String(index)}` }));
    expect(await ingestPage(archive.writer, itemsPage(items, '1'))).toMatchObject({ newCount: keys.length });
    expect(await ingestPage(archive.writer, itemsPage(items, '2'))).toMatchObject({
      newCount: 0,
      changedCount: 0,
      knownCount: keys.length,
    });
    expect((await list()).rows).toHaveLength(keys.length);
  });

  it('keeps every content a document had', async () => {
    await ingestPage(archive.writer, itemsPage([item('A-1', { number: 'FV/1' })], '1'));
    const changed = await ingestPage(archive.writer, itemsPage([item('A-1', { number: 'FV/1a' })], '2'));
    expect(changed).toMatchObject({ newCount: 0, changedCount: 1 });
    const [row] = (await list()).rows;
    if (row === undefined) throw new Error('no row');
    expect(row).toMatchObject({ number: 'FV/1a', versionCount: 2 });
    const detail = await archive.reader.invoice(row.id);
    expect(detail.versions.map((version) => version.no)).toEqual([1, 2]);
    const first = await archive.reader.original(row.id, 1);
    expect(Buffer.from(first.bytes).toString()).toContain('FV/1"');
  });

  it('answers the detail from the original with its hash', async () => {
    await ingestPage(archive.writer, itemsPage([item('A-1', { number: 'FV/1', lines: ['Ekspres do kawy'] })], '1'));
    const [row] = (await list()).rows;
    if (row === undefined) throw new Error('no row');
    const detail = await archive.reader.invoice(row.id);
    expect(detail).toMatchObject({ isUnchanged: true, remoteNumber: 'A-1', connectionId: CONNECTION });
    expect(detail.invoice?.lines[0]?.name).toBe('Ekspres do kawy');
  });

  it('keeps what it cannot read and says so', async () => {
    const unreadable = Buffer.from('<Faktura');
    const facts = { number: 'FV/9', issueDate: '2026-09-01', gross: '12.30', currency: 'EUR' };
    const page = itemsPage([item('A-9', unreadable, { facts })], '1', { direction: 'purchase' });
    const result = await ingestPage(archive.writer, page);
    expect(result.unreadable).toEqual([{ item: 'A-9', reason: 'format.unknown' }]);
    const [row] = (await list()).rows;
    if (row === undefined) throw new Error('no row');
    expect(row).toMatchObject({ number: 'FV/9', needsLook: true, gross: { amount: '12.30', currency: 'EUR' } });
    const { bytes } = await archive.reader.original(row.id, null);
    expect(Buffer.from(bytes)).toEqual(unreadable);
    expect((await archive.reader.invoice(row.id)).parseProblem).toEqual({ key: 'format.unknown', params: {} });
  });

  it('shows what was deleted at the source as deleted, and takes it back', async () => {
    await ingestPage(archive.writer, itemsPage([item('A-1', { number: 'FV/1' })], '1'));
    const gone = await ingestPage(archive.writer, itemsPage([item('A-1', { number: '' }, { isDeleted: true })], '2'));
    expect(gone).toMatchObject({ changedCount: 1 });
    expect((await list()).rows[0]).toMatchObject({ number: 'FV/1', isDeleted: true, versionCount: 2 });
    expect((await archive.reader.summary({ companyId: COMPANY })).totals).toEqual([]);
    await ingestPage(archive.writer, itemsPage([item('A-1', { number: 'FV/1' })], '3'));
    expect((await list()).rows[0]).toMatchObject({ isDeleted: false, versionCount: 3 });
  });

  it('stores nothing when it is cancelled', async () => {
    const control = new AbortController();
    control.abort();
    const page = itemsPage([item('A-1', { number: 'FV/1' })], '1');
    const order = { companyId: COMPANY, connectionId: CONNECTION, providerId: 'standin', page, at: '', runId: '' };
    await expect(archive.writer.ingest(order, () => undefined, control.signal)).rejects.toThrow();
    expect((await list()).rows).toEqual([]);
    expect(await archive.writer.checkpoints(CONNECTION)).toEqual({});
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dumpArchive } from '../../../../tests/support/archiveDump';
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

describe('a tag', () => {
  let folder = '';
  let archive: TestArchive;
  beforeEach(async () => {
    folder = temporaryFolder();
    archive = await openTestArchive(folder);
    await ingestPage(archive.writer, itemsPage([item('A-1', { number: 'FV/1' })], '1'));
    const page = itemsPage([item('A-1', { number: 'FV/1' }), item('A-2', { number: 'FV/2' })], '2');
    await ingestPage(archive.writer, page, { tag: 'Ąę' });
  });
  afterEach(async () => {
    await archive.close();
    removeFolder(folder);
  });
  const numbers = async (tag: string) =>
    (await archive.reader.listInvoices({ companyId: COMPANY, tag }, 'date_asc', null, 50)).rows.map(
      (row) => row.number,
    );

  it('is put on what a page brings and on what was there, once', async () => {
    expect((await numbers('Ąę')).toSorted()).toEqual(['FV/1', 'FV/2']);
    expect(await numbers('ąę')).toEqual([]);
    const records = dumpArchive(archive.db).records.length;
    await ingestPage(archive.writer, itemsPage([item('a-1', { number: 'FV/1' })], '2'), { tag: 'Ąę' });
    expect(dumpArchive(archive.db).records).toHaveLength(records);
    expect(await archive.reader.tags(COMPANY)).toEqual([{ tag: 'Ąę', count: 2 }]);
  });

  it('comes back when the archive is built again from its folder', async () => {
    const before = dumpArchive(archive.db);
    expect(before.tags).toHaveLength(2);
    await archive.writer.rebuild();
    expect(dumpArchive(archive.db)).toEqual(before);
  });

  it('leaves with its company', async () => {
    await archive.writer.eraseCompany(COMPANY);
    expect(dumpArchive(archive.db).tags).toEqual([]);
  });

  it('does not stand in the way of asking what is stored', async () => {
    const order = { prefix: 'A-', from: '2000-01-01', to: '2099-12-31' };
    expect(await archive.reader.storedKeys(CONNECTION, order)).toEqual(['A-1', 'A-2']);
    expect(await archive.reader.storedKeys(CONNECTION, { ...order, prefix: 'B-' })).toEqual([]);
    await ingestPage(archive.writer, itemsPage([item('A-1', { number: '' }, { isDeleted: true })], '3'));
    expect(await archive.reader.storedKeys(CONNECTION, order)).toEqual(['A-2']);
  });
});

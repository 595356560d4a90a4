import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InvoiceRowId } from '../../../../shared/domain/ids';
import { dumpArchive } from '../../../../tests/support/archiveDump';
import {
  AT,
  COMPANY,
  CONNECTION,
  ingestPage,
  item,
  itemsPage,
  openTestArchive,
  OTHER_CONNECTION,
  removeFolder,
  temporaryFolder,
  type TestArchive,
} from '../../../../tests/support/testArchive';

// A record has the format of its own provider; whatever has another one is an original.
const register = { providerId: 'register' };
const other = { connectionId: OTHER_CONNECTION, providerId: 'standin', runId: 'run-2' };
const KSEF = '5265877635-20261005-0100001AF629-AF';

describe('an invoice in two sources', () => {
  let folder = '';
  let archive: TestArchive;
  beforeEach(async () => {
    folder = temporaryFolder();
    archive = await openTestArchive(folder);
    const mine = [item('A-1', { number: 'FV 1/10' }), item('A-2', { number: 'FV 2/10', gross: '50.00' })];
    await ingestPage(archive.writer, itemsPage(mine, '1'), register);
    const theirs = [
      item('B-1', { number: 'fv-1-10', lines: ['Espresso'] }),
      item('B-9', { number: 'FV 9/10', gross: '7.00' }),
    ];
    await ingestPage(archive.writer, itemsPage(theirs, '1'), other);
  });
  afterEach(async () => {
    await archive.close();
    removeFolder(folder);
  });
  const listed = async (more: object = {}) =>
    (await archive.reader.listInvoices({ companyId: COMPANY, ...more }, 'gross_desc', null, 50)).rows;
  const idOf = (key: string) =>
    InvoiceRowId.parse(archive.db.prepare('SELECT id FROM document WHERE natural_key = ?').pluck().get(key));
  const grossOf = async () => (await archive.reader.summary({ companyId: COMPANY })).totals[0]?.gross.amount;

  it('is listed and counted once, with what lies beside it', async () => {
    expect((await listed()).map(({ number }) => number)).toEqual(['FV 1/10', 'FV 2/10', 'FV 9/10']);
    expect((await listed())[0]).toMatchObject({ connectionId: CONNECTION, alsoIn: [OTHER_CONNECTION] });
    expect(await archive.reader.summary({ companyId: COMPANY })).toMatchObject({ count: 3 });
    expect(await grossOf()).toBe('180.00');
    expect((await archive.reader.months(COMPANY)).map(({ count }) => count)).toEqual([3]);
    expect(await archive.reader.counts()).toMatchObject({ [COMPANY]: 3, [CONNECTION]: 2, [OTHER_CONNECTION]: 2 });
    expect((await listed({ connectionId: OTHER_CONNECTION })).map(({ number }) => number)).toEqual([
      'fv-1-10',
      'FV 9/10',
    ]);
  });

  it('is found by what any of its sources says, and no longer once they are apart', async () => {
    expect((await listed({ search: 'espresso' })).map(({ number }) => number)).toEqual(['FV 1/10']);
    const [a, b] = [idOf('A-1'), idOf('B-1')];
    expect(await archive.writer.decideLink({ companyId: COMPANY, a, b, verdict: 'apart', at: AT })).toBe('none');
    expect((await listed({ search: 'espresso' })).map(({ number }) => number)).toEqual(['fv-1-10']);
    expect(await grossOf()).toBe('303.00');
    expect(await archive.writer.decideLink({ companyId: COMPANY, a: b, b: a, verdict: 'none', at: AT })).toBe('apart');
    expect(await grossOf()).toBe('180.00');
    expect((await listed({ search: 'espresso' })).map(({ number }) => number)).toEqual(['FV 1/10']);
  });

  it('tells in its details where else it lies and what differs there', async () => {
    await ingestPage(archive.writer, itemsPage([item('B-1', { number: 'FV 1/10', gross: '124.00' })], '2'), other);
    const detail = await archive.reader.invoice(idOf('A-1'));
    expect(detail.others).toMatchObject([{ connectionId: OTHER_CONNECTION, by: 'number', differs: ['gross'] }]);
    expect(detail.row).toMatchObject({ differs: true });
    expect((await archive.reader.invoice(idOf('B-1'))).others).toMatchObject([{ isLeader: true, differs: ['gross'] }]);
  });

  it('is linked by its KSeF number whatever the program typed, and lead by the original', async () => {
    const typed = item('B-3', { number: 'FV 3', gross: '1.00' }, { facts: { remoteNumber: KSEF } });
    await ingestPage(archive.writer, itemsPage([typed], '3'), other);
    await ingestPage(archive.writer, itemsPage([item(KSEF, { number: 'FV/3/10', gross: '99.00' })], '3'), register);
    expect((await listed()).find(({ number }) => number === 'FV/3/10')).toMatchObject({ alsoIn: [OTHER_CONNECTION] });
    expect((await listed()).some(({ number }) => number === 'FV 3')).toBe(false);
  });

  it('stands alone again when it was deleted in the one or the connection was removed', async () => {
    await ingestPage(archive.writer, itemsPage([item('B-1', { number: '' }, { isDeleted: true })], '2'), other);
    expect((await listed())[0]).not.toHaveProperty('alsoIn');
    await archive.writer.hideConnection(COMPANY, CONNECTION, AT);
    expect((await listed()).filter(({ isDeleted }) => !isDeleted).map(({ number }) => number)).toEqual(['FV 9/10']);
  });

  it('is the same again in an archive that is built from its folder, decisions and notes with it', async () => {
    const companyId = COMPANY;
    await archive.writer.decideLink({ companyId, a: idOf('A-1'), b: idOf('B-1'), verdict: 'apart', at: AT });
    await archive.writer.decideLink({ companyId, a: idOf('B-9'), b: idOf('A-2'), verdict: 'same', at: AT });
    await archive.writer.explain({ companyId, id: idOf('A-1'), about: 'only_left', note: 'prywatne', at: AT });
    const late = item('B-4', { number: 'FV 2/10', gross: '50.00' });
    await ingestPage(archive.writer, itemsPage([late], '4'), other);
    const before = dumpArchive(archive.db);
    expect([before.links.length, before.decisions.length, before.explanations.length]).toEqual([2, 2, 1]);
    await archive.writer.rebuild();
    expect(dumpArchive(archive.db)).toEqual(before);
    await archive.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `archive.sqlite${suffix}`), { force: true });
    archive = await openTestArchive(folder);
    expect(dumpArchive(archive.db)).toEqual(before);
  });

  it('is in the bundle with each original and counts once; a link makes a new revision', async () => {
    const build = async () => {
      const draft = await archive.writer.draftBundle(COMPANY, '2026-10');
      return archive.writer.buildBundle(
        draft,
        { at: AT, language: 'pl' },
        () => undefined,
        new AbortController().signal,
      );
    };
    const first = await build();
    expect(first).toMatchObject({ revision: 1, invoiceCount: 3 });
    expect(first.entries.find(({ name }) => name === 'originals/')?.count).toBe(4);
    expect((await build()).revision).toBe(1);
    await archive.writer.decideLink({ companyId: COMPANY, a: idOf('A-1'), b: idOf('B-1'), verdict: 'apart', at: AT });
    expect(await build()).toMatchObject({ revision: 2, invoiceCount: 4 });
  });
});

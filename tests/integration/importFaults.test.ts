// What may be wrong with files that somebody brings, and what is in the way while they are stored.
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStager } from '../../electron/core/imports/createStager';
import { candidatePage, rowsOf } from '../../electron/core/imports/names';
import type { Staged } from '../../electron/core/imports/types';
import { brought, COST_HEAD, costRow, costTable, tableText } from '../support/importFiles';
import { cii } from '../support/ciiDocuments';
import { earve, earveFile, earveInvoice } from '../support/earveDocuments';
import { pdfWith } from '../support/einvoicePdf';
import { ubl } from '../support/enDocuments';
import { dataFolder, removeDataFolder } from '../support/testHost';
import { zipBytes } from '../support/zipBytes';

let folder: string;
beforeEach(() => {
  folder = dataFolder();
  mkdirSync(join(folder, 'brought'));
});
afterEach(() => removeDataFolder(folder));

const file = (name: string, content: string | Uint8Array): string => brought(join(folder, 'brought'), name, content);
const company = { name: 'Zielona Kuźnia', country: 'PL', taxId: '5265877635' };
const fa3 =
  '<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"><Naglowek><KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza></Naglowek>' +
  '<Podmiot1><DaneIdentyfikacyjne><NIP>5252445767</NIP><Nazwa>Dostawca</Nazwa></DaneIdentyfikacyjne></Podmiot1>' +
  '<Podmiot2><DaneIdentyfikacyjne><NIP>5265877635</NIP><Nazwa>Zielona Kuźnia</Nazwa></DaneIdentyfikacyjne></Podmiot2>' +
  '<Fa><KodWaluty>PLN</KodWaluty><P_1>2026-10-05</P_1><P_2>A/1</P_2><P_13_1>100.00</P_13_1><P_14_1>23.00</P_14_1><P_15>123.00</P_15><RodzajFaktury>VAT</RodzajFaktury></Fa></Faktura>';
const calm = new AbortController().signal;
const stager = createStager();
const stage = (...paths: string[]): Promise<Staged> =>
  stager.stage({ paths, folder: join(folder, 'staging'), company }, () => undefined, calm);
const reasons = ({ refusals }: Staged) => refusals.map((one) => [one.file, one.reason.key]);
async function plan(...paths: string[]) {
  const { files, tables, refusals } = await stage(...paths);
  const readings = tables.map(({ signature, mapping }) => ({ signature, mapping }));
  const order = { folder: join(folder, 'staging'), files, readings, refusals, company, at: '2026-10-06T08:00:00.000Z' };
  return stager.plan(order, () => undefined, calm);
}

describe('files that cannot be read', () => {
  it.each([
    ['nothing', '', 'imports.empty'],
    ['blanks', ' \r\n\r\n', 'imports.empty'],
    ['numbers alone', '1;2;3\n4;5;6\n', 'imports.no_header'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'imports.not_supported'],
    ['old Excel', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'imports.not_supported'],
    ['a page', '<!DOCTYPE html><html></html>', 'imports.not_supported'],
    ['JSON', '{"a":1}', 'imports.not_supported'],
  ])('%s', async (_, content, key) => {
    expect(reasons(await stage(file('x', content)))).toEqual([['x', key]]);
  });

  it('one that is gone, one that may not be read, a folder: the others go on', async () => {
    const locked = file('locked.csv', costTable(1));
    chmodSync(locked, 0o000);
    const staged = await stage(
      join(folder, 'gone.csv'),
      join(folder, 'brought'),
      locked,
      file('good.csv', costTable(1)),
    );
    const isRoot = process.getuid?.() === 0;
    expect(reasons(staged).slice(0, 2)).toEqual([
      ['gone.csv', 'imports.file_gone'],
      ['brought', 'imports.not_supported'],
    ]);
    // Nothing is locked for root.
    if (!isRoot) expect(reasons(staged)[2]).toEqual(['locked.csv', 'imports.file_locked']);
    expect(staged.files.at(-1)).toMatchObject({ name: 'good.csv', kind: 'table' });
  });

  it('one that changes while it is read', async () => {
    const path = file('growing.csv', costTable(20_000));
    const order = { paths: [path], folder: join(folder, 'staging'), company };
    let isTouched = false;
    const staged = await stager.stage(
      order,
      () => {
        if (!isTouched) truncateSync(path, 1000);
        isTouched = true;
      },
      calm,
    );
    expect(reasons(staged)).toEqual([['growing.csv', 'imports.file_changed']]);
  });

  it('rows of another encoding are named, the others are read', async () => {
    const good = Buffer.from(tableText([COST_HEAD, costRow(1), costRow(2), costRow(3), []]));
    const bad = Buffer.from(costRow(4).join(';').replace('Żółta', '\u00bb\u00f3ta'), 'latin1');
    const { documents, unreadable } = await plan(file('mixed.csv', Buffer.concat([good, bad])));
    expect({ documents, unreadable }).toEqual({ documents: 3, unreadable: 1 });
  });

  it('a PDF without an e-invoice inside says that', async () => {
    expect(await plan(file('scan.pdf', '%PDF-1.7\n%%EOF'))).toMatchObject({ documents: 0, unreadable: 1 });
    const rows = readFileSync(join(folder, 'staging', rowsOf('unreadable')), 'utf8');
    expect(JSON.parse(rows)).toMatchObject({ file: 'scan.pdf', reason: { key: 'format.no_einvoice' } });
  });

  it('XML with a DOCTYPE', async () => {
    const text =
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/">&b;</Faktura>';
    expect(await plan(file('x.xml', text))).toMatchObject({ documents: 0, unreadable: 1 });
  });
});

describe('an e-invoice', () => {
  it.each([
    ['FA(3)', fa3],
    ['E-arve', earve()],
    ['UBL', ubl()],
    ['CII', cii()],
  ])('as %s is read', async (_, xml) => {
    expect(await plan(file('invoice.xml', xml))).toMatchObject({ documents: 1, unreadable: 0 });
  });

  it('inside a PDF is read, and the PDF is what is kept', async () => {
    const pdf = await pdfWith([['factur-x.xml', cii()]], true);
    expect(await plan(file('rechnung.pdf', pdf))).toMatchObject({ documents: 1, unreadable: 0 });
    const read = readFileSync(join(folder, 'staging', candidatePage(1)), 'utf8');
    expect(JSON.parse(read)).toMatchObject({
      row: { number: '2026-17' },
      item: { fileName: 'rechnung.pdf', mediaType: 'application/pdf' },
      sha256: createHash('sha256').update(pdf).digest('hex'),
    });
  });
});

describe('a ZIP', () => {
  it('holds tables and documents, and noise that nobody meant', async () => {
    const zip = zipBytes([
      ['2026/koszty.csv', Buffer.from(costTable(2))],
      ['arve.xml', Buffer.from(earveFile([earveInvoice()]))],
      ['__MACOSX/._koszty.csv', Buffer.from('x')],
      ['inner.zip', zipBytes([['a', Buffer.from('a')]])],
    ]);
    const staged = await stage(file('all.zip', zip));
    expect(staged.files.map(({ name, kind }) => [name, kind])).toEqual([
      ['all.zip › 2026/koszty.csv', 'table'],
      ['all.zip › arve.xml', 'document'],
    ]);
    expect(reasons(staged)).toEqual([['all.zip › inner.zip', 'imports.nested_zip']]);
  });

  it.each([
    ['a bomb', zipBytes([['a.csv', Buffer.alloc(20_000_000)]]), 'archive.too_big'],
    ['a way out of its folder', zipBytes([['../a.csv', Buffer.from('a')]]), 'archive.bad_entry_name'],
    ['half of one', zipBytes([['a.csv', Buffer.from(costTable(5))]]).subarray(0, 200), 'archive.package_truncated'],
  ])('%s is refused', async (_, bytes, key) => {
    expect(reasons(await stage(file('x.zip', bytes)))).toEqual([['x.zip', key]]);
  });
});

describe('a file with several e-invoices', () => {
  const several = (...numbers: readonly string[]) =>
    earveFile(numbers.map((number) => earveInvoice().replaceAll('2026-17', number)));

  it('is a document for each, and one file', async () => {
    const path = file('several.xml', several('A-1', 'A-2', 'A-3'));
    expect(await plan(path)).toMatchObject({ documents: 3, unreadable: 0, known: 0, doubled: [] });
    const read = readFileSync(join(folder, 'staging', candidatePage(1)), 'utf8')
      .trim()
      .split('\n');
    const items = read.map((line) => (JSON.parse(line) as { item: { content: unknown; parts: unknown } }).item);
    expect(new Set(items.map(({ content }) => JSON.stringify(content))).size).toBe(1);
    expect(items.map(({ parts }) => parts)).toMatchObject([[{ part: 1 }], [{ part: 2 }], [{ part: 3 }]]);
  });

  it('is compared with what comes by itself or inside a PDF', async () => {
    const alone = earve().replaceAll('2026-17', 'A-2');
    const pdf = await pdfWith([['arve.xml', several('A-3')]], true);
    const paths = [file('all.xml', several('A-1', 'A-2', 'A-3')), file('a2.xml', alone), file('a3.pdf', pdf)];
    expect(await plan(...paths)).toMatchObject({ documents: 3, known: 2, unreadable: 0, doubled: [] });
  });

  it('that names one invoice twice with different sums is refused for that one', async () => {
    const other = earveInvoice().replaceAll('124.00', '125.00');
    const { documents, unreadable, doubled } = await plan(file('x.xml', earveFile([earveInvoice(), other])));
    expect({ documents, unreadable, doubled: doubled.length }).toEqual({ documents: 1, unreadable: 1, doubled: 1 });
  });
});

describe('large tables', () => {
  it('of 10,000 rows are read whole', async () => {
    expect(await plan(file('many.csv', costTable(10_000)))).toMatchObject({
      documents: 10_000,
      unreadable: 0,
      pages: 25,
    });
  });

  it('of 50 MB need no more memory than small ones, but for a word a row', { timeout: 200_000 }, async () => {
    const path = file('huge.csv', `${COST_HEAD.join(';')}\r\n`);
    let text = '';
    for (let no = 1; no <= 12_000; no += 1) {
      const row = costRow(no);
      text += `${row.with(3, `${row[3] ?? ''} ${'uwagi '.repeat(700)}`).join(';')}\r\n`;
      if (no % 1000 === 0) {
        writeFileSync(path, text, { flag: 'a' });
        text = '';
      }
    }
    (globalThis as { gc?: () => void }).gc?.();
    const before = process.memoryUsage().rss;
    let most = 0;
    const { files, tables } = await stage(path);
    const readings = tables.map(({ signature, mapping }) => ({ signature, mapping }));
    const order = {
      folder: join(folder, 'staging'),
      files,
      readings,
      refusals: [],
      company,
      at: '2026-10-06T08:00:00.000Z',
    };
    const onProgress = (): void => {
      most = Math.max(most, process.memoryUsage().rss);
    };
    expect(await stager.plan(order, onProgress, calm)).toMatchObject({ documents: 12_000 });
    const grownMB = Math.round((most - before) / 1024 / 1024);
    console.info(`50 MB table: ${grownMB} MB above the start`);
    // Its text alone, held as a string, would be 100 MB more than its bytes.
    expect(grownMB).toBeLessThan(250);
  });
});

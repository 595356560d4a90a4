import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InvoiceCursor, InvoiceFilter, InvoiceRow, InvoiceSort } from '../../../../shared/contract/invoices';
import { standIn, type StandIn } from '../../../../tests/support/standInFormat';
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
  testCompany,
  type TestArchive,
} from '../../../../tests/support/testArchive';

const own = { name: 'Świat Kawy', taxId: '1111111111' };
const invoices: readonly StandIn[] = [
  { number: 'FV/2026/10/0045', issueDate: '2026-10-05', net: '10034.63', vat: '2311.00', gross: '12345.60' },
  { number: 'FV/2026/10/0046', issueDate: '2026-10-05', gross: '1.00', lines: ['Bułka kajzerka', 'Masło'] },
  { number: 'KOR/1', issueDate: '2026-09-30', net: '-700.00', vat: '-161.00', gross: '-861.00' },
  { number: 'R-7', issueDate: '2026-10-31', seller: { name: 'Straßenbau Ørsted GmbH', taxId: 'DE811907980' } },
  {
    number: 'S/1',
    issueDate: '2026-11-01',
    seller: own,
    buyer: { name: 'Żabka', taxId: '5223071241' },
    gross: '50.00',
  },
  { number: 'EUR/1', issueDate: '2026-10-07', currency: 'EUR', net: '0.10', vat: '0.20', gross: '0.30' },
  { number: 'EUR/2', issueDate: '2026-10-08', currency: 'EUR', net: '0.20', vat: '0.50', gross: '0.70' },
  { number: 'JPY/1', issueDate: '2026-10-09', currency: 'JPY', net: '1000', vat: '100', gross: '1100' },
];

let folder = '';
let archive: TestArchive;
beforeEach(async () => {
  folder = temporaryFolder();
  archive = await openTestArchive(folder);
  const items = invoices.map((invoice, index) => item(`K-${index}`, invoice));
  await ingestPage(archive.writer, itemsPage(items, '1'));
  const other = [item('B-1', { number: 'B/1', issueDate: '2026-10-05' }), item('B-2', Buffer.from('<broken'))];
  await ingestPage(archive.writer, itemsPage(other, '1'), { connectionId: OTHER_CONNECTION });
});
afterEach(async () => {
  await archive.close();
  removeFolder(folder);
});

async function all(filter: Partial<InvoiceFilter>, sort: InvoiceSort, limit: number): Promise<InvoiceRow[]> {
  const rows: InvoiceRow[] = [];
  let after: InvoiceCursor | null = null;
  do {
    const page = await archive.reader.listInvoices({ companyId: COMPANY, ...filter }, sort, after, limit);
    rows.push(...page.rows);
    after = page.next ?? null;
  } while (after !== null);
  return rows;
}
const numbers = async (filter: Partial<InvoiceFilter>, sort: InvoiceSort = 'date_asc', limit = 50) =>
  (await all(filter, sort, limit)).map((row) => row.number);
const found = async (search: string) => (await numbers({ search })).sort();

describe('a list', () => {
  const sorts: InvoiceSort[] = [
    'date_desc',
    'date_asc',
    'gross_desc',
    'gross_asc',
    'counterparty_asc',
    'counterparty_desc',
  ];

  it.each(sorts)('by %s is the same in pages of any size, each row once', async (sort) => {
    const whole = await numbers({}, sort, 500);
    expect(new Set(whole).size).toBe(10);
    for (const size of [1, 3, 10]) expect(await numbers({}, sort, size)).toEqual(whole);
    const other = sort.endsWith('asc') ? sort.replace('asc', 'desc') : sort.replace('desc', 'asc');
    expect(await numbers({}, other as InvoiceSort)).toEqual(whole.toReversed());
  });

  it('sorts amounts by value, whatever the currency', async () => {
    const rows = await all({ month: '2026-10' }, 'gross_asc', 50);
    const amounts = rows.map((row) => row.gross.amount);
    expect(amounts).toEqual(['0.30', '0.70', '1.00', '123.00', '123.00', '1100', '12345.60']);
  });

  it('filters by month, connection, direction and what needs a look', async () => {
    expect(await numbers({ month: '2026-09' })).toEqual(['KOR/1']);
    expect(await numbers({ connectionId: OTHER_CONNECTION })).toEqual(['B/1', 'B-2.xml']);
    expect(await numbers({ direction: 'sale' })).toEqual(['S/1']);
    expect(await numbers({ needsLook: true })).toEqual(['B-2.xml']);
    expect(await numbers({ month: '2026-10', connectionId: CONNECTION, direction: 'purchase' })).toHaveLength(6);
  });

  it('shows the other party', async () => {
    const [sale] = await all({ direction: 'sale' }, 'date_asc', 5);
    expect(sale).toMatchObject({ counterparty: 'Żabka', counterpartyTaxId: '5223071241' });
  });
});

describe('search', () => {
  it('finds by number, with or without separators', async () => {
    expect(await found('fv/2026/10/0045')).toEqual(['FV/2026/10/0045']);
    expect(await found('fv2026100045')).toEqual(['FV/2026/10/0045']);
    expect(await found('0046')).toEqual(['FV/2026/10/0046']);
    expect(await found('FV/2026/10')).toEqual(['FV/2026/10/0045', 'FV/2026/10/0046']);
  });

  it('finds by party, line item and tax id, folded and as a prefix', async () => {
    expect(await found('lodz')).toHaveLength(7);
    expect(await found('ŁÓDŹ hurt')).toHaveLength(7);
    expect(await found('strasse')).toEqual(['R-7']);
    expect(await found('straß orst')).toEqual(['R-7']);
    expect(await found('bulka maslo')).toEqual(['FV/2026/10/0046']);
    expect(await found('bulka zabka')).toEqual([]);
    expect(await found('522-307-12-41')).toEqual(['S/1']);
    expect(await found('522 307 12 41')).toEqual(['S/1']);
    expect(await found('PL5223071241')).toEqual(['S/1']);
    expect(await found('811907980')).toEqual(['R-7']);
    expect(await found('DE 811907980')).toEqual(['R-7']);
  });

  it('finds amounts as people write them', async () => {
    for (const query of ['12 345,60', '12\u00a0345,60', '12345,60', '12345.60', '12.345,60', '12,345.6', '12345'])
      expect(await found(query), query).toEqual(['FV/2026/10/0045']);
    expect(await found('861,00')).toEqual(['KOR/1']);
    expect(await found('345,60')).toEqual([]);
  });

  it('forgets the words of an older version', async () => {
    await ingestPage(
      archive.writer,
      itemsPage([item('K-1', standIn({ number: 'FV/2026/10/0046', lines: ['Chleb'] }))], '2'),
    );
    expect(await found('bulka')).toEqual([]);
    expect(await found('chleb')).toEqual(['FV/2026/10/0046']);
  });

  it('takes anything for a query', async () => {
    for (const query of ['"', "'", '*', 'a"b', 'AND', 'NOT a', '^', '()', '{', '-', ':', '\\'])
      expect(Array.isArray(await found(query))).toBe(true);
  });
});

describe('sums', () => {
  it('are exact per direction and currency', async () => {
    const { count, totals } = await archive.reader.summary({ companyId: COMPANY, connectionId: CONNECTION });
    expect(count).toBe(8);
    const of = (direction: string, currency: string) =>
      totals.find((total) => total.direction === direction && total.gross.currency === currency);
    expect(of('purchase', 'EUR')).toMatchObject({ count: 2, net: { amount: '0.30' }, gross: { amount: '1.00' } });
    expect(of('purchase', 'PLN')).toMatchObject({ count: 4, gross: { amount: '11608.60' } });
    expect(of('purchase', 'JPY')).toMatchObject({ count: 1, gross: { amount: '1100' } });
    expect(of('sale', 'PLN')).toMatchObject({ count: 1, gross: { amount: '50.00' } });
  });

  it('follow the filter, the search too', async () => {
    const { count, totals } = await archive.reader.summary({ companyId: COMPANY, search: 'eur' });
    expect(count).toBe(2);
    expect(totals).toHaveLength(1);
  });

  it('of months come newest first in the currency of the house', async () => {
    const months = await archive.reader.months(COMPANY);
    expect(months.map(({ month, direction, count }) => `${month} ${direction} ${count}`)).toEqual([
      '2026-11 other 1',
      '2026-11 sale 1',
      '2026-10 purchase 7',
      '2026-09 purchase 1',
    ]);
    expect(months[3]?.net).toEqual({ amount: '-700.00', currency: 'PLN' });
    expect(months[2]?.net.currency).toBe('PLN');
  });
});

describe('the month of a purchase', () => {
  it('is that of its receipt when the company keeps its books so, and follows a change of mind', async () => {
    const facts = { receivedOn: '2026-12-02', receivedAt: '2026-12-02T10:00:00.000Z' };
    await ingestPage(
      archive.writer,
      itemsPage([item('R-1', { number: 'LATE/1', issueDate: '2026-11-30' }, { facts })], '2'),
    );
    expect(await numbers({ month: '2026-12' })).toEqual([]);
    await archive.writer.saveCompany({ ...testCompany, purchaseMonthRule: 'received_date', at: AT });
    expect(await numbers({ month: '2026-12' })).toEqual(['LATE/1']);
    await archive.writer.saveCompany({ ...testCompany, at: AT });
    expect(await numbers({ month: '2026-11', direction: 'purchase' })).toEqual(['LATE/1']);
  });
});

describe('a removed connection', () => {
  it('leaves the lists and keeps its originals', async () => {
    const [row] = await all({ connectionId: OTHER_CONNECTION }, 'date_asc', 5);
    if (row === undefined) throw new Error('no row');
    await archive.writer.hideConnection(COMPANY, OTHER_CONNECTION, AT);
    expect(await numbers({})).toHaveLength(8);
    expect((await archive.reader.counts())[OTHER_CONNECTION]).toBe(0);
    expect((await archive.reader.original(row.id, 1)).bytes.length).toBeGreaterThan(0);
  });
});

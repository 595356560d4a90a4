// More invoices than are looked at before the index is asked: whichever way a query goes, it finds the same.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvoiceCursor } from '../../../../shared/contract/invoices';
import {
  COMPANY,
  ingestPage,
  item,
  itemsPage,
  openTestArchive,
  removeFolder,
  temporaryFolder,
  type TestArchive,
} from '../../../../tests/support/testArchive';

const COUNT = 4_000;
const GOODS = ['kawa', 'herbata', 'mleko'];

const has = {
  common: (no: number) => no % 2 === 0,
  some: (no: number) => no % 50 === 7,
  rare: (no: number) => no % 1_333 === 5,
};
const linesOf = (no: number): string[] => [
  `${GOODS[no % 3] ?? ''} palona`,
  ...(has.common(no) ? ['filiżanka'] : []),
  ...(has.some(no) ? ['ekspres'] : []),
  ...(has.rare(no) ? ['Żółw'] : []),
];
const dayOf = (no: number): string => `2026-10-${String(1 + (no % 28)).padStart(2, '0')}`;

let folder = '';
let archive: TestArchive;
beforeAll(async () => {
  folder = temporaryFolder();
  archive = await openTestArchive(folder);
  const items = Array.from({ length: COUNT }, (_, no) =>
    item(`K-${String(no)}`, { number: `N${String(no)}`, issueDate: dayOf(no), gross: '10.00', lines: linesOf(no) }),
  );
  await ingestPage(archive.writer, itemsPage(items, '1'));
});
afterAll(async () => {
  await archive.close();
  removeFolder(folder);
});

async function numbers(search: string, limit = 300): Promise<string[]> {
  const found: string[] = [];
  let after: InvoiceCursor | null = null;
  do {
    const page = await archive.reader.listInvoices({ companyId: COMPANY, search }, 'date_desc', after, limit);
    found.push(...page.rows.map(({ number }) => number));
    after = page.next ?? null;
  } while (after !== null);
  return found;
}

const expected = (wanted: (no: number) => boolean): string[] =>
  Array.from({ length: COUNT }, (_, no) => no)
    .filter(wanted)
    .toSorted((a, b) => dayOf(b).localeCompare(dayOf(a)) || b - a)
    .map((no) => `N${String(no)}`);

const cases: readonly (readonly [string, (no: number) => boolean])[] = [
  ['palona', () => true],
  ['f', has.common],
  ['filizanka p', has.common],
  ['ekspres', has.some],
  ['e p', has.some],
  ['ekspres filizanka', () => false],
  ['zolw', has.rare],
  ['zol herb', (no) => has.rare(no) && no % 3 === 1],
  ['zol p', has.rare],
  ['nichts', () => false],
];

describe('a search', () => {
  it.each(cases)('for "%s" finds what has it, in order, page by page', async (search, wanted) => {
    expect(await numbers(search)).toEqual(expected(wanted));
  });

  it.each(cases)('for "%s" sums what it finds', async (search, wanted) => {
    const { count, totals } = await archive.reader.summary({ companyId: COMPANY, search });
    expect(count).toBe(expected(wanted).length);
    expect(totals.reduce((sum, total) => sum + total.count, 0)).toBe(count);
  });
});

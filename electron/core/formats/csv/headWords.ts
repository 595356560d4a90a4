// Which column means what, by its head: the words of exports in Polish, German, Estonian and English.
import type { ImportField, ImportMapping } from '../../../../shared/domain/importTable';
import { foldedText } from '../../../../shared/lib/fold';
import { dateOf, dateOrderOf, decimalMarkOf } from './cellValues';
import { HEAD_WORDS } from './words';

/** In the name of a file: heads say `data sprzedaży` on both sides. */
const SALE = /sprzedaz|przychod|ausgang|verkauf|erlos|muugi|tulu|sale|income|revenue/;

export const saysSale = (fileName: string): boolean => SALE.test(plainHead(fileName));

/** The head without what changes nothing: case, accents, punctuation. */
export const plainHead = (head: string): string => foldedText(head).trim().replace(/\s+/g, ' ');

/** Which field the head names, and how surely: longer words first. */
function fits(head: string): readonly { readonly field: ImportField; readonly weight: number }[] {
  const padded = ` ${head} `;
  return HEAD_WORDS.flatMap(([field, words]) => {
    const found = words.flatMap((word) => {
      if (word.startsWith('=')) return head === word.slice(1) ? [100] : [];
      return padded.includes(` ${word} `) ? [word.length + (head === word ? 100 : 0)] : [];
    });
    return found.length === 0 ? [] : [{ field, weight: Math.max(...found) }];
  });
}

function columnsOf(header: readonly string[]): ImportMapping['columns'] {
  const offers = header.flatMap((head, column) =>
    fits(plainHead(head)).map(({ field, weight }) => ({ field, weight, column })),
  );
  const columns: ImportMapping['columns'] = header.map(() => null);
  const taken = new Set<ImportField>();
  // Stable: of two that fit as well, the first field of the list and the column further left.
  for (const { field, column } of offers.toSorted((a, b) => b.weight - a.weight)) {
    if (taken.has(field) || columns[column] !== null) continue;
    columns[column] = field;
    taken.add(field);
  }
  return columns;
}

export interface TableLook {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly fileName: string;
  /** Of the company. */
  readonly currency: string;
}

/** A first guess that a person looks over. */
export function proposeMapping({ header, rows, fileName, currency }: TableLook): ImportMapping {
  const columns = columnsOf(header);
  const cells = (fields: readonly ImportField[]): string[] =>
    rows.flatMap((row) =>
      columns.flatMap((field, at) => (field !== null && fields.includes(field) ? [row[at] ?? ''] : [])),
    );
  const dates = cells(['issueDate', 'saleDate', 'dueDate', 'paidOn']).filter(
    (cell) => dateOf(cell, 'day') !== null || dateOf(cell, 'month') !== null,
  );
  return {
    columns,
    side: sideOf(columns, fileName),
    // Where the cells do not tell: Poland, Germany and Estonia write a comma.
    decimalMark: decimalMarkOf(cells(['net', 'vat', 'gross'])) ?? ',',
    dateOrder: dateOrderOf(dates),
    currency,
  };
}

function sideOf(columns: ImportMapping['columns'], fileName: string): ImportMapping['side'] {
  const has = (side: 'seller' | 'buyer'): boolean =>
    columns.some((field) => field === `${side}Name` || field === `${side}TaxId`);
  if (columns.includes('sellerTaxId') && columns.includes('buyerTaxId')) return 'both';
  if (has('seller') !== has('buyer')) return has('seller') ? 'purchase' : 'sale';
  return saysSale(fileName) ? 'sale' : 'purchase';
}

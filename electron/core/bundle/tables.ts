// The two tables of a bundle: one for the accountant's spreadsheet, one for programs.
import { sortedRates } from './rates';
import { plainLines, spreadsheet, type SheetColumn } from './spreadsheet';
import type { TableRow } from './rows';
import { type BundleTexts, fill, wordFor } from './texts';

type Column = SheetColumn<TableRow>;

export function localTable(rows: readonly TableRow[], texts: BundleTexts): string {
  return spreadsheet(localColumns(rows, texts), rows);
}

/** RFC 4180 with dots and ISO dates, in fixed English names: the same in every language, nothing added to any text. */
export function neutralTable(rows: readonly TableRow[]): string {
  return [...plainLines(neutralColumns(rows), rows)].join('');
}

function usedRates(rows: readonly TableRow[]): readonly string[] {
  return sortedRates(rows.flatMap((row) => [...row.rates.keys()]));
}

function localColumns(rows: readonly TableRow[], { words }: BundleTexts): readonly Column[] {
  const { column } = words;
  return [
    { head: column.direction, cell: ({ facts }) => wordFor(words.direction, facts.direction) },
    { head: column.kind, cell: ({ facts }) => wordFor(words.kind, facts.kind) },
    { head: column.number, cell: ({ facts }) => facts.number },
    { head: column.issue_date, cell: ({ facts }) => facts.issueDate },
    { head: column.sale_date, cell: (row) => row.saleDate },
    { head: column.received_on, cell: ({ facts }) => facts.receivedOn ?? '' },
    { head: column.counterparty, cell: ({ facts }) => facts.counterparty },
    { head: column.tax_id, cell: ({ facts }) => facts.counterpartyTaxId ?? '' },
    { head: column.currency, cell: ({ facts }) => facts.currency },
    { head: column.net, cell: ({ facts }) => facts.net, isNumber: true },
    { head: column.vat, cell: ({ facts }) => facts.vat, isNumber: true },
    { head: column.gross, cell: ({ facts }) => facts.gross, isNumber: true },
    { head: column.payable, cell: (row) => row.payable, isNumber: true },
    { head: column.due_on, cell: (row) => row.dueOn },
    { head: column.payment, cell: ({ facts }) => wordFor(words.payment, facts.payment ?? 'unknown') },
    { head: column.paid_on, cell: (row) => row.paidOn },
    { head: column.corrects, cell: (row) => row.correctedNumbers },
    ...rateColumns(rows, (rate) => [fill(column.rate_net, { rate }), fill(column.rate_vat, { rate })]),
    { head: column.remote_number, cell: ({ facts }) => facts.remoteNumber ?? '' },
    { head: column.counts_with, cell: ({ facts }) => facts.countsWith?.remoteNumber ?? facts.countsWith?.number ?? '' },
    { head: column.tags, cell: ({ facts }) => facts.tags ?? '' },
    { head: column.needs_look, cell: (row) => lookWord(row, words) },
    { head: column.file, cell: (row) => row.file },
    { head: column.sha256, cell: ({ facts }) => facts.sha256 },
  ];
}

function lookWord(row: TableRow, words: BundleTexts['words']): string {
  if (!row.isReadable) return words.look.unreadable;
  return row.facts.needsLook ? words.look.check : '';
}

function neutralColumns(rows: readonly TableRow[]): readonly Column[] {
  return [
    { head: 'direction', cell: ({ facts }) => facts.direction },
    { head: 'kind', cell: ({ facts }) => facts.kind },
    { head: 'number', cell: ({ facts }) => facts.number },
    { head: 'issue_date', cell: ({ facts }) => facts.issueDate },
    { head: 'sale_date', cell: (row) => row.saleDate },
    { head: 'received_on', cell: ({ facts }) => facts.receivedOn ?? '' },
    { head: 'counterparty', cell: ({ facts }) => facts.counterparty },
    { head: 'counterparty_tax_id', cell: ({ facts }) => facts.counterpartyTaxId ?? '' },
    { head: 'currency', cell: ({ facts }) => facts.currency },
    { head: 'net', cell: ({ facts }) => facts.net },
    { head: 'vat', cell: ({ facts }) => facts.vat },
    { head: 'gross', cell: ({ facts }) => facts.gross },
    { head: 'payable', cell: (row) => row.payable },
    { head: 'due_on', cell: (row) => row.dueOn },
    { head: 'payment', cell: ({ facts }) => facts.payment ?? 'unknown' },
    { head: 'paid_on', cell: (row) => row.paidOn },
    { head: 'corrected_numbers', cell: (row) => row.correctedNumbers },
    ...rateColumns(rows, (rate) => [`net[${rate}]`, `vat[${rate}]`]),
    { head: 'remote_number', cell: ({ facts }) => facts.remoteNumber ?? '' },
    { head: 'counts_with_sha256', cell: ({ facts }) => facts.countsWith?.sha256 ?? '' },
    { head: 'tags', cell: ({ facts }) => facts.tags ?? '' },
    { head: 'needs_look', cell: ({ facts }) => String(facts.needsLook) },
    { head: 'readable', cell: (row) => String(row.isReadable) },
    { head: 'file', cell: (row) => row.file },
    { head: 'sha256', cell: ({ facts }) => facts.sha256 },
  ];
}

/** Only the rates that the month has. */
function rateColumns(rows: readonly TableRow[], heads: (rate: string) => readonly [string, string]): readonly Column[] {
  return usedRates(rows).flatMap((rate) => {
    const [netHead, vatHead] = heads(rate);
    return [
      { head: netHead, cell: (row: TableRow) => row.rates.get(rate)?.net ?? '', isNumber: true },
      { head: vatHead, cell: (row: TableRow) => row.rates.get(rate)?.vat ?? '', isNumber: true },
    ];
  });
}

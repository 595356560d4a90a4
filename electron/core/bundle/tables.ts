// The two tables of a bundle: one for the accountant's spreadsheet, one for programs.
import { sortedRates } from './rates';
import type { TableRow } from './rows';
import { type BundleTexts, fill, wordFor } from './texts';

interface Column {
  readonly head: string;
  readonly cell: (row: TableRow) => string;
  readonly isNumber?: boolean;
}

const END = '\r\n';

/**
 * For a spreadsheet set to Polish, German or Estonian: semicolons, decimal commas, a byte order mark so that letters are right.
 * A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers are numbers, also negative ones.
 */
export function localTable(rows: readonly TableRow[], texts: BundleTexts): string {
  const columns = localColumns(rows, texts);
  const lines = [columns.map(({ head }) => quoted(guarded(head), ';'))];
  for (const row of rows) {
    lines.push(
      columns.map(({ cell, isNumber }) => {
        const text = cell(row);
        return quoted(isNumber === true ? text.replace('.', ',') : guarded(text), ';');
      }),
    );
  }
  return `\ufeff${lines.map((cells) => cells.join(';') + END).join('')}`;
}

/** RFC 4180 with dots and ISO dates, in fixed English names: the same in every language, nothing added to any text. */
export function neutralTable(rows: readonly TableRow[]): string {
  const columns = neutralColumns(rows);
  const lines = [columns.map(({ head }) => quoted(head, ','))];
  for (const row of rows) lines.push(columns.map(({ cell }) => quoted(cell(row), ',')));
  return lines.map((cells) => cells.join(',') + END).join('');
}

/** What starts a formula in a spreadsheet, also behind white space and as a full-width sign. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function quoted(text: string, separator: string): string {
  const needsQuotes = text.includes(separator) || /["\r\n]/.test(text) || text !== text.trim();
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
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
    { head: column.paid_on, cell: (row) => row.paidOn },
    { head: column.corrects, cell: (row) => row.correctedNumbers },
    ...rateColumns(rows, (rate) => [fill(column.rate_net, { rate }), fill(column.rate_vat, { rate })]),
    { head: column.remote_number, cell: ({ facts }) => facts.remoteNumber ?? '' },
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
    { head: 'paid_on', cell: (row) => row.paidOn },
    { head: 'corrected_numbers', cell: (row) => row.correctedNumbers },
    ...rateColumns(rows, (rate) => [`net[${rate}]`, `vat[${rate}]`]),
    { head: 'remote_number', cell: ({ facts }) => facts.remoteNumber ?? '' },
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

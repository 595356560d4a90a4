import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleMonth } from '../../../tests/support/sampleMonth';
import type { TableRow } from './rows';
import { tableRow } from './rows';
import { localTable, neutralTable } from './tables';
import { textsFor } from './texts';
import type { BundleInvoice } from './types';

const pl = textsFor('pl');

function rowsWith(change: Partial<BundleInvoice>): TableRow[] {
  const month = sampleMonth({ count: 1, change: (invoice) => ({ ...invoice, ...change }) });
  return month.invoices.map((facts, place) => tableRow(facts, 'originals/sales/a.xml', month.read(place)));
}

/** RFC 4180, read strictly. */
function parseTable(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let rest = text;
  while (rest !== '') {
    const quotedCell = /^"((?:[^"]|"")*)"/.exec(rest);
    const plainCell = new RegExp(`^[^${separator}"\\r\\n]*`).exec(rest);
    const raw = quotedCell?.[0] ?? plainCell?.[0] ?? '';
    cells.push(quotedCell?.[1]?.replaceAll('""', '"') ?? raw);
    rest = rest.slice(raw.length);
    if (rest.startsWith(separator)) rest = rest.slice(1);
    else if (rest.startsWith('\r\n')) {
      rows.push(cells);
      cells = [];
      rest = rest.slice(2);
    } else throw new Error(`broken table at ${JSON.stringify(rest.slice(0, 20))}`);
  }
  return rows;
}

const nasty = fc.string({
  unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ';', ',', '"', "'", ' ', 'ł', '1'),
  maxLength: 8,
});

describe('the table for a spreadsheet', () => {
  it('has a mark, semicolons, decimal commas and Windows line ends', () => {
    const text = localTable(rowsWith({ net: '-1234.50', vat: '-283.94', gross: '-1518.44' }), pl);
    expect(text.startsWith('\ufeffRodzaj transakcji;Rodzaj faktury;Numer;')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text).toContain(';-1234,50;-283,94;-1518,44;-1518,44;');
    expect(text).toContain(';Netto 23;VAT 23;');
  });

  it.each(['=1+1', '+48 123', '-5', '@sum', '\tx', '\rx', ' =1', '\uff1d1'])('makes no formula of %j', (number) => {
    const [, row] = parseTable(localTable(rowsWith({ number, counterparty: number }), pl).slice(1), ';');
    expect(row?.[2]).toBe(`'${number}`);
    expect(row?.[6]).toBe(`'${number}`);
  });

  it('guards every text and no number, and can be read back', () => {
    fc.assert(
      fc.property(nasty, nasty, (number, counterparty) => {
        const rows = parseTable(localTable(rowsWith({ number, counterparty, gross: '-12.92' }), pl).slice(1), ';');
        expect(rows).toHaveLength(2);
        expect(rows[1]).toHaveLength(rows[0]?.length ?? 0);
        for (const cell of rows[1] ?? []) {
          if (!/^-?\d+,\d+$/.test(cell)) expect(cell).not.toMatch(/^\s*[=+\-@]|^[\t\r]/);
        }
        expect(rows[1]?.[11]).toBe('-12,92');
        expect(rows[1]?.[2]?.replace(/^'/, '')).toBe(number.replace(/^'/, ''));
      }),
    );
  });

  it('says what cannot be read', () => {
    const month = sampleMonth({ count: 42 });
    const rows = month.invoices.map((facts, place) => tableRow(facts, '', month.read(place)));
    const lines = localTable(rows, pl).split('\r\n');
    expect(lines[42]).toContain(';nieczytelna;');
    expect(lines[14]).toContain(';sprawdzić;');
    expect(lines[1]).not.toContain('sprawdzić');
  });
});

describe('the neutral table', () => {
  it('keeps every text as it is', () => {
    fc.assert(
      fc.property(nasty, nasty, (number, counterparty) => {
        const rows = parseTable(neutralTable(rowsWith({ number, counterparty, net: '-0.50' })), ',');
        expect(rows[1]?.[2]).toBe(number);
        expect(rows[1]?.[6]).toBe(counterparty);
        expect(rows[1]?.[9]).toBe('-0.50');
      }),
    );
  });

  it('is the same in every language', () => {
    expect(neutralTable(rowsWith({}))).toMatch(/^direction,kind,number,issue_date,.*net\[23\],vat\[23\],/);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../../../../tests/support/seed';
import { encoded } from '../../../../tests/support/importFiles';
import type { ImportEncoding } from '../../../../shared/domain/importTable';
import { isFailure } from '../../../../shared/errors';
import { ByteCensus } from './byteCensus';
import { proposeMapping } from './headWords';
import { readTable, separatorOf } from './readTable';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}

async function cellsOf(bytes: Uint8Array, encoding: ImportEncoding = 'utf-8', size = 7, separator = ';' as const) {
  const rows: (readonly string[])[] = [];
  for await (const { cells } of readTable({ bytes: inPieces(bytes, size), encoding }, separator)) rows.push(cells);
  return rows;
}

describe('a table', () => {
  it('comes back as it was written, cut anywhere', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'Ż', 'õ', '7', ',', ';', '"', '\n', ' ', '€', '😀'),
      maxLength: 12,
    });
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 20 }), async (rows, size) => {
        const kept = rows.filter((row) => row.some((each) => each.trim() !== '') && !/^sep=/i.test(row.join('')));
        fc.pre(kept.length > 0 && !kept.some((row) => row.some((each) => each.startsWith('\uFEFF'))));
        const text = kept.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(';')).join('\r\n');
        expect(await cellsOf(Buffer.from(text), 'utf-8', size)).toEqual(kept);
      }),
      { numRuns: 60 },
    );
  });

  it('of any bytes ends with rows or with a Failure, never with anything else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('utf-8', 'windows-1250', 'utf-16le'),
        async (bytes, encoding) => {
          await cellsOf(bytes, encoding as ImportEncoding, 33).catch((error: unknown) => {
            expect(isFailure(error)).toBe(true);
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it("skips Excel's own line and the mark before it, and believes its separator", async () => {
    const text = '\uFEFFsep=,\r\nNumber,Date\r\n1,"2;3"\r\n';
    expect(separatorOf(text)).toBe(',');
    const rows: (readonly string[])[] = [];
    for await (const { cells } of readTable({ bytes: inPieces(Buffer.from(text), 64), encoding: 'utf-8' }, ','))
      rows.push(cells);
    expect(rows).toEqual([
      ['Number', 'Date'],
      ['1', '2;3'],
    ]);
  });

  it.each([
    ['Zestawienie faktur, maj 2026\n\nNumer;Data;Kontrahent;Brutto\nFV/1;2026-05-04;Lipa;123,00\n', ';'],
    ['Rejestr zakupów\nNumer\tData\tKontrahent\tBrutto\nFV/1\t2026-05-04\tLipa\t123,00\n', '\t'],
    ['Rejestr; maj 2026\nNumber,Date,Party,Gross\n1,2026-05-04,Lipa,123.00\n', ','],
    ['Numer;Netto;VAT;Brutto\n1;100,00;23,00;123,00\n2;200,00;46,00;246,00\n', ';'],
    ['Numer\n1\n', ';'],
  ])('has the separator of its head, whatever stands in a title above it: %j', (text, separator) => {
    expect(separatorOf(text)).toBe(separator);
  });

  it('says where a quotation mark was never closed', async () => {
    const text = `a;b\n1;"x\n${'2;y\n'.repeat(100_000)}`;
    await expect(cellsOf(Buffer.from(text), 'utf-8', 65_536)).rejects.toMatchObject({
      spec: { key: 'imports.broken_table' },
    });
  });

  it.each([
    ['Nr;Kwota\n', ';'],
    ['Nr\tKwota\n1\t2,5\n', '\t'],
    ['No,Amount\n1,"2,5"\n', ','],
    ['Nr;Name\n1;"Müller, Meier, Schulze"\n', ';'],
  ])('%j is separated by %j', (text, separator) => {
    expect(separatorOf(text)).toBe(separator);
  });
});

describe('the encoding', () => {
  const polish = 'Zażółć gęślą jaźń; Łódź; Świętosława; ŻÓŁĆ';
  const estonian = 'Müüja; Õunapuu ja Pojad OÜ; käibemaks; šokolaad; žürii';
  const german = 'Größe; Überweisung; Straße; Möbel';
  it.each([
    [polish, 'utf-8'],
    [polish, 'windows-1250'],
    [polish, 'iso-8859-2'],
    [estonian, 'windows-1257'],
    [estonian, 'iso-8859-4'],
    ['Müüja; käibemaks; €', 'windows-1250'],
  ] as const)('of %s in %s is found', (text, encoding) => {
    const census = new ByteCensus();
    const bytes = encoding === 'utf-8' ? Buffer.from(text) : encoded(text, encoding);
    for (const byte of bytes) census.add(Uint8Array.of(byte));
    expect(new TextDecoder(census.encoding()).decode(bytes)).toBe(text);
  });

  it('of German letters may be any that has them at the same place', () => {
    const bytes = encoded(german, 'windows-1252');
    const census = new ByteCensus();
    census.add(bytes);
    expect(new TextDecoder(census.encoding()).decode(bytes)).toBe(german);
  });

  it('of two files put together is the one of most letters', () => {
    const census = new ByteCensus();
    census.add(Buffer.from(polish));
    census.add(encoded('ż', 'windows-1250'));
    expect(census.encoding()).toBe('utf-8');
  });
});

describe('heads', () => {
  const rows = [['1', '05.10.2026']];
  const columns = (header: string[], fileName = 'x.csv') => proposeMapping({ header, rows, fileName, currency: 'EUR' });
  it.each([
    [
      [
        'Rechnungsnr.',
        'Rechnungsdatum',
        'Lieferant',
        'USt-IdNr.',
        'Nettobetrag',
        'USt-Betrag',
        'Bruttobetrag',
        'Währung',
        'Fällig am',
      ],
      ['number', 'issueDate', 'sellerName', 'partyTaxId', 'net', 'vat', 'gross', 'currency', 'dueDate'],
    ],
    [
      [
        'Arve nr',
        'Arve kuupäev',
        'Müüja',
        'Müüja registrikood',
        'Summa käibemaksuta',
        'Käibemaks',
        'Kokku',
        'Maksetähtaeg',
      ],
      ['number', 'issueDate', 'sellerName', 'sellerTaxId', 'net', 'vat', 'gross', 'dueDate'],
    ],
    [
      ['Invoice No', 'Invoice Date', 'Supplier', 'Supplier VAT', 'Net', 'Tax', 'Total', 'Currency', 'Due date'],
      ['number', 'issueDate', 'sellerName', 'sellerTaxId', 'net', 'vat', 'gross', 'currency', 'dueDate'],
    ],
    [
      [
        'Lp.',
        'Nr dokumentu',
        'Data wystawienia',
        'Data sprzedaży',
        'Nabywca',
        'NIP nabywcy',
        'Wartość netto',
        'Wartość VAT',
        'Wartość brutto',
        'Stawka VAT',
        'Numer konta',
      ],
      [null, 'number', 'issueDate', 'saleDate', 'buyerName', 'buyerTaxId', 'net', 'vat', 'gross', null, null],
    ],
  ])('%j', (header, expected) => {
    expect(columns(header).columns).toEqual(expected);
  });

  it('tell the side: by the party that they name, else by the name of the file', () => {
    expect(columns(['Nr', 'Nabywca']).side).toBe('sale');
    expect(columns(['Nr', 'Dostawca']).side).toBe('purchase');
    expect(columns(['Nr', 'NIP sprzedawcy', 'NIP nabywcy']).side).toBe('both');
    expect(columns(['Nr', 'Kontrahent'], 'rejestr sprzedaży.csv').side).toBe('sale');
    expect(columns(['Nr', 'Kontrahent', 'Data sprzedaży'], 'koszty.csv').side).toBe('purchase');
  });
});

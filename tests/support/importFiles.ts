// Files as accounting programs export them: bytes in old encodings, tables, the XML of an invoice.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Text in a single-byte encoding, by turning its decoder around. */
export function encoded(text: string, encoding: string): Buffer {
  const decoder = new TextDecoder(encoding);
  const codes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Buffer.from(
    Array.from(text).map((letter) => {
      const code = codes.get(letter);
      if (code === undefined) throw new Error(`${letter} is not in ${encoding}`);
      return code;
    }),
  );
}

export const COST_HEAD = [
  'Numer faktury',
  'Data wystawienia',
  'Termin płatności',
  'Kontrahent',
  'NIP',
  'Kwota netto',
  'VAT',
  'Kwota brutto',
  'Waluta',
];

export const costRow = (no: number, gross = '123,00'): string[] => [
  `FV ${String(no)}/10/2026`,
  '05.10.2026',
  '19.10.2026',
  'Żółta Łódź sp. z o.o.',
  '525-244-57-67',
  '100,00',
  '23,00',
  gross,
  'PLN',
];

export const tableText = (rows: readonly (readonly string[])[], separator = ';'): string =>
  rows.map((row) => row.join(separator)).join('\r\n');

export const costTable = (count: number): string =>
  tableText([COST_HEAD, ...Array.from({ length: count }, (_, at) => costRow(at + 1))]);

export function brought(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

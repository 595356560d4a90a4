// How the columns of a table are read as invoices: proposed from its head, chosen by a person, remembered per head.
import { z } from 'zod';

export const ImportField = z.enum([
  'number',
  'issueDate',
  'saleDate',
  'dueDate',
  'paidOn',
  'partyName',
  'partyTaxId',
  'sellerName',
  'sellerTaxId',
  'buyerName',
  'buyerTaxId',
  'net',
  'vat',
  'gross',
  'currency',
  'ksefNumber',
]);
export type ImportField = z.infer<typeof ImportField>;

/** Without these a row is no invoice. */
export const NEEDED_FIELDS: readonly ImportField[] = ['number', 'issueDate', 'gross'];

/** What the decoder of both runtimes knows under these names. */
export const ImportEncoding = z.enum([
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'iso-8859-2',
  'windows-1257',
  'iso-8859-13',
  'iso-8859-4',
  'windows-1252',
]);
export type ImportEncoding = z.infer<typeof ImportEncoding>;

export const ImportSeparator = z.enum([';', ',', '\t', '|']);
export type ImportSeparator = z.infer<typeof ImportSeparator>;

export const ImportMapping = z.strictObject({
  /** Field by column, from the left; null: not read. No field twice. */
  columns: z.array(ImportField.nullable()).max(400),
  /** Whose invoices these are; `both`: the tax ids of seller and buyer tell. */
  side: z.enum(['purchase', 'sale', 'both']),
  decimalMark: z.enum([',', '.']),
  /** Which comes first where the year is at the end. */
  dateOrder: z.enum(['day', 'month']),
  /** Of rows that name none. */
  currency: z.string().regex(/^[A-Z]{3}$/),
});
export type ImportMapping = z.infer<typeof ImportMapping>;

export type MappingFault = 'missing' | 'twice' | 'no_party';

/** What keeps a mapping from being used; null when nothing does. */
export function mappingFault({ columns, side }: ImportMapping): { fault: MappingFault; field: ImportField } | null {
  const chosen = columns.filter((field) => field !== null);
  const doubled = chosen.find((field, at) => chosen.indexOf(field) !== at);
  if (doubled !== undefined) return { fault: 'twice', field: doubled };
  const missing = NEEDED_FIELDS.find((field) => !chosen.includes(field));
  // Net and VAT together say the gross amount.
  if (missing !== undefined && !(missing === 'gross' && chosen.includes('net') && chosen.includes('vat')))
    return { fault: 'missing', field: missing };
  const other: readonly ImportField[] =
    side === 'sale'
      ? ['partyName', 'partyTaxId', 'buyerName', 'buyerTaxId']
      : ['partyName', 'partyTaxId', 'sellerName', 'sellerTaxId'];
  return other.some((field) => chosen.includes(field)) ? null : { fault: 'no_party', field: 'partyName' };
}

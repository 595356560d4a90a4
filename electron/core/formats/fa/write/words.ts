// Words of our model in the Ministry's codes. The tables that the reader has are turned around, so that both mean the same.
import type { InvoiceKind } from '../../../../../shared/domain/invoice';
import { decimalText, trimmed } from '../../../../../shared/domain/decimal';
import { percentOf } from '../../../../../shared/domain/salesLines';
import type { PaymentMethod, SalesRole, SalesVat } from '../../../../../shared/domain/salesInvoice';
import { ROLES } from '../parties';
import { FA_METHODS } from '../payment';
import { RATE_SLOTS } from '../rates';
import { KINDS } from '../readFa';

const codeOf = (table: Readonly<Record<string, string>>, word: string): string | undefined =>
  Object.keys(table).find((code) => table[code] === word);

/** `RodzajFaktury`. */
export const kindCode = (kind: InvoiceKind): string => codeOf(KINDS, kind) ?? 'VAT';

/** `FormaPlatnosci`; none for `other`. */
export const methodCode = (method: PaymentMethod): string | undefined => codeOf(FA_METHODS, method);

/** `Podmiot3/Rola`; none for `other`. */
export const roleCode = (role: SalesRole): string | undefined => codeOf(ROLES, role);

const WORDS: Readonly<Record<Exclude<SalesVat['treatment'], 'taxed'>, string>> = {
  oss: 'OSS',
  zero: '0 KR',
  intra_union: '0 WDT',
  export: '0 EX',
  exempt: 'zw',
  reverse_charge: 'oo',
  outside: 'np I',
  outside_service: 'np II',
  margin: 'marża',
};

/** The rate as P_12 has it; `OSS` and `marża` stand only for their sums. */
export function rateWord(vat: SalesVat): string {
  if (vat.treatment !== 'taxed') return WORDS[vat.treatment];
  const percent = percentOf(vat);
  return percent === null ? vat.percent : decimalText(trimmed(percent));
}

/** Place of a rate's sums in the document, and the suffix of P_13 and P_14; null for a rate that FA(3) does not know. */
export function rateSlot(vat: SalesVat): { readonly index: number; readonly id: string } | null {
  const word = rateWord(vat);
  // `0` alone is the word of FA(2), which had one for three.
  const index = word === '0' ? -1 : RATE_SLOTS.findIndex(({ words }) => words.includes(word));
  const slot = RATE_SLOTS[index];
  return slot === undefined ? null : { index, id: slot.id };
}

// Values of the single lines of a sales invoice, and how a rate taxes an amount.
import {
  type Decimal,
  decimalText,
  minus,
  parseDecimal,
  plus,
  quotient,
  rounded,
  times,
  trimmed,
  ZERO,
} from './decimal';
import { type DecimalText, exponentOf } from './money';
import type { SalesInvoice, SalesLine, SalesVat } from './salesInvoice';

const HUNDRED: Decimal = { units: 100n, scale: 0 };

export const numberOf = (text: string | undefined): Decimal | null =>
  text === undefined || text === '' ? null : parseDecimal(text);

/** The rate that is charged; null where none is, or where it is no number. */
export function percentOf(vat: SalesVat): Decimal | null {
  return vat.treatment === 'taxed' || vat.treatment === 'oss' ? numberOf(vat.percent) : null;
}

export function taxOf(
  amount: Decimal,
  vat: SalesVat,
  rule: { readonly isGross: boolean; readonly scale: number },
): Decimal {
  const percent = percentOf(vat);
  if (percent === null || percent.units <= 0n) return rounded(ZERO, rule.scale);
  return quotient(times(amount, percent), rule.isGross ? plus(HUNDRED, percent) : HUNDRED, rule.scale);
}

/** Quantity times price less the discount; else the amount that is stated. */
export function lineValue(line: SalesLine, currency: string): Decimal | null {
  const [quantity, price] = [numberOf(line.quantity), numberOf(line.price)];
  const value =
    quantity === null || price === null
      ? numberOf(line.amount)
      : minus(times(quantity, price), numberOf(line.discount) ?? ZERO);
  return value === null ? null : rounded(value, exponentOf(currency));
}

/** Net and tax of one line by itself: for documents that state it (the lines of an order). */
export function lineShare(line: SalesLine, invoice: SalesInvoice): { net: DecimalText; tax: DecimalText } | null {
  const scale = exponentOf(invoice.currency);
  const value = lineValue(line, invoice.currency);
  if (value === null) return null;
  const isGross = invoice.prices === 'gross';
  const tax = taxOf(value, line.vat, { isGross, scale });
  return { net: decimalText(isGross ? minus(value, tax) : value), tax: decimalText(tax) };
}

/** The same for `23` and `23.00`, so that lines of one rate are added up. */
export function vatKey(vat: SalesVat): string {
  const percent = percentOf(vat);
  return percent === null ? vat.treatment : `${vat.treatment} ${decimalText(trimmed(percent))}`;
}

/** Every way of taxing that occurs in an invoice, the same one possibly more than once. */
export function vatsOf(invoice: SalesInvoice): readonly SalesVat[] {
  const sums = [...invoice.advances.flatMap((advance) => advance.sums), ...(invoice.correction?.sums ?? [])];
  return [...invoice.lines, ...invoice.received, ...sums].map(({ vat }) => vat);
}

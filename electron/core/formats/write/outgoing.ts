// A sales invoice as every e-invoice but the Ministry's states it: net prices, rates by category, and a credit note that says without
// signs what it gives back.
import {
  compare,
  type Decimal,
  decimalText,
  minus,
  negated,
  parseDecimal,
  rounded,
  sumOf,
  times,
  trimmed,
  ZERO,
} from '../../../../shared/domain/decimal';
import { exponentOf } from '../../../../shared/domain/money';
import type { SalesInvoice, SalesLine, SalesVat } from '../../../../shared/domain/salesInvoice';
import { lineValue, numberOf, percentOf } from '../../../../shared/domain/salesLines';
import { isCorrection, isPaidInFull, type SalesTotals } from '../../../../shared/domain/salesTotals';
import { filled } from './normal';

/** UNCL 5305, as EN 16931 uses it. */
export type Category = 'S' | 'Z' | 'E' | 'AE' | 'K' | 'G' | 'O';

const CATEGORIES: Readonly<Record<SalesVat['treatment'], Category>> = {
  taxed: 'S',
  oss: 'S',
  zero: 'Z',
  intra_union: 'K',
  export: 'G',
  exempt: 'E',
  reverse_charge: 'AE',
  outside: 'O',
  // A service to a business elsewhere in the Union: its buyer accounts for the tax (Directive 2006/112/EC, art. 196).
  outside_service: 'AE',
  margin: 'E',
};

export interface OutRate {
  readonly category: Category;
  /** In percent; absent where none is charged and none may be stated. */
  readonly percent: string;
  readonly net: string;
  readonly tax: string;
}

export interface OutLine {
  readonly line: SalesLine;
  readonly category: Category;
  readonly percent: string;
  readonly quantity: string;
  /** Never negative. */
  readonly price: string;
  /** Taken off (or, in what is given back, put on) the line. */
  readonly extra: { readonly isCharge: boolean; readonly amount: string } | undefined;
  /** Quantity times price, before the extra. */
  readonly sum: string;
  readonly net: string;
}

export interface Outgoing {
  readonly isCredit: boolean;
  readonly lines: readonly OutLine[];
  readonly rates: readonly OutRate[];
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
  readonly isPaid: boolean;
  /** Paid in parts so far; empty for nothing. */
  readonly prepaid: string;
  readonly payable: string;
}

export function categoryOf(vat: SalesVat): Category {
  const percent = percentOf(vat);
  return percent !== null && percent.units === 0n ? 'Z' : CATEGORIES[vat.treatment];
}

const percentText = (vat: SalesVat): string => decimalText(trimmed(percentOf(vat) ?? ZERO));

export function outgoing(invoice: SalesInvoice, totals: SalesTotals): Outgoing {
  const isCredit = isCorrection(invoice.kind);
  const turn = (text: string): string => {
    const value = parseDecimal(text) ?? ZERO;
    return decimalText(isCredit ? negated(value) : value);
  };
  const gross = turn(totals.gross);
  const isPaid = filled(invoice.payment.paidOn) !== undefined || isPaidInFull(invoice, totals);
  const paid = isPaid
    ? (parseDecimal(gross) ?? ZERO)
    : sumOf(invoice.payment.parts.map(({ amount }) => numberOf(amount) ?? ZERO));
  return {
    isCredit,
    lines: invoice.lines.map((line) => lineOf(line, invoice, isCredit)),
    rates: totals.rates.map(({ vat, net, tax }) => {
      return { category: categoryOf(vat), percent: percentText(vat), net: turn(net), tax: turn(tax) };
    }),
    net: turn(totals.net),
    tax: turn(totals.tax),
    gross,
    isPaid,
    prepaid: paid.units === 0n ? '' : decimalText(rounded(paid, exponentOf(invoice.currency))),
    payable: decimalText(rounded(minus(parseDecimal(gross) ?? ZERO, paid), exponentOf(invoice.currency))),
  };
}

/** A credit note takes back what stood there before and gives again what stands there now. */
function lineOf(line: SalesLine, invoice: SalesInvoice, isCredit: boolean): OutLine {
  const isTurned = isCredit && line.isBefore !== true;
  const sign = (value: Decimal): Decimal => (isTurned ? negated(value) : value);
  const [quantity, price] = [numberOf(line.quantity), numberOf(line.price)];
  const isPriced = quantity !== null && price !== null;
  const unit = isPriced ? price : (numberOf(line.amount) ?? ZERO);
  const count = isPriced ? quantity : { units: 1n, scale: 0 };
  const isNegative = compare(unit, ZERO) < 0;
  const counted = sign(isNegative ? negated(count) : count);
  const shownPrice = isNegative ? negated(unit) : unit;
  const discount = isPriced ? (numberOf(line.discount) ?? ZERO) : ZERO;
  const off = sign(discount);
  const isCharge = compare(off, ZERO) < 0;
  return {
    line,
    category: categoryOf(line.vat),
    percent: percentText(line.vat),
    quantity: decimalText(counted),
    price: decimalText(shownPrice),
    extra: off.units === 0n ? undefined : { isCharge, amount: decimalText(isCharge ? negated(off) : off) },
    sum: decimalText(times(counted, shownPrice)),
    net: decimalText(sign(lineValue(line, invoice.currency) ?? ZERO)),
  };
}

/** Codes of the European list of reasons; `E` has one only for margin schemes. */
export function exemptionOf(
  category: Category,
  invoice: SalesInvoice,
): { readonly code: string | undefined; readonly text: string | undefined } {
  const { exemption, margin } = invoice.annotations;
  switch (category) {
    case 'AE':
      return { code: 'VATEX-EU-AE', text: 'Reverse charge' };
    case 'K':
      return { code: 'VATEX-EU-IC', text: 'Intra-Community supply' };
    case 'G':
      return { code: 'VATEX-EU-G', text: 'Export outside the EU' };
    case 'O':
      return { code: 'VATEX-EU-O', text: 'Not subject to VAT' };
    case 'E':
      return { code: margin === undefined ? undefined : MARGINS[margin], text: filled(exemption?.text) };
    case 'S':
    case 'Z':
      return { code: undefined, text: undefined };
  }
}

const MARGINS = {
  travel: 'VATEX-EU-D',
  used_goods: 'VATEX-EU-F',
  art: 'VATEX-EU-I',
  antiques: 'VATEX-EU-J',
} as const;

// The sums of a sales invoice: values of the lines, net and tax per rate, total and what is left to pay. Tax is taken from the sum
// of a rate, not from the lines (Polish VAT act, art. 106e(1)(14) and (7); EN 16931 does the same), rounded half away from zero.
import {
  compare,
  type Decimal,
  decimalText,
  minus,
  negated,
  parseDecimal,
  plus,
  rounded,
  sumOf,
  times,
  ZERO,
} from './decimal';
import { type DecimalText, exponentOf } from './money';
import type { SalesInvoice, SalesLine, SalesRateSum, SalesVat } from './salesInvoice';
import { lineValue, numberOf, taxOf, vatKey } from './salesLines';

export interface SalesRateTotal {
  readonly vat: SalesVat;
  readonly net: DecimalText;
  readonly tax: DecimalText;
  /** Tax in the national currency, when an exchange rate is known. */
  readonly taxConverted?: DecimalText;
}

export interface SalesTotals {
  /** Value of each line, net or gross as the prices are; null where it cannot be computed yet. */
  readonly lines: readonly (DecimalText | null)[];
  /** In the order of their first line. */
  readonly rates: readonly SalesRateTotal[];
  readonly net: DecimalText;
  readonly tax: DecimalText;
  readonly gross: DecimalText;
  /** `gross` with charges and deductions; negative when too much was paid. */
  readonly payable: DecimalText;
}

export const isAdvance = (kind: SalesInvoice['kind']): boolean => kind === 'advance' || kind === 'advance_correction';

export const isCorrection = (kind: SalesInvoice['kind']): boolean =>
  kind === 'correction' || kind === 'advance_correction' || kind === 'settlement_correction';

interface Sum {
  readonly vat: SalesVat;
  readonly net: Decimal;
  readonly tax: Decimal;
  readonly converted: Decimal | null;
}

function groupsOf<T extends { readonly vat: SalesVat }>(items: readonly T[]): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = vatKey(item.vat);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** Lines of the state before a correction count against the others; each state is taxed by itself. */
function sumLines(lines: readonly SalesLine[], vat: SalesVat, invoice: SalesInvoice): Sum {
  const scale = exponentOf(invoice.currency);
  const isGross = invoice.prices === 'gross';
  const state = (wanted: boolean): { net: Decimal; tax: Decimal } => {
    const values = lines.filter((line) => (line.isBefore ?? false) === wanted);
    const value = rounded(sumOf(values.map((line) => lineValue(line, invoice.currency) ?? ZERO)), scale);
    const tax = taxOf(value, vat, { isGross, scale });
    return { net: isGross ? minus(value, tax) : value, tax };
  };
  const [after, before] = [state(false), state(true)];
  return { vat, net: minus(after.net, before.net), tax: minus(after.tax, before.tax), converted: null };
}

/** One exchange rate: the sum's tax in the other currency. Several: each part's tax, added up before rounding. */
function convertLines(sum: Sum, lines: readonly SalesLine[], invoice: SalesInvoice): Decimal | null {
  const byRate = new Map<string, SalesLine[]>();
  for (const line of lines) {
    const rate = line.exchangeRate ?? invoice.exchangeRate ?? '';
    byRate.set(rate, [...(byRate.get(rate) ?? []), line]);
  }
  const parts = [...byRate].map(([rate, part]) => {
    const factor = numberOf(rate);
    const tax = byRate.size === 1 ? sum.tax : sumLines(part, sum.vat, invoice).tax;
    return factor === null ? null : times(tax, factor);
  });
  return parts.some((part) => part === null) ? null : rounded(sumOf(parts.filter((part) => part !== null)), 2);
}

function stated(sums: readonly SalesRateSum[], invoice: SalesInvoice): Sum[] {
  const scale = exponentOf(invoice.currency);
  const add = (texts: readonly string[]): Decimal => rounded(sumOf(texts.map((text) => numberOf(text) ?? ZERO)), scale);
  return groupsOf(sums).flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const tax = add(group.map((sum) => sum.tax));
    return [{ vat: first.vat, net: add(group.map((sum) => sum.net)), tax, converted: convert(tax, invoice) }];
  });
}

function convert(tax: Decimal, invoice: SalesInvoice): Decimal | null {
  const rate = numberOf(invoice.exchangeRate);
  return rate === null ? null : rounded(times(tax, rate), 2);
}

function received(invoice: SalesInvoice): Sum[] {
  const scale = exponentOf(invoice.currency);
  return groupsOf(invoice.received).flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const gross = rounded(sumOf(group.map((part) => numberOf(part.gross) ?? ZERO)), scale);
    const tax = taxOf(gross, first.vat, { isGross: true, scale });
    return [{ vat: first.vat, net: minus(gross, tax), tax, converted: convert(tax, invoice) }];
  });
}

function fromLines(invoice: SalesInvoice): Sum[] {
  const sums = groupsOf(invoice.lines).flatMap((lines) => {
    const [first] = lines;
    if (first === undefined) return [];
    const sum = sumLines(lines, first.vat, invoice);
    return [{ ...sum, converted: convertLines(sum, lines, invoice) }];
  });
  if (invoice.kind !== 'settlement') return sums;
  const advances = stated(
    invoice.advances.flatMap((advance) => advance.sums),
    invoice,
  );
  const left = sums.map((sum) => {
    const paid = advances.find((advance) => vatKey(advance.vat) === vatKey(sum.vat));
    if (paid === undefined) return sum;
    const tax = minus(sum.tax, paid.tax);
    return { ...sum, net: minus(sum.net, paid.net), tax, converted: convert(tax, invoice) };
  });
  const known = new Set(sums.map((sum) => vatKey(sum.vat)));
  const alone = advances.filter((advance) => !known.has(vatKey(advance.vat)));
  return [
    ...left,
    ...alone.map((sum) => ({
      ...sum,
      net: negated(sum.net),
      tax: negated(sum.tax),
      converted: sum.converted === null ? null : negated(sum.converted),
    })),
  ];
}

function sumsOf(invoice: SalesInvoice): Sum[] {
  const differences = isCorrection(invoice.kind) ? invoice.correction?.sums : undefined;
  if (differences !== undefined && differences.length > 0) return stated(differences, invoice);
  return isAdvance(invoice.kind) ? received(invoice) : fromLines(invoice);
}

export function salesTotals(invoice: SalesInvoice): SalesTotals {
  const scale = exponentOf(invoice.currency);
  const sums = sumsOf(invoice);
  const net = rounded(sumOf(sums.map((sum) => sum.net)), scale);
  const tax = rounded(sumOf(sums.map((sum) => sum.tax)), scale);
  const extras = (list: SalesInvoice['charges']): Decimal => sumOf(list.map(({ amount }) => numberOf(amount) ?? ZERO));
  const gross = plus(net, tax);
  return {
    lines: invoice.lines.map((line) => {
      const value = lineValue(line, invoice.currency);
      return value === null ? null : decimalText(value);
    }),
    rates: sums.map((sum) => ({
      vat: sum.vat,
      net: decimalText(sum.net),
      tax: decimalText(sum.tax),
      ...(sum.converted === null ? {} : { taxConverted: decimalText(sum.converted) }),
    })),
    net: decimalText(net),
    tax: decimalText(tax),
    gross: decimalText(gross),
    payable: decimalText(rounded(minus(plus(gross, extras(invoice.charges)), extras(invoice.deductions)), scale)),
  };
}

/** Whether so much was paid in parts that nothing is left. */
export function isPaidInFull(invoice: SalesInvoice, totals: SalesTotals): boolean {
  const paid = sumOf(invoice.payment.parts.map(({ amount }) => numberOf(amount) ?? ZERO));
  return invoice.payment.parts.length > 0 && compare(paid, parseDecimal(totals.payable) ?? ZERO) >= 0;
}

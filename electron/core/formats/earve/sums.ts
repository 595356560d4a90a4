// Totals of an E-arve: what is stated, what can be added up, and whether both are the same.
import type { InvoiceLine, RateTotal } from '../../../../shared/domain/invoice';
import { minorOf, moneyText } from '../read/amounts';
import { addFinding, type Reading } from '../read/values';
import { missingField } from '../failures';
import type { XmlElement } from '../xml/xmlElement';
import type { Figures } from '../read/figures';
import { additionSum, rateOf } from './lines';

export interface Sums {
  readonly net: number;
  readonly vat: number;
  readonly gross: number;
  readonly payable: number | undefined;
  readonly rates: readonly RateTotal[];
}

/** Rounded rows add up to a few cents of difference; the dossier's own limit. */
const TOLERANCE = 5;

/** Two groups state the same invoice in two currencies: the one that is paid in counts. */
export function sumGroupOf(invoice: XmlElement, paidIn: string | undefined): XmlElement | undefined {
  const groups = invoice.children('InvoiceSumGroup');
  const same = groups.find((group) => paidIn !== undefined && group.child('Currency')?.token === paidIn);
  return same ?? groups[0];
}

export function readSums(figures: Figures, group: XmlElement | undefined, payment: XmlElement | undefined): Sums {
  const { reading, currency } = figures;
  const gross = figures.minor(group, 'TotalSum') ?? figures.minor(group, 'TotalToPay');
  if (group === undefined || gross === undefined) throw missingField('TotalSum');
  const rows = group.children('VAT');
  const vatRows = rows.map((row) => figures.minor(row, 'VATSum') ?? 0);
  const addedVat = vatRows.reduce((sum, one) => sum + one, 0);
  const statedVat = figures.minor(group, 'TotalVATSum');
  const vat = statedVat ?? addedVat;
  if (statedVat === undefined && rows.length === 0) addFinding(reading, 'no_vat', {});
  if (statedVat !== undefined && rows.length > 0 && Math.abs(statedVat - addedVat) > Math.max(2, rows.length)) {
    addFinding(reading, 'vat_rows_differ', {
      stated: moneyText(statedVat, currency),
      sum: moneyText(addedVat, currency),
      currency,
    });
  }
  const net = netOf(figures, group, { gross, vat });
  return { net, vat, gross, payable: payableOf(figures, group, payment), rates: ratesOf(figures, rows) };
}

/** Additions and penalties of the whole invoice stand beside the sum, in it, or are left out: the reading that adds up is taken. */
function netOf(figures: Figures, group: XmlElement, total: { readonly gross: number; readonly vat: number }): number {
  const { reading, currency } = figures;
  const bases = group.children('VAT').map((row) => figures.minor(row, 'SumBeforeVAT'));
  const isTold = bases.length > 0 && bases.every((base) => base !== undefined);
  const taxed = isTold ? bases.reduce((sum, base) => sum + base, 0) : undefined;
  const stated = figures.minor(group, 'InvoiceSum') ?? taxed;
  if (stated === undefined) return total.gross - total.vat;
  const rounding = figures.minor(group, 'Rounding') ?? 0;
  const extra = (minorOf(additionSum(figures, group), currency) ?? 0) + (figures.minor(group, 'PenaltySum') ?? 0);
  const candidates = [stated, stated + extra, ...(taxed === undefined ? [] : [taxed, taxed + extra])];
  const adds = (net: number): boolean =>
    [0, rounding].some((cents) => Math.abs(net + total.vat + cents - total.gross) <= TOLERANCE);
  const found = candidates.find(adds);
  if (found !== undefined) return found;
  addFinding(reading, 'sum_differs', {
    gross: moneyText(total.gross, currency),
    sum: moneyText(stated + total.vat, currency),
    currency,
  });
  return stated;
}

function payableOf(figures: Figures, group: XmlElement, payment: XmlElement | undefined): number | undefined {
  const stated = figures.minor(group, 'TotalToPay');
  if (stated !== undefined) return stated;
  return payment?.child('Payable')?.token === 'YES' ? figures.minor(payment, 'PaymentTotalSum') : undefined;
}

function ratesOf(figures: Figures, rows: readonly XmlElement[]): readonly RateTotal[] {
  const { currency } = figures;
  const sums = new Map<string, { net: number; vat: number; isTold: boolean }>();
  for (const row of rows) {
    const rate = rateOf(figures, row) ?? '0';
    const base = figures.minor(row, 'SumBeforeVAT');
    const sum = sums.get(rate) ?? { net: 0, vat: 0, isTold: true };
    sum.net += base ?? 0;
    sum.vat += figures.minor(row, 'VATSum') ?? 0;
    sum.isTold &&= base !== undefined;
    sums.set(rate, sum);
  }
  // A row without its base says only what the tax is, not what was taxed.
  const told = [...sums].filter(([, { isTold }]) => isTold);
  return told.map(([rate, { net, vat }]) => ({ rate, net: moneyText(net, currency), vat: moneyText(vat, currency) }));
}

/** The lines against the invoice's net, where every line tells its own. */
export function checkLineSum(
  reading: Reading,
  lines: readonly InvoiceLine[],
  invoice: { readonly net: number; readonly currency: string; readonly additions: number },
): void {
  const { net, currency } = invoice;
  const values = lines.map((line) => (line.net === undefined ? null : minorOf(line.net, currency)));
  if (values.length === 0 || values.some((value) => value === null)) return;
  const sum = values.reduce<number>((total, value) => total + (value ?? 0), 0);
  const limit = Math.max(TOLERANCE, lines.length);
  if (Math.abs(sum - net) <= limit || Math.abs(sum + invoice.additions - net) <= limit) return;
  addFinding(reading, 'line_sum_differs', {
    lines: moneyText(sum, currency),
    stated: moneyText(net, currency),
    currency,
  });
}

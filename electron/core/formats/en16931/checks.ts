// What EN 16931 asks of an invoice, where a person should know that it is not so: sums (BR-CO-10 to BR-CO-16) and what must be there
// (BR-1 to BR-16). The standard's other rules are not checked, and none of these refuses an invoice.
import { moneyText } from '../read/amounts';
import type { Figures } from '../read/figures';
import { addFinding } from '../read/values';
import type { EnAllowance, EnInvoice, Leaf } from './model';

export interface EnSums {
  readonly net: number;
  readonly vat: number;
  readonly gross: number;
  readonly payable: number | undefined;
}

/** Rounded rows add up to a few cents of difference. */
const TOLERANCE = 5;

export function readSums(figures: Figures, invoice: EnInvoice): EnSums | null {
  const minor = (name: string, leaf: Leaf | undefined): number | undefined => figures.minorOf(name, leaf?.text);
  const rows = invoice.taxes.map(({ tax }) => minor('TaxAmount', tax) ?? 0);
  const added = rows.reduce((sum, one) => sum + one, 0);
  const stated = minor('TaxAmount', invoice.vat);
  const vat = stated ?? added;
  const payable = minor('PayableAmount', invoice.payable);
  const net = minor('TaxExclusiveAmount', invoice.net);
  const gross = minor('TaxInclusiveAmount', invoice.gross) ?? (net === undefined ? payable : net + vat);
  if (gross === undefined) return null;
  const sums = { net: net ?? gross - vat, vat, gross, payable };
  checkSums(figures, invoice, sums);
  if (stated !== undefined && rows.length > 0 && Math.abs(stated - added) > Math.max(2, rows.length)) {
    const { reading, currency } = figures;
    addFinding(reading, 'vat_rows_differ', {
      stated: moneyText(stated, currency),
      sum: moneyText(added, currency),
      currency,
    });
  }
  return sums;
}

function checkSums(figures: Figures, invoice: EnInvoice, sums: EnSums): void {
  const { reading, currency } = figures;
  const { net, vat, gross, payable } = sums;
  const text = (minor: number): string => moneyText(minor, currency);
  if (Math.abs(net + vat - gross) > TOLERANCE) {
    addFinding(reading, 'sum_differs', { gross: text(gross), sum: text(net + vat), currency });
  }
  const lines = invoice.lines.map((line) => figures.minorOf('LineExtensionAmount', line.net?.text));
  if (lines.length > 0 && lines.every((line) => line !== undefined)) {
    const sum = lines.reduce((total, line) => total + line, 0) + extras(figures, invoice.allowances);
    if (Math.abs(sum - net) > Math.max(TOLERANCE, lines.length)) {
      addFinding(reading, 'line_sum_differs', { lines: text(sum), stated: text(net), currency });
    }
  }
  const prepaid = figures.minorOf('PrepaidAmount', invoice.prepaid?.text) ?? 0;
  const rounding = figures.minorOf('PayableRoundingAmount', invoice.rounding?.text) ?? 0;
  const left = gross - prepaid + rounding;
  if (payable !== undefined && Math.abs(payable - left) > TOLERANCE) {
    addFinding(reading, 'payable_differs', { stated: text(payable), sum: text(left), currency });
  }
}

function extras(figures: Figures, allowances: readonly EnAllowance[]): number {
  return allowances.reduce((sum, { isCharge, amount }) => {
    const minor = figures.minorOf('Amount', amount?.text) ?? 0;
    return sum + (isCharge ? minor : -minor);
  }, 0);
}

export function checkRequired({ reading }: Figures, invoice: EnInvoice): void {
  const { seller, buyer } = invoice;
  const terms: readonly (readonly [string, unknown])[] = [
    ['BT-3', invoice.typeCode],
    ['BT-24', invoice.specification],
    ['BT-27', seller?.name],
    ['BT-40', seller?.country],
    ['BT-44', buyer?.name],
    ['BT-55', buyer?.country],
    ['BT-106', invoice.lineSum],
    ['BT-109', invoice.net],
    ['BT-112', invoice.gross],
    ['BT-115', invoice.payable],
    ['BG-25', invoice.lines[0]],
  ];
  const missing = terms.flatMap(([term, value]) => (value === undefined ? [term] : []));
  if (missing.length > 0) addFinding(reading, 'en_missing', { terms: missing.join(', ') });
}

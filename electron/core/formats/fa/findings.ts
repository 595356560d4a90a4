// Soft checks: what the schema allows but a person should look at (dossier ksef §10.5). None of them refuses an invoice.
import type { InvoiceKind, InvoiceLine, Party } from '../../../../shared/domain/invoice';
import { parseInternalId } from '../../../../shared/domain/internalId';
import { isReferencedKsefNumber } from '../../../../shared/domain/ksefNumber';
import { isNip } from '../../../../shared/domain/taxId';
import type { XmlElement } from '../xml/xmlElement';
import { minorOf, moneyText } from '../read/amounts';
import type { SlotTotal } from './rates';
import { addFinding, type Reading, textOf } from '../read/values';

/** Sums of rounded amounts may be off by one minor unit per summand. */
export function checkTotals(
  reading: Reading,
  totals: readonly SlotTotal[],
  invoice: { readonly gross: number; readonly currency: string },
): void {
  const { gross, currency } = invoice;
  if (totals.length === 0) {
    if (gross !== 0) addFinding(reading, 'no_net', { gross: moneyText(gross, currency), currency });
    return;
  }
  const sum = totals.reduce((total, { net, vat }) => total + net + (vat ?? 0), 0);
  if (Math.abs(sum - gross) <= totals.length) return;
  addFinding(reading, 'sum_differs', {
    gross: moneyText(gross, currency),
    sum: moneyText(sum, currency),
    currency,
  });
}

/** Advances and settlements state a part of their lines' sum, so only these can be compared. */
const COMPARABLE: ReadonlySet<InvoiceKind> = new Set<InvoiceKind>(['invoice', 'simplified', 'correction']);

interface LineSum {
  net: number;
  gross: number;
  count: number;
  isComplete: boolean;
  isGross: boolean;
}

export function checkLines(
  reading: Reading,
  invoice: { readonly kind: InvoiceKind; readonly currency: string; readonly lines: readonly InvoiceLine[] },
  totals: readonly SlotTotal[],
): void {
  if (!COMPARABLE.has(invoice.kind)) return;
  const sums = sumLines(invoice.lines, invoice.currency);
  for (const { slot, net, vat } of totals) {
    const sum =
      slot.words.length === 1 || slot.words[1] !== '0'
        ? mergeSums(slot.words.map((w) => sums.get(w)))
        : sums.get(slot.words[0] ?? '');
    if (sum === undefined || !sum.isComplete) continue;
    const stated = sum.isGross ? net + (vat ?? 0) : net;
    const found = sum.isGross ? sum.gross : sum.net;
    if (Math.abs(stated - found) <= Math.max(2, sum.count)) continue;
    addFinding(reading, 'lines_differ', {
      rate: slot.words[0] ?? slot.id,
      stated: moneyText(stated, invoice.currency),
      lines: moneyText(found, invoice.currency),
      currency: invoice.currency,
    });
  }
}

function sumLines(lines: readonly InvoiceLine[], currency: string): ReadonlyMap<string, LineSum> {
  const sums = new Map<string, LineSum>();
  for (const line of lines) {
    if (line.rate === undefined) continue;
    let sum = sums.get(line.rate);
    if (sum === undefined) {
      sum = { net: 0, gross: 0, count: 0, isComplete: true, isGross: line.net === undefined };
      sums.set(line.rate, sum);
    }
    const text = sum.isGross ? line.gross : line.net;
    const minor = text === undefined ? null : minorOf(text, currency);
    sum.count += 1;
    if (minor === null) sum.isComplete = false;
    else sum[sum.isGross ? 'gross' : 'net'] += line.isBefore ? -minor : minor;
  }
  return sums;
}

function mergeSums(sums: readonly (LineSum | undefined)[]): LineSum | undefined {
  const found = sums.filter((sum) => sum !== undefined);
  const [first] = found;
  if (first === undefined || found.length === 1) return first;
  return {
    net: found.reduce((total, sum) => total + sum.net, 0),
    gross: found.reduce((total, sum) => total + sum.gross, 0),
    count: found.reduce((total, sum) => total + sum.count, 0),
    isComplete: found.every((sum) => sum.isComplete && sum.isGross === first.isGross),
    isGross: first.isGross,
  };
}

export function checkParties(reading: Reading, seller: Party, buyer: Party): void {
  for (const party of [seller, buyer]) {
    const { taxId } = party;
    if (taxId !== undefined && /^\d{10}$/.test(taxId) && !isNip(taxId)) {
      addFinding(reading, 'nip_checksum', { nip: taxId, name: party.name });
    }
  }
}

/** Numbers that the document refers to by their checksum-bearing identifiers. */
export function checkReferences(reading: Reading, root: XmlElement, body: XmlElement): void {
  const numbers = [
    ...body.children('DaneFaKorygowanej').map((node) => textOf(node, 'NrKSeFFaKorygowanej')),
    ...body.children('FakturaZaliczkowa').map((node) => textOf(node, 'NrKSeFFaZaliczkowej')),
  ];
  for (const number of numbers) {
    if (number !== undefined && !isReferencedKsefNumber(number)) addFinding(reading, 'ksef_number', { number });
  }
  for (const party of root.children('Podmiot3')) {
    const id = textOf(party.child('DaneIdentyfikacyjne'), 'IDWew');
    if (id !== undefined && parseInternalId(id) === null) addFinding(reading, 'internal_id', { id });
  }
}

// An invoice of EN 16931 into the common model.
import { decimalText, parseDecimal, quotient, sumOf, trimmed } from '../../../../shared/domain/decimal';
import type { InvoiceKind, InvoiceLine, ParsedInvoice, Party, RateTotal } from '../../../../shared/domain/invoice';
import { badField, missingField } from '../failures';
import { moneyText } from '../read/amounts';
import { checkPayment, checkVatNumbers } from '../read/checks';
import { Figures, shortRate } from '../read/figures';
import { NoteSink } from '../read/noteSink';
import { turned } from '../read/turned';
import { addFinding, present, type Reading } from '../read/values';
import { checkRequired, readSums } from './checks';
import { attachmentFacts } from './documents';
import type { EnInvoice, EnLine, EnParty, Leaf } from './model';
import { dateOf, DAY, paymentOf } from './payment';

/** UNTDID 1001: what gives back. A corrected invoice (384) states what it corrects to, with its own signs. */
const CREDITS: ReadonlySet<string> = new Set([
  '81',
  '83',
  '261',
  '262',
  '296',
  '308',
  '381',
  '396',
  '420',
  '458',
  '532',
]);

export const isCredit = ({ isCreditNote, typeCode }: EnInvoice): boolean =>
  isCreditNote || CREDITS.has(typeCode?.text ?? '');

function kindOf(invoice: EnInvoice): InvoiceKind {
  if (isCredit(invoice) || invoice.typeCode?.text === '384') return 'correction';
  return invoice.typeCode?.text === '386' ? 'advance' : 'invoice';
}

export function parseEn(invoice: EnInvoice, format: string): ParsedInvoice {
  const reading: Reading = { findings: [] };
  const currency = currencyOf(reading, invoice);
  const figures = new Figures(reading, currency);
  const sums = readSums(figures, invoice);
  if (sums === null) throw missingField('PayableAmount');
  const { number } = invoice;
  if (number === undefined) throw missingField('ID');
  const money = (minor: number): string => moneyText(minor, currency);
  const [seller, buyer] = [partyOf(invoice.seller), partyOf(invoice.buyer)];
  const attachments = attachmentFacts(invoice.documents);
  const read = {
    format,
    number: number.text,
    kind: kindOf(invoice),
    issueDate: required('IssueDate', invoice.issueDate),
    ...present('saleDate', dateOf(reading, 'ActualDeliveryDate', invoice.deliveryDate)),
    ...present('periodFrom', dateOf(reading, 'StartDate', invoice.periodFrom)),
    ...present('periodTo', dateOf(reading, 'EndDate', invoice.periodTo)),
    currency,
    seller,
    buyer,
    otherParties: others(invoice),
    lines: invoice.lines.map((line, index) => lineOf(figures, line, String(index + 1))),
    rates: ratesOf(figures, invoice),
    net: money(sums.net),
    vat: money(sums.vat),
    gross: money(sums.gross),
    ...present('payable', sums.payable === undefined || sums.payable === sums.gross ? undefined : money(sums.payable)),
    correctedNumbers: invoice.preceding.flatMap((one) =>
      one.number === undefined ? [] : [{ number: one.number.text }],
    ),
    payment: paymentOf(reading, invoice),
    hasAttachment: attachments.length > 0,
    ...(attachments.length === 0 ? {} : { attachments: [...attachments] }),
  };
  checkRequired(figures, invoice);
  checkVatNumbers(reading, [seller, buyer]);
  checkPayment(reading, read.payment, read.issueDate);
  const whole = { ...read, notes: notesOf(invoice), findings: reading.findings.map((found) => ({ ...found })) };
  return isCredit(invoice) && sums.gross > 0 ? turned(whole) : whole;
}

function currencyOf(reading: Reading, { currency }: EnInvoice): string {
  const code = (currency?.text ?? '').toUpperCase();
  if (/^[A-Z]{3}$/.test(code)) return code;
  addFinding(reading, 'no_currency', { text: code.slice(0, 20), currency: 'EUR' });
  return 'EUR';
}

function required(field: string, leaf: Leaf | undefined): string {
  if (leaf === undefined) throw missingField(field);
  if (!DAY.test(leaf.text)) throw badField(field);
  return leaf.text;
}

/** Registry codes of Estonia travel as the electronic address too (scheme 0191). */
export function partyOf(party: EnParty | undefined): Party {
  const registered = party?.registryCode ?? (party?.electronic?.scheme === '0191' ? party.electronic : undefined);
  const country = party?.country?.text.toUpperCase();
  return {
    name: party?.name?.text ?? '',
    ...present('taxId', (party?.vatNumber ?? party?.taxNumber)?.text.replace(/\s/g, '')),
    ...present('registryCode', registered?.text),
    ...present('country', country),
    address: [...(party?.address ?? [])],
    ...present('email', party?.email?.text),
    ...present('phone', party?.phone?.text),
  };
}

function others({ payee, taxRepresentative, delivery }: EnInvoice): ParsedInvoice['otherParties'] {
  const named = [
    ['payee', payee],
    ['tax_representative', taxRepresentative],
    ['delivery', delivery],
  ] as const;
  return named.flatMap(([role, party]) => (party === undefined ? [] : [{ role, party: partyOf(party) }]));
}

/** The rate in percent; what is not taxed is named by its category, for a zero alone does not say why. */
export function rateWord(figures: Figures, category: Leaf | undefined, rate: Leaf | undefined): string | undefined {
  const percent = figures.decimalOf('Percent', rate?.text);
  const isZero = percent === undefined || !/[1-9]/.test(percent);
  if (isZero && category !== undefined && category.text !== 'S') return category.text;
  return percent === undefined ? undefined : shortRate(percent);
}

function lineOf(figures: Figures, line: EnLine, position: string): InvoiceLine {
  const name = line.name ?? line.description;
  const code = line.sellerId ?? line.standardId ?? line.buyerId;
  const discounts = line.allowances.flatMap(({ isCharge, amount }) =>
    isCharge ? [] : (parseDecimal(figures.decimalOf('Amount', amount?.text) ?? '') ?? []),
  );
  return {
    no: line.id?.text ?? position,
    name: name?.text ?? '',
    ...present('code', code?.text),
    ...present('quantity', figures.decimalOf('Quantity', line.quantity?.text)),
    ...present('unit', line.quantity?.unit),
    ...present('price', priceOf(figures, line)),
    priceIsGross: false,
    ...present('discount', discounts.length === 0 ? undefined : decimalText(trimmed(sumOf(discounts)))),
    ...present('net', figures.decimalOf('LineExtensionAmount', line.net?.text)),
    ...present('rate', rateWord(figures, line.category, line.rate)),
    isBefore: false,
  };
}

/** Of one unit, where the document states it for a hundred. */
function priceOf(figures: Figures, line: EnLine): string | undefined {
  const text = figures.decimalOf('PriceAmount', line.price?.text);
  const price = parseDecimal(text ?? '');
  const base = parseDecimal(figures.decimalOf('BaseQuantity', line.baseQuantity?.text) ?? '1');
  if (price === null || base === null || base.units <= 0n || /^1(?:\.0+)?$/.test(decimalText(base))) return text;
  return decimalText(trimmed(quotient(price, base, 8)));
}

function ratesOf(figures: Figures, { taxes }: EnInvoice): RateTotal[] {
  return taxes.flatMap((row): RateTotal[] => {
    const base = figures.minorOf('TaxableAmount', row.base?.text);
    if (base === undefined) return [];
    const tax = figures.minorOf('TaxAmount', row.tax?.text);
    const { currency } = figures;
    const rate = rateWord(figures, row.category, row.rate) ?? '0';
    return [
      {
        rate,
        net: moneyText(base, currency),
        ...present('vat', tax === undefined ? undefined : moneyText(tax, currency)),
      },
    ];
  });
}

function notesOf(invoice: EnInvoice): ParsedInvoice['notes'] {
  const notes = new NoteSink();
  for (const { text } of invoice.notes) notes.add('remark', text);
  for (const { text } of invoice.terms) notes.add('payment_terms', text);
  notes.addText('buyer_reference', invoice.buyerReference?.text);
  notes.addText('contract', invoice.contract?.text);
  notes.addText('order', invoice.order?.text);
  notes.addText('delivery_note', invoice.despatch?.text);
  const { prepaid } = invoice;
  if (prepaid !== undefined)
    notes.add('prepaid', [prepaid.text, prepaid.currency].filter((part) => part !== undefined).join(' '));
  for (const { reason } of invoice.taxes) notes.addText('exemption', reason?.text);
  return notes.notes;
}

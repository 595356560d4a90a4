// From what an accounting program says about an invoice to the common model: sums in minor units, findings instead of refusals.
import type {
  InvoiceKind,
  InvoiceLine,
  ParsedInvoice,
  Party,
  PaymentState,
  RateTotal,
} from '../../../../shared/domain/invoice';
import type { PlainDate } from '../../../../shared/domain/ids';
import { fromMinor, toMinor, type Currency, type DecimalText } from '../../../../shared/domain/money';
import { isNip } from '../../../../shared/domain/taxId';
import { badField, missingField } from '../failures';
import { NoteSink } from '../read/noteSink';
import { addFinding, type Reading } from '../read/values';

export interface Told {
  readonly format: string;
  readonly number: string | undefined;
  readonly kind: InvoiceKind;
  readonly issueDate: PlainDate | undefined;
  readonly saleDate?: PlainDate | undefined;
  readonly currency: Currency;
  readonly seller: Party;
  readonly buyer: Party;
  readonly net?: DecimalText | undefined;
  readonly vat?: DecimalText | undefined;
  readonly gross: DecimalText | undefined;
  readonly lines?: readonly InvoiceLine[];
  /** Stated per rate; else they are added up from the lines. */
  readonly rates?: readonly RateTotal[];
  readonly correctedNumber?: string | undefined;
  readonly correctionReason?: string | undefined;
  readonly payment: {
    readonly isPaid: boolean;
    /** A program keeps payments: what is not paid is unpaid, unless its record says that it does not know. */
    readonly isUnknown?: boolean;
    /** Where the record says so without an amount. */
    readonly isPartly?: boolean;
    readonly paidOn?: PlainDate | undefined;
    readonly dueOn?: PlainDate | undefined;
    readonly method?: string | undefined;
    /** When a part of it is paid. */
    readonly paidSoFar?: DecimalText | undefined;
  };
  readonly ksefNumber?: string | undefined;
}

export function party(name: string | undefined, taxId: string | undefined, country?: string): Party {
  return {
    name: name ?? '',
    address: [],
    ...(taxId === undefined ? {} : { taxId }),
    ...(country === undefined ? {} : { country }),
  };
}

const minor = (text: DecimalText | undefined, currency: string): number | null =>
  text === undefined ? null : toMinor(text, currency);

/** Stated amounts as they are; a missing one from the two others. */
function amounts(told: Told): { readonly net: number; readonly vat: number; readonly gross: number } {
  const { currency } = told;
  if (told.gross === undefined) throw missingField('gross');
  const gross = minor(told.gross, currency);
  if (gross === null) throw badField('gross');
  const [net, vat] = [minor(told.net, currency), minor(told.vat, currency)];
  if (net !== null) return { net, vat: vat ?? gross - net, gross };
  return vat === null ? { net: gross, vat: 0, gross } : { net: gross - vat, vat, gross };
}

/** What gross is above net; undefined when one of them is no amount. */
export function vatBetween(
  net: DecimalText | undefined,
  gross: DecimalText | undefined,
  currency: string,
): DecimalText | undefined {
  const [low, high] = [minor(net, currency), minor(gross, currency)];
  return low === null || high === null ? undefined : fromMinor(high - low, currency);
}

/** Sums of the lines per rate, in the order of their first line; empty when a line does not tell enough. */
export function ratesOf(lines: readonly InvoiceLine[], currency: string): RateTotal[] {
  const sums = new Map<string, { net: number; vat: number }>();
  for (const line of lines) {
    const [net, vat] = [minor(line.net, currency), minor(line.vat, currency)];
    if (line.rate === undefined || net === null || vat === null) return [];
    const sum = sums.get(line.rate) ?? { net: 0, vat: 0 };
    // The state before a correction counts against the one after it.
    const sign = line.isBefore ? -1 : 1;
    sums.set(line.rate, { net: sum.net + sign * net, vat: sum.vat + sign * vat });
  }
  return [...sums].map(([rate, { net, vat }]) => ({
    rate,
    net: fromMinor(net, currency),
    vat: fromMinor(vat, currency),
  }));
}

export function invoiceOf(told: Told): ParsedInvoice {
  const { currency, kind, payment } = told;
  if (told.number === undefined) throw missingField('number');
  if (told.issueDate === undefined) throw missingField('issue_date');
  const { net, vat, gross } = amounts(told);
  const lines = [...(told.lines ?? [])];
  const rates = [...(told.rates ?? ratesOf(lines, currency))];
  const reading: Reading = { findings: [] };
  const text = (amount: number): DecimalText => fromMinor(amount, currency);
  if (Math.abs(net + vat - gross) > Math.max(1, rates.length))
    addFinding(reading, 'sum_differs', { gross: text(gross), sum: text(net + vat), currency });
  if (told.net === undefined && told.vat === undefined && gross !== 0)
    addFinding(reading, 'no_net', { gross: text(gross), currency });
  for (const { name, taxId } of [told.seller, told.buyer])
    if (taxId !== undefined && /^\d{10}$/.test(taxId) && !isNip(taxId))
      addFinding(reading, 'nip_checksum', { nip: taxId, name });
  const notes = new NoteSink();
  notes.addText('ksef_number', told.ksefNumber);
  if (!payment.isPaid && payment.paidSoFar !== undefined && (minor(payment.paidSoFar, currency) ?? 0) !== 0)
    notes.add('paid_so_far', `${payment.paidSoFar} ${currency}`);
  return {
    format: told.format,
    number: told.number,
    kind,
    issueDate: told.issueDate,
    ...(told.saleDate === undefined ? {} : { saleDate: told.saleDate }),
    currency,
    seller: told.seller,
    buyer: told.buyer,
    otherParties: [],
    lines,
    rates,
    net: text(net),
    vat: text(vat),
    gross: text(gross),
    correctedNumbers: told.correctedNumber === undefined ? [] : [{ number: told.correctedNumber }],
    ...(told.correctionReason === undefined ? {} : { correctionReason: told.correctionReason }),
    payment: {
      paid: payment.isPaid,
      ...(payment.isUnknown === true ? {} : { state: stateOf(payment, currency) }),
      dueOn: payment.dueOn === undefined ? [] : [payment.dueOn],
      accounts: [],
      ...(payment.paidOn === undefined ? {} : { paidOn: payment.paidOn }),
      ...(payment.method === undefined ? {} : { method: payment.method }),
    },
    notes: [...notes.notes],
    hasAttachment: false,
    findings: reading.findings.map(({ key, params }) => ({ key, params: { ...params } })),
  };
}

function stateOf({ isPaid, isPartly, paidSoFar }: Told['payment'], currency: string): PaymentState {
  if (isPaid) return 'paid';
  if (isPartly === true) return 'partly';
  return (minor(paidSoFar, currency) ?? 0) === 0 ? 'unpaid' : 'partly';
}

/** The bytes of a record that holds all of these members, whatever their order. */
export function looksLikeRecord(bytes: Uint8Array, names: readonly string[]): boolean {
  let at = 0;
  while (at < bytes.length && [0x20, 0x09, 0x0a, 0x0d].includes(bytes[at] ?? 0)) at += 1;
  if (bytes[at] !== 0x7b) return false;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 65_536)).toString('latin1');
  return names.every((name) => text.includes(`"${name}"`));
}

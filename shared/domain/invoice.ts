// The common invoice model: what every format (FA, e-arve, UBL, CII) is read into, and what the screens show.
import { z } from 'zod';
import { PlainDate } from './ids';
import { Currency, DecimalText } from './money';

export const Direction = z.enum(['sale', 'purchase', 'other']);
export type Direction = z.infer<typeof Direction>;

/** Format-neutral kind. FA: VAT, KOR, ZAL, ROZ, UPR, KOR_ZAL, KOR_ROZ. */
export const InvoiceKind = z.enum([
  'invoice',
  'correction',
  'advance',
  'settlement',
  'simplified',
  'advance_correction',
  'settlement_correction',
]);
export type InvoiceKind = z.infer<typeof InvoiceKind>;

export const Party = z.strictObject({
  name: z.string(),
  /** Tax id with its country prefix where the document has one; digits only for a Polish NIP. */
  taxId: z.string().optional(),
  /** Code in the company register of its country, where that is not the tax id: Estonian firms are known by it. */
  registryCode: z.string().optional(),
  country: z.string().optional(),
  address: z.array(z.string()),
  email: z.string().optional(),
  phone: z.string().optional(),
});
export type Party = z.infer<typeof Party>;

export const InvoiceLine = z.strictObject({
  no: z.string(),
  name: z.string(),
  code: z.string().optional(),
  quantity: DecimalText.optional(),
  unit: z.string().optional(),
  /** Unit price as written (up to 8 decimals), net or gross as `priceIsGross` says. */
  price: DecimalText.optional(),
  priceIsGross: z.boolean(),
  /** What was taken off this line, as written. */
  discount: DecimalText.optional(),
  net: DecimalText.optional(),
  gross: DecimalText.optional(),
  vat: DecimalText.optional(),
  rate: z.string().optional(),
  /** Correction pairs: this line shows the state before the correction. */
  isBefore: z.boolean(),
});
export type InvoiceLine = z.infer<typeof InvoiceLine>;

/** Totals of one VAT rate; `rate` is the format's own word: `23`, `8`, `zw`, `oo`, `np I`, `0 WDT`. */
export const RateTotal = z.strictObject({ rate: z.string(), net: DecimalText, vat: DecimalText.optional() });
export type RateTotal = z.infer<typeof RateTotal>;

export const PaymentState = z.enum(['paid', 'partly', 'unpaid']);
export type PaymentState = z.infer<typeof PaymentState>;

export const Payment = z.strictObject({
  paid: z.boolean(),
  /** Beside `paid`, where the source tells more: an invoice is silent about payments that came after it, a program is not. */
  state: PaymentState.optional(),
  paidOn: PlainDate.optional(),
  dueOn: z.array(PlainDate),
  method: z.string().optional(),
  /** What a payment must carry to find its invoice: digits with the check digit 7-3-1, or a creditor reference `RF…`. */
  reference: z.string().optional(),
  accounts: z.array(z.strictObject({ number: z.string(), bank: z.string().optional(), swift: z.string().optional() })),
});
export type Payment = z.infer<typeof Payment>;

export const ParsedInvoice = z.strictObject({
  /** Format id of electron/core/formats: `fa2`, `fa3`, `fa_rr`, … */
  format: z.string(),
  number: z.string(),
  kind: InvoiceKind,
  issueDate: PlainDate,
  saleDate: PlainDate.optional(),
  periodFrom: PlainDate.optional(),
  periodTo: PlainDate.optional(),
  currency: Currency,
  seller: Party,
  buyer: Party,
  otherParties: z.array(z.strictObject({ role: z.string(), party: Party })),
  lines: z.array(InvoiceLine),
  rates: z.array(RateTotal),
  net: DecimalText,
  vat: DecimalText,
  gross: DecimalText,
  /** What must be paid when it differs from `gross` (FA: Rozliczenie/DoZaplaty). */
  payable: DecimalText.optional(),
  correctedNumbers: z.array(z.strictObject({ number: z.string(), remoteNumber: z.string().optional() })),
  correctionReason: z.string().optional(),
  payment: Payment,
  notes: z.array(z.strictObject({ label: z.string(), text: z.string() })),
  hasAttachment: z.boolean(),
  /** Files inside the document. Without a size: nobody has unpacked it yet. */
  attachments: z
    .array(z.strictObject({ name: z.string(), mediaType: z.string(), bytes: z.int().optional() }))
    .optional(),
  /** Message keys of soft findings: sums that do not add up, a tax id with a wrong checksum, … */
  findings: z.array(z.strictObject({ key: z.string(), params: z.record(z.string(), z.string()) })),
});
export type ParsedInvoice = z.infer<typeof ParsedInvoice>;

/** Null: nobody knows. */
export function paymentStateOf({ paid, state }: Payment): PaymentState | null {
  return state ?? (paid ? 'paid' : null);
}

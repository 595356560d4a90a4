// A sales invoice as a person writes it, before it is put into a format (FA(3) today). It may be half filled in: what a format
// needs is said by its findings, so every text, number and day is text here and the sums are computed, never entered.
import { z } from 'zod';
import { InvoiceKind } from './invoice';
import { Currency } from './money';

/** Longer than any format takes; what is too long for one is a finding. */
const Text = z.string().max(20_000);
/** Decimal text with a dot: `-12.50`. */
const Amount = z.string().max(64);
/** `YYYY-MM-DD`. */
const Day = z.string().max(32);

/** How VAT is charged. `percent` only where a rate is named. */
export const SalesVat = z.discriminatedUnion('treatment', [
  z.strictObject({ treatment: z.literal('taxed'), percent: Amount }),
  /** One-stop shop: the rate of the buyer's country. */
  z.strictObject({ treatment: z.literal('oss'), percent: Amount }),
  /** 0 % inside the country, 0 % for a delivery inside the Union, 0 % for an export. */
  z.strictObject({ treatment: z.literal('zero') }),
  z.strictObject({ treatment: z.literal('intra_union') }),
  z.strictObject({ treatment: z.literal('export') }),
  z.strictObject({ treatment: z.literal('exempt') }),
  /** The buyer accounts for the tax inside the country. */
  z.strictObject({ treatment: z.literal('reverse_charge') }),
  /** Taxed elsewhere. */
  z.strictObject({ treatment: z.literal('outside') }),
  /** A service taxed where the buyer in the Union is seated (Polish VAT act, art. 100(1)(4)). */
  z.strictObject({ treatment: z.literal('outside_service') }),
  z.strictObject({ treatment: z.literal('margin') }),
]);
export type SalesVat = z.infer<typeof SalesVat>;

export const SalesIdentity = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('nip'), nip: Text }),
  /** VAT number of the Union; `country` as VAT numbers spell it (`EL`, `XI`). */
  z.strictObject({ type: z.literal('vat_eu'), country: Text, number: Text }),
  z.strictObject({ type: z.literal('other'), country: Text.optional(), number: Text }),
  /** A unit of a Polish firm; only for third parties. */
  z.strictObject({ type: z.literal('internal'), id: Text }),
  z.strictObject({ type: z.literal('none') }),
]);
export type SalesIdentity = z.infer<typeof SalesIdentity>;

export const SalesAddress = z.strictObject({ country: Text, line1: Text, line2: Text.optional() });
export type SalesAddress = z.infer<typeof SalesAddress>;

/** As much as a document says of a party before a correction. */
const SalesParty = z.strictObject({ identity: SalesIdentity, name: Text, address: SalesAddress.optional() });

export const SalesSeller = z.strictObject({
  ...SalesParty.shape,
  /** Code in the company register: Estonian e-invoices find their way by it. */
  registryCode: Text.optional(),
  email: Text.optional(),
  phone: Text.optional(),
});
export type SalesSeller = z.infer<typeof SalesSeller>;

const SalesCustomer = z.strictObject({
  ...SalesSeller.shape,
  /** How the other side calls itself in its orders. */
  customerNumber: Text.optional(),
  /** Ties the party to its former data in a correction. */
  key: Text.optional(),
});
/** Everything that can be said of any party. */
export type SalesParty = z.infer<typeof SalesCustomer>;

export const SalesBuyer = z.strictObject({
  ...SalesCustomer.shape,
  /** The invoice is for a unit of a local government, or for a member of a VAT group, named among the other parties. */
  isLocalGovernmentUnit: z.boolean(),
  isVatGroupMember: z.boolean(),
});
export type SalesBuyer = z.infer<typeof SalesBuyer>;

export const SalesRole = z.enum([
  'factor',
  'recipient',
  'original_entity',
  'additional_buyer',
  'issuer',
  'payer',
  'local_government_issuer',
  'local_government_recipient',
  'vat_group_issuer',
  'vat_group_recipient',
  'employee',
  'other',
]);
export type SalesRole = z.infer<typeof SalesRole>;

export const SalesThirdParty = z.strictObject({
  role: SalesRole,
  /** In words, for `other`. */
  roleText: Text.optional(),
  party: SalesCustomer,
  /** Percent of the purchase, of an additional buyer. */
  share: Amount.optional(),
});
export type SalesThirdParty = z.infer<typeof SalesThirdParty>;

export const SalesLine = z.strictObject({
  name: Text,
  quantity: Amount.optional(),
  unit: Text.optional(),
  /** Net or gross as the invoice's `prices` says. */
  price: Amount.optional(),
  /** Taken off the whole line. */
  discount: Amount.optional(),
  /** The line's value where it has no price: a discount on earlier deliveries, a simplified invoice. */
  amount: Amount.optional(),
  vat: SalesVat,
  /** When the lines have different days. */
  saleDate: Day.optional(),
  /** When the lines have different rates. */
  exchangeRate: Amount.optional(),
  /** A correction that shows the state before it; the lines without it show the state after it, or the difference. */
  isBefore: z.boolean().optional(),
  /** Row number of the document; else the lines are counted. */
  no: z.int().positive().optional(),
  uid: Text.optional(),
  codes: z
    .strictObject({
      index: Text.optional(),
      gtin: Text.optional(),
      pkwiu: Text.optional(),
      cn: Text.optional(),
      pkob: Text.optional(),
    })
    .optional(),
  /** `GTU_01` to `GTU_13`. */
  gtu: Text.optional(),
  procedure: Text.optional(),
  /** Goods and services of annex 15 to the Polish VAT act. */
  isAnnex15: z.boolean().optional(),
});
export type SalesLine = z.infer<typeof SalesLine>;

/** Sums of one way of taxing, where the lines do not tell them. */
export const SalesRateSum = z.strictObject({ vat: SalesVat, net: Amount, tax: Amount });
export type SalesRateSum = z.infer<typeof SalesRateSum>;

/** Another invoice: by its KSeF number where it has one. */
const Reference = { number: Text, ksefNumber: Text.optional() };

export const SalesCorrection = z.strictObject({
  reason: Text,
  /** Counts when the corrected invoice counted, when this one is issued, or on another day. */
  effect: z.enum(['original', 'correction', 'other']).optional(),
  corrected: z.array(z.strictObject({ ...Reference, issueDate: Day })).max(50_000),
  /** Of a discount on all deliveries of a period. */
  period: Text.optional(),
  /** When the number itself was wrong: the right one. */
  rightNumber: Text.optional(),
  sellerBefore: SalesParty.optional(),
  buyersBefore: z.array(z.strictObject({ ...SalesParty.shape, key: Text.optional() })).max(1000),
  /** Of an advance: what was paid. Of a settlement: what was left to pay. */
  amountBefore: Amount.optional(),
  /** Differences per rate that the lines do not tell. */
  sums: z.array(SalesRateSum).max(1000).optional(),
});
export type SalesCorrection = z.infer<typeof SalesCorrection>;

const Account = z.strictObject({
  number: Text,
  swift: Text.optional(),
  bank: Text.optional(),
  description: Text.optional(),
});
export type SalesAccount = z.infer<typeof Account>;

export const PaymentMethod = z.enum(['cash', 'card', 'voucher', 'cheque', 'credit', 'transfer', 'mobile', 'other']);
export type PaymentMethod = z.infer<typeof PaymentMethod>;

export const SalesPayment = z.strictObject({
  /** All of it at once. */
  paidOn: Day.optional(),
  /** Parts of it so far; paid in full when they reach what is due. */
  parts: z
    .array(z.strictObject({ amount: Amount, date: Day, method: PaymentMethod.exclude(['other']).optional() }))
    .max(1000),
  dueOn: z.array(Day).max(1000),
  method: PaymentMethod.optional(),
  /** In words, for `other`. */
  methodText: Text.optional(),
  /** What the payment must carry: digits with the check digit 7-3-1, or `RF…`. */
  reference: Text.optional(),
  accounts: z.array(Account).max(1000),
  factorAccounts: z.array(Account).max(1000),
  discount: z.strictObject({ terms: Text, size: Text }).optional(),
});
export type SalesPayment = z.infer<typeof SalesPayment>;

const Extra = z.strictObject({ amount: Amount, reason: Text });
const Paper = z.strictObject({ number: Text.optional(), date: Day.optional() });

export const SalesInvoice = z.strictObject({
  kind: InvoiceKind,
  number: Text,
  issueDate: Day,
  placeOfIssue: Text.optional(),
  saleDate: Day.optional(),
  period: z.strictObject({ from: Day, to: Day }).optional(),
  currency: z.union([Currency, z.literal('')]),
  /** Of the national currency for one of the invoice's, for its VAT. */
  exchangeRate: Amount.optional(),
  seller: SalesSeller,
  buyer: SalesBuyer,
  otherParties: z.array(SalesThirdParty).max(1000),
  /** What `price` and `amount` of the lines hold. With gross prices the tax is taken out of the sums. */
  prices: z.enum(['net', 'gross']),
  /** Of an advance: the lines of the order. */
  lines: z.array(SalesLine).max(20_000),
  /** Of an advance: what was received, per rate; of its correction: the difference. */
  received: z.array(z.strictObject({ vat: SalesVat, gross: Amount })).max(1000),
  /** Of an advance that came in several payments. */
  receipts: z.array(z.strictObject({ date: Day, amount: Amount, exchangeRate: Amount.optional() })).max(1000),
  /** Of a settlement: the advances that it takes off. */
  advances: z.array(z.strictObject({ ...Reference, sums: z.array(SalesRateSum).max(1000) })).max(1000),
  correction: SalesCorrection.optional(),
  annotations: z.strictObject({
    cashMethod: z.boolean(),
    selfBilling: z.boolean(),
    splitPayment: z.boolean(),
    /** Said anyway where a line is taxed at the buyer. */
    reverseCharge: z.boolean(),
    triangular: z.boolean(),
    /** Issued to a receipt of a cash register. */
    toReceipt: z.boolean(),
    relatedParties: z.boolean(),
    exemption: z.strictObject({ source: z.enum(['act', 'directive', 'other']), text: Text }).optional(),
    margin: z.enum(['travel', 'used_goods', 'art', 'antiques']).optional(),
  }),
  payment: SalesPayment,
  charges: z.array(Extra).max(1000),
  deductions: z.array(Extra).max(1000),
  orders: z.array(Paper).max(1000),
  contracts: z.array(Paper).max(1000),
  deliveryNotes: z.array(Text).max(10_000),
  deliveryTerms: Text.optional(),
  notes: z.array(z.strictObject({ line: z.int().positive().optional(), label: Text, text: Text })).max(20_000),
  footer: z.array(Text).max(100),
  registers: z
    .strictObject({
      fullName: Text.optional(),
      krs: Text.optional(),
      regon: Text.optional(),
      bdo: Text.optional(),
    })
    .optional(),
});
export type SalesInvoice = z.infer<typeof SalesInvoice>;

/** What a format has to say about a draft before it is sent. */
export const SalesFinding = z.strictObject({
  /** Place in the draft: `lines.0.price`. */
  path: z.string(),
  /** Names three texts in every language: `<key>.what`, `.why`, `.todo`. */
  key: z.string(),
  params: z.record(z.string(), z.string()),
  /** `stop`: cannot be sent like this. `look`: unusual, the person decides. */
  level: z.enum(['stop', 'look']),
});
export type SalesFinding = z.infer<typeof SalesFinding>;

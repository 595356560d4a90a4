// One sale for each thing that FA(3) and KSeF do not take, or that a person should look at: the plainest sale, changed in one place.
import { crc8Hex } from '../../shared/domain/crc8';
import type { SalesInvoice, SalesLine, SalesVat } from '../../shared/domain/salesInvoice';
import { plainSale, VAT_23 } from './plainSale';
import { TODAY } from './salesInvoices';

export const line = (change: Partial<SalesLine>): Partial<SalesInvoice> => ({
  lines: [{ name: 'a', quantity: '1', unit: 'h', price: '10', vat: VAT_23, ...change }],
});
export const taxed = (vat: SalesVat): Partial<SalesInvoice> => line({ vat });
export const annotated = (change: Partial<SalesInvoice['annotations']>): Partial<SalesInvoice> => ({
  annotations: { ...plainSale.annotations, ...change },
});
export const paid = (change: Partial<SalesInvoice['payment']>): Partial<SalesInvoice> => ({
  payment: { ...plainSale.payment, ...change },
});
export const buyer = (change: Partial<SalesInvoice['buyer']>): Partial<SalesInvoice> => ({
  buyer: { ...plainSale.buyer, ...change },
});
const first = '5265877635-20260401-ABCDEF012345';
const ksefNumber = `${first}-${crc8Hex(first)}`;
const corrected = { number: 'FV/1', issueDate: '2026-05-01', ksefNumber };
export const corrects = (change: Partial<NonNullable<SalesInvoice['correction']>>): Partial<SalesInvoice> => ({
  kind: 'correction',
  correction: { reason: 'rabat', corrected: [corrected], buyersBefore: [], ...change },
});
export const union = { type: 'vat_eu', country: 'DE', number: 'DE123456789' } as const;
const third = { role: 'additional_buyer', party: { identity: { type: 'none' }, name: 'b' } } as const;
const sum = { vat: VAT_23, net: '-10', tax: '-2.30' };
const advance = { number: 'ZAL/1', ksefNumber, sums: [{ vat: VAT_23, net: '100', tax: '23' }] };

/** What is found, how grave it is, where, and in which sale. */
type Case = readonly [key: string, level: 'stop' | 'look', path: string, change: Partial<SalesInvoice>];

export const UNFIT: readonly Case[] = [
  ['required', 'stop', 'number', { number: ' ' }],
  ['required', 'stop', 'issueDate', { issueDate: '' }],
  ['required', 'stop', 'currency', { currency: '' }],
  ['required', 'stop', 'seller.address', { seller: { identity: plainSale.seller.identity, name: 'a' } }],
  ['required', 'stop', 'buyer.name', buyer({ name: '' })],
  ['required', 'stop', 'lines.0.price', { lines: [{ name: 'a', quantity: '1', unit: 'h', vat: VAT_23 }] }],
  ['required', 'stop', 'correction', { kind: 'correction' }],
  ['required', 'stop', 'correction.corrected', corrects({ corrected: [] })],
  ['required', 'stop', 'received', { kind: 'advance' }],
  ['required', 'stop', 'payment.methodText', paid({ method: 'other' })],
  [
    'required',
    'stop',
    'annotations.exemption.text',
    { ...taxed({ treatment: 'exempt' }), ...annotated({ exemption: { source: 'act', text: '' } }) },
  ],
  ['too_long', 'stop', 'number', { number: 'ż'.repeat(257) }],
  ['bad_character', 'stop', 'lines.0.name', line({ name: 'a\u0007b' })],
  ['bad_character', 'stop', 'footer.0', { footer: ['a\u0090'] }],
  ['bad_number', 'stop', 'lines.0.price', line({ price: '12,50' })],
  ['too_many_decimals', 'stop', 'lines.0.price', line({ price: '1.123456789' })],
  ['too_many_decimals', 'stop', 'lines.0.quantity', line({ quantity: '1.1234567' })],
  ['number_too_large', 'stop', 'lines.0.quantity', line({ quantity: '12345678901234567' })],
  ['number_too_large', 'stop', 'lines.0.price', line({ quantity: '9999999999', price: '9999999999' })],
  ['not_positive', 'stop', 'exchangeRate', { currency: 'EUR', exchangeRate: '0' }],
  ['bad_date', 'stop', 'issueDate', { issueDate: '2026-02-30' }],
  ['date_out_of_range', 'stop', 'payment.dueOn.0', paid({ dueOn: ['2050-01-02'] })],
  ['too_many', 'stop', 'footer', { footer: ['a', 'b', 'c', 'd'] }],
  ['unknown_code', 'stop', 'lines.0.gtu', line({ gtu: 'GTU_14' })],
  ['unknown_code', 'stop', 'lines.0.procedure', line({ procedure: 'TP' })],
  ['issue_in_future', 'stop', 'issueDate', { issueDate: '2026-11-21' }],
  ['issue_in_past', 'look', 'issueDate', { issueDate: '2026-11-19' }],
  ['sale_far_ahead', 'look', 'saleDate', { saleDate: '2027-01-20' }],
  ['two_dates', 'stop', 'period', { saleDate: TODAY, period: { from: '2026-11-01', to: '2026-11-30' } }],
  ['period_reversed', 'stop', 'period.to', { period: { from: '2026-11-30', to: '2026-11-01' } }],
  ['due_before_issue', 'look', 'payment.dueOn.0', paid({ dueOn: ['2026-11-19'] })],
  ['paid_in_future', 'stop', 'payment.paidOn', paid({ paidOn: '2026-11-21' })],
  ['paid_in_future', 'stop', 'payment.parts.0.date', paid({ parts: [{ amount: '1', date: '2026-11-21' }] })],
  ['unknown_currency', 'stop', 'currency', { currency: 'ABC' }],
  ['currency_decimals', 'stop', 'currency', { currency: 'KWD', exchangeRate: '12' }],
  ['exchange_missing', 'stop', 'exchangeRate', { currency: 'EUR' }],
  ['exchange_needless', 'stop', 'exchangeRate', { exchangeRate: '4.25' }],
  ['exchange_needless', 'stop', 'lines.0.exchangeRate', line({ exchangeRate: '4.25' })],
  ['seller_nip', 'stop', 'seller.identity', { seller: { ...plainSale.seller, identity: { type: 'none' } } }],
  ['bad_nip', 'stop', 'buyer.identity.nip', buyer({ identity: { type: 'nip', nip: '123' } })],
  ['nip_checksum', 'stop', 'buyer.identity.nip', buyer({ identity: { type: 'nip', nip: '966-234-56-76' } })],
  ['unknown_country', 'stop', 'buyer.address.country', buyer({ address: { country: 'EL', line1: 'a' } })],
  [
    'not_in_union',
    'stop',
    'buyer.identity.country',
    buyer({ identity: { type: 'vat_eu', country: 'GR', number: '123456789' } }),
  ],
  [
    'polish_vat_number',
    'stop',
    'buyer.identity.country',
    buyer({ identity: { type: 'vat_eu', country: 'PL', number: '9662345675' } }),
  ],
  [
    'bad_vat_number',
    'stop',
    'buyer.identity.number',
    buyer({ identity: { type: 'vat_eu', country: 'DE', number: '1234567890123' } }),
  ],
  [
    'vat_number_shape',
    'look',
    'buyer.identity.number',
    buyer({ identity: { type: 'vat_eu', country: 'DE', number: '12345678' } }),
  ],
  ['internal_id_place', 'stop', 'buyer.identity', buyer({ identity: { type: 'internal', id: '5265877635-12345' } })],
  [
    'bad_internal_id',
    'stop',
    'otherParties.0.party.identity.id',
    { otherParties: [{ ...third, party: { identity: { type: 'internal', id: '5265877635' }, name: 'b' } }] },
  ],
  ['bad_email', 'stop', 'buyer.email', buyer({ email: 'biuro.example' })],
  [
    'buyer_address',
    'look',
    'buyer.address',
    { buyer: { identity: plainSale.buyer.identity, name: 'a', isLocalGovernmentUnit: false, isVatGroupMember: false } },
  ],
  ['same_party', 'look', 'buyer.identity', buyer({ identity: plainSale.seller.identity })],
  [
    'other_sender',
    'look',
    'seller.identity',
    { seller: { ...plainSale.seller, identity: { type: 'nip', nip: '1111111111' } } },
  ],
  ['other_sender', 'look', 'buyer.identity', annotated({ selfBilling: true })],
  ['unit_not_named', 'look', 'buyer.isLocalGovernmentUnit', buyer({ isLocalGovernmentUnit: true })],
  ['member_not_named', 'look', 'buyer.isVatGroupMember', buyer({ isVatGroupMember: true })],
  ['bad_share', 'stop', 'otherParties.0.share', { otherParties: [{ ...third, share: '101' }] }],
  [
    'shares',
    'look',
    'otherParties',
    {
      otherParties: [
        { ...third, share: '60' },
        { ...third, share: '50' },
      ],
    },
  ],
  ['no_lines', 'stop', 'lines', { lines: [] }],
  ['unit_missing', 'look', 'lines.0.unit', line({ unit: '' })],
  ['amount_differs', 'stop', 'lines.0.amount', line({ amount: '10.01' })],
  [
    'negative_line',
    'look',
    'lines.1.price',
    { lines: [...plainSale.lines, { name: 'rabat', amount: '-1', vat: VAT_23 }] },
  ],
  ['unknown_rate', 'stop', 'lines.0.vat.percent', taxed({ treatment: 'taxed', percent: '24' })],
  ['unknown_rate', 'stop', 'lines.0.vat.percent', taxed({ treatment: 'taxed', percent: '0' })],
  ['unknown_rate', 'stop', 'lines.0.vat.percent', taxed({ treatment: 'oss', percent: '101' })],
  ['old_rate', 'look', 'lines.0.vat.percent', taxed({ treatment: 'taxed', percent: '22.0' })],
  ['before_place', 'stop', 'lines.0.isBefore', line({ isBefore: true })],
  ['negative_total', 'stop', 'lines', line({ price: '-10' })],
  [
    'negative_total',
    'look',
    'advances',
    { kind: 'settlement', advances: [{ ...advance, sums: [{ vat: VAT_23, net: '1001', tax: '230.23' }] }] },
  ],
  ['zero_total', 'look', 'lines', line({ price: '0' })],
  ['split_payment_missing', 'stop', 'annotations.splitPayment', line({ price: '12195.13', isAnnex15: true })],
  ['simplified_limit', 'stop', 'kind', { kind: 'simplified', ...line({ price: '365.86' }) }],
  [
    'simplified_limit',
    'stop',
    'kind',
    { kind: 'simplified', currency: 'EUR', exchangeRate: '1', ...line({ price: '81.31' }) },
  ],
  ['exempt_without_basis', 'stop', 'annotations.exemption', taxed({ treatment: 'exempt' })],
  [
    'basis_without_exempt',
    'look',
    'annotations.exemption',
    annotated({ exemption: { source: 'act', text: 'art. 43' } }),
  ],
  ['margin_kind', 'stop', 'annotations.margin', taxed({ treatment: 'margin' })],
  ['margin_without_line', 'look', 'annotations.margin', annotated({ margin: 'art' })],
  ['union_buyer', 'stop', 'buyer.identity', taxed({ treatment: 'intra_union' })],
  ['union_buyer', 'stop', 'buyer.identity', annotated({ triangular: true })],
  ['union_service_buyer', 'look', 'buyer.identity', taxed({ treatment: 'outside_service' })],
  [
    'reverse_charge_buyer',
    'look',
    'buyer.identity',
    { ...taxed({ treatment: 'reverse_charge' }), ...buyer({ identity: union }) },
  ],
  ['tax_without_rate', 'stop', 'correction.sums.0.tax', corrects({ sums: [{ ...sum, vat: { treatment: 'zero' } }] })],
  ['not_for_kind', 'stop', 'correction', { ...corrects({}), kind: 'invoice' }],
  ['not_for_kind', 'stop', 'received', { received: [{ vat: VAT_23, gross: '1' }] }],
  ['not_for_kind', 'stop', 'receipts', { receipts: [{ date: TODAY, amount: '1' }] }],
  ['not_for_kind', 'stop', 'advances', { advances: [advance] }],
  ['not_for_kind', 'stop', 'correction.amountBefore', corrects({ amountBefore: '1' })],
  [
    'receipts_differ',
    'stop',
    'receipts',
    { kind: 'advance', received: [{ vat: VAT_23, gross: '123' }], receipts: [{ date: TODAY, amount: '122.99' }] },
  ],
  ['no_advances', 'stop', 'advances', { kind: 'settlement' }],
  ['advance_sums', 'stop', 'advances.0.sums', { kind: 'settlement', advances: [{ ...advance, sums: [] }] }],
  [
    'ksef_number',
    'stop',
    'correction.corrected.0.ksefNumber',
    corrects({ corrected: [{ ...corrected, ksefNumber: `${first}-00` }] }),
  ],
  [
    'corrected_later',
    'stop',
    'correction.corrected.0.issueDate',
    corrects({ corrected: [{ ...corrected, issueDate: '2026-11-21' }] }),
  ],
  [
    'corrected_without_ksef',
    'look',
    'correction.corrected.0.ksefNumber',
    corrects({ corrected: [{ number: '1', issueDate: '2026-05-01' }] }),
  ],
  ['correction_empty', 'stop', 'lines', { ...corrects({}), lines: [] }],
  [
    'number_changed',
    'stop',
    'correction.sellerBefore.identity',
    corrects({ sellerBefore: { ...plainSale.seller, identity: { type: 'nip', nip: '1111111111' } } }),
  ],
  [
    'number_changed',
    'stop',
    'correction.buyersBefore.0.identity',
    corrects({ buyersBefore: [{ identity: { type: 'none' }, name: 'a' }] }),
  ],
  ['sums_differ', 'look', 'correction.sums', corrects({ sums: [sum] })],
  ['paid_twice', 'stop', 'payment.parts', paid({ paidOn: TODAY, parts: [{ amount: '1', date: TODAY }] })],
  ['paid_more', 'look', 'payment.parts', paid({ parts: [{ amount: '1230.01', date: TODAY }] })],
  ['account_missing', 'look', 'payment.accounts', paid({ method: 'transfer' })],
  ['bad_account', 'stop', 'payment.accounts.0.number', paid({ accounts: [{ number: '12/34' }] })],
  [
    'account_checksum',
    'stop',
    'payment.accounts.0.number',
    paid({ accounts: [{ number: '62 1090 1014 0000 0712 1981 2874' }] }),
  ],
  ['bad_swift', 'stop', 'payment.accounts.0.swift', paid({ accounts: [{ number: '1234567890', swift: 'ABC' }] })],
  ['bad_krs', 'stop', 'registers.krs', { registers: { krs: '12' } }],
  ['bad_regon', 'stop', 'registers.regon', { registers: { regon: '12' } }],
  ['bad_bdo', 'stop', 'registers.bdo', { registers: { bdo: '0123456789' } }],
];

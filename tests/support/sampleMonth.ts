// A month of invoices for tests of the bundle: the same number gives the same month.
import { createHash } from 'node:crypto';
import type { BundleInput, BundleInvoice, BundleOriginal } from '../../electron/core/bundle/types';
import type { ParsedInvoice } from '../../shared/domain/invoice';
import { fromMinor } from '../../shared/domain/money';

const NAMES = [
  'Hurtownia Elektryczna Amper sp. z o.o.',
  'Łódzkie Zakłady Papiernicze S.A.',
  'Restauracja Pod Żaglami s.c.',
  'Nordlicht Werkzeugbau GmbH & Co. KG',
  'Õunapuu ja Pojad OÜ',
  'Gospodarstwo Ogrodnicze Kwiatkowski',
];
const RATES: readonly (readonly [string, number])[] = [
  ['23', 23],
  ['8', 8],
  ['5', 5],
  ['zw', 0],
  ['0 WDT', 0],
];

export interface MonthOrder {
  readonly count: number;
  readonly language?: string;
  readonly change?: (invoice: BundleInvoice, place: number) => BundleInvoice;
}

export function sampleMonth({ count, language = 'pl', change = (invoice) => invoice }: MonthOrder): BundleInput {
  const parsed = (place: number): ParsedInvoice | null => (place % 50 === 41 ? null : parsedInvoice(place));
  const bytesOf = (place: number): Buffer => Buffer.from(`<Faktura nr="${place}"/>`);
  const invoices = Array.from({ length: count }, (_, place) => change(invoiceFacts(place, bytesOf(place)), place));
  const read = (place: number): BundleOriginal => ({ bytes: bytesOf(place), invoice: parsed(place) });
  return {
    company: { name: 'Zielona Kuźnia sp. z o.o.', country: 'PL', taxId: '5265877635' },
    month: '2026-10',
    revision: 2,
    identity: createHash('sha256').update(String(count)).digest('hex'),
    language,
    invoices,
    read,
  };
}

function sums(place: number): { net: number; vat: number; rate: string } {
  const [rate, percent] = RATES[place % RATES.length] ?? ['23', 23];
  const net = ((place * 7919) % 900_000) + 1050;
  const sign = place % 17 === 9 ? -1 : 1;
  return { net: net * sign, vat: Math.round((net * percent) / 100) * sign, rate };
}

function invoiceFacts(place: number, bytes: Buffer): BundleInvoice {
  const { net, vat } = sums(place);
  const currency = place % 11 === 7 ? 'EUR' : 'PLN';
  const day = String((place % 31) + 1).padStart(2, '0');
  const remoteNumber = `5265877635-202610${day}-${String(place).padStart(6, '0')}0A1B2C-7F`;
  return {
    connectionId: '0198c0de-0000-7000-8000-000000000001',
    naturalKey: remoteNumber,
    remoteNumber,
    receivedOn: `2026-10-${day}`,
    number: `FV/2026/10/${String(place + 1).padStart(4, '0')}`,
    kind: place % 17 === 9 ? 'correction' : 'invoice',
    direction: place % 5 < 2 ? 'sale' : 'purchase',
    issueDate: `2026-10-${day}`,
    counterparty: NAMES[place % NAMES.length] ?? '',
    counterpartyTaxId: '1111111111',
    currency,
    net: fromMinor(net, currency),
    vat: fromMinor(vat, currency),
    gross: fromMinor(net + vat, currency),
    needsLook: place % 50 === 41 || place % 50 === 13,
    fileName: `${remoteNumber}.xml`,
    mediaType: 'application/xml',
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

function parsedInvoice(place: number): ParsedInvoice {
  const { net, vat, rate } = sums(place);
  const money = (minor: number): string => fromMinor(minor, 'PLN');
  const finding = {
    key: 'format.finding.sum_differs',
    params: { gross: money(net + vat), sum: money(net + vat + 100), currency: 'PLN' },
  };
  return {
    format: 'fa3',
    number: `FV/2026/10/${String(place + 1).padStart(4, '0')}`,
    kind: 'invoice',
    issueDate: '2026-10-05',
    saleDate: '2026-10-04',
    currency: 'PLN',
    seller: { name: 'A', address: [] },
    buyer: { name: 'B', address: [] },
    otherParties: [],
    lines: [],
    rates: [{ rate, net: money(net), vat: money(vat) }],
    net: money(net),
    vat: money(vat),
    gross: money(net + vat),
    correctedNumbers: place % 17 === 9 ? [{ number: 'FV/2026/09/0001' }] : [],
    payment: { paid: false, dueOn: ['2026-11-04'], accounts: [] },
    notes: [],
    hasAttachment: false,
    findings: place % 50 === 13 ? [finding] : [],
  };
}

// Sales invoices that an e-invoice outside Poland can carry, as fast-check draws them, and the same ones spoiled.
import fc from 'fast-check';
import { checkDigit731 } from '../../shared/domain/paymentReference';
import { SalesInvoice, type SalesLine, type SalesVat } from '../../shared/domain/salesInvoice';
import { day, DIGITS, drawn, longText, seed, some, text } from './drawnValues';
import { plainSale } from './plainSale';

const number = (whole: number, decimals: number): fc.Arbitrary<string> =>
  seed.map(
    (n) =>
      `${1 + (n % 9)}${drawn(n, n % whole, DIGITS)}${decimals === 0 ? '' : `.${drawn(n + 1, 1 + (n % decimals), DIGITS)}`}`,
  );

const vats: fc.Arbitrary<SalesVat> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom('24', '13', '9', '22.00', '20', '0')
      .map((percent): SalesVat => ({ treatment: 'taxed', percent })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        'zero' as const,
        'intra_union' as const,
        'export' as const,
        'exempt' as const,
        'reverse_charge' as const,
        'outside_service' as const,
      )
      .map((treatment): SalesVat => ({ treatment })),
  },
);

const line: fc.Arbitrary<SalesLine> = fc
  .record({
    name: longText(500),
    price: fc.oneof(
      fc.record({ quantity: number(4, 4), price: number(5, 4) }),
      fc.record({ quantity: number(3, 2), price: number(5, 2), discount: number(1, 2) }),
      fc.record({ amount: number(6, 2) }),
    ),
    vat: vats,
    rest: some({
      unit: fc.constantFrom('tk', 'h', 'kg', 'päev', 'm²'),
      codes: some({ index: text(20), gtin: fc.constant('4006381333931') }),
    }),
  })
  .map(({ name, price, vat, rest }) => ({ name, ...price, vat, ...rest }));

const address = fc.record({
  country: fc.constantFrom('EE', 'DE', 'FI'),
  line1: longText(100),
  line2: fc.oneof(fc.constantFrom('10117 Tallinn', 'Tartu', '20354 Hamburg', 'LV-1010 Rīga'), text(100)),
});
const reach = some({ email: fc.constant('arved@naidis.example'), phone: fc.constant('+372 600 0000') });
const reference = seed.map((n) => {
  const body = drawn(n, 1 + (n % 18), DIGITS);
  return body + checkDigit731(body);
});

const common = fc.record({
  number: text(20),
  issueDate: day(2024, 2026),
  seller: fc.tuple(longText(100), address, reach).map(([name, place, more]) => ({
    identity: { type: 'vat_eu' as const, country: 'EE', number: '100247019' },
    registryCode: '10256137',
    name,
    address: place,
    ...more,
  })),
  buyer: fc
    .tuple(
      longText(100),
      address,
      reach,
      fc.constantFrom(
        { identity: { type: 'none' as const }, registryCode: '10137025' },
        { identity: { type: 'vat_eu' as const, country: 'EE', number: '102430772' }, registryCode: '10137025' },
        { identity: { type: 'vat_eu' as const, country: 'DE', number: '136695976' }, registryCode: 'HRB 1234' },
      ),
      some({ customerNumber: text(20) }),
    )
    .map(([name, place, more, who, rest]) => ({
      ...who,
      name,
      address: place,
      isLocalGovernmentUnit: false,
      isVatGroupMember: false,
      ...more,
      ...rest,
    })),
  lines: fc.array(line, { minLength: 1, maxLength: 6 }),
  payment: fc.record({
    due: day(2027, 2027),
    more: some({ reference: fc.oneof(reference, fc.constant('RF18539007547034')) }),
  }),
  notes: fc.array(fc.record({ label: text(100), text: longText(500) }), { maxLength: 2 }),
  orders: fc.array(
    text(60).map((one) => ({ number: one })),
    { maxLength: 1 },
  ),
  contracts: fc.array(
    text(60).map((one) => ({ number: one })),
    { maxLength: 1 },
  ),
});

export const einvoiceSale: fc.Arbitrary<SalesInvoice> = common.map(({ payment, ...rest }) => ({
  ...plainSale,
  ...rest,
  currency: 'EUR',
  annotations: { ...plainSale.annotations, exemption: { source: 'act' as const, text: 'KMS § 16' } },
  payment: {
    parts: [],
    dueOn: [payment.due],
    method: 'transfer' as const,
    accounts: [{ number: 'EE38 2200 2210 2014 5685', swift: 'HABAEE2X', bank: 'Swedbank' }],
    factorAccounts: [],
    ...payment.more,
  },
}));

/** Everything that was sold is taken back, or a smaller price stands in its place. */
export const creditNote: fc.Arbitrary<SalesInvoice> = fc
  .tuple(einvoiceSale, fc.constantFrom('difference', 'pair'), text(20))
  .map(([sale, way, corrected]) => ({
    ...sale,
    kind: 'correction' as const,
    lines: sale.lines.map((one) => {
      if (way === 'pair') return { ...one, isBefore: true };
      const { quantity, amount, discount: _discount, ...rest } = one;
      return quantity === undefined ? { ...rest, amount: `-${amount ?? '1'}` } : { ...rest, quantity: `-${quantity}` };
    }),
    correction: {
      reason: 'Tagastus',
      corrected: [{ number: corrected, issueDate: '2024-01-01' }],
      buyersBefore: [],
    },
  }));

const JUNK = fc.constantFrom(
  '',
  ' ',
  '\u0007',
  'ż'.repeat(600),
  '1,5',
  '-3',
  '1.123456789',
  '2026-02-30',
  'EE1',
  '<&>"',
  '\ud800',
);

/** One text of it is something else. */
export const spoiledSale: fc.Arbitrary<SalesInvoice> = fc
  .tuple(fc.oneof(einvoiceSale, creditNote), fc.nat(), JUNK)
  .map(([sale, at, junk]) => {
    const copy = structuredClone(sale) as unknown;
    const places: (readonly [Record<string, unknown>, string])[] = [];
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      const part = value as Record<string, unknown>;
      for (const [key, inner] of Object.entries(part)) {
        const isWord = ['kind', 'prices', 'treatment', 'type', 'method', 'source', 'currency'].includes(key);
        if (typeof inner === 'string' && !isWord) places.push([part, key]);
        else walk(inner);
      }
    };
    walk(copy);
    const place = places[at % places.length];
    if (place !== undefined) place[0][place[1]] = junk;
    return copy as SalesInvoice;
  })
  // A longer text than any draft holds.
  .filter((sale) => SalesInvoice.safeParse(sale).success);

// Sales invoices of every kind, as fast-check draws them: all that a person can fill in, filled in rightly.
import fc from 'fast-check';
import type { InvoiceKind } from '../../shared/domain/invoice';
import { crc8Hex } from '../../shared/domain/crc8';
import type {
  SalesBuyer,
  SalesIdentity,
  SalesInvoice,
  SalesLine,
  SalesParty,
  SalesVat,
} from '../../shared/domain/salesInvoice';
import { salesTotals } from '../../shared/domain/salesTotals';

export const TODAY = '2026-11-20';

/** Letters that must be escaped, that are not ASCII, that are not in the first plane, and spaces in a row. */
const LETTERS = Array.from('abcXYZ019 łóżęß€–&<>"\'/.,() \u{1f4e6}');
export const text = (max: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: Math.min(max, 40) })
    .map((letters) => letters.join(''))
    .filter((letters) => letters.trim() !== '' && !letters.includes(']]>'));

/** Sometimes as long as it may be. */
const longText = (max: number): fc.Arbitrary<string> =>
  fc.oneof({ weight: 9, arbitrary: text(max) }, { weight: 1, arbitrary: fc.constant('ż'.repeat(max)) });

const optional = <T>(key: string, value: fc.Arbitrary<T>): fc.Arbitrary<Readonly<Record<string, T>>> =>
  fc.option(value, { nil: undefined }).map((found): Record<string, T> => (found === undefined ? {} : { [key]: found }));

/** An object whose members are there or not, as exactOptionalPropertyTypes wants it. */
function some<T extends object>(members: { [K in keyof T]-?: fc.Arbitrary<NonNullable<T[K]>> }): fc.Arbitrary<T> {
  const parts = Object.entries(members).map(([key, value]) => optional(key, value as fc.Arbitrary<unknown>));
  return fc.tuple(...parts).map((found) => Object.assign({}, ...found) as T);
}

export const nip = fc
  .stringMatching(/^[1-9](\d[1-9]|[1-9]\d)\d{6}$/)
  .map((nine) => nine + String([6, 5, 7, 2, 3, 4, 5, 6, 7].reduce((sum, w, i) => sum + w * Number(nine[i]), 0) % 11))
  .filter((digits) => digits.length === 10);

const two = (n: number): string => String(n).padStart(2, '0');
export const day = (from: number, to: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: from, max: to }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    .map(([year, month, date]) => `${year}-${two(month)}-${two(date)}`);

export const ksefNumber = fc
  .tuple(nip, day(2026, 2026), fc.stringMatching(/^[0-9A-F]{12}$/))
  .map(([holder, on, tail]) => {
    const first = `${holder}-${on.replaceAll('-', '')}-${tail}`;
    return `${first}-${crc8Hex(first)}`;
  });

/** Up to so many digits before and after the point. */
export function decimal(whole: number, decimals: number): fc.Arbitrary<string> {
  const digits = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** BigInt(whole) - 1n }), fc.nat({ max: decimals }));
  return digits.chain(([units, scale]) =>
    fc.stringMatching(new RegExp(`^\\d{${scale}}$`)).map((end) => (scale === 0 ? String(units) : `${units}.${end}`)),
  );
}
const above = (whole: number, decimals: number): fc.Arbitrary<string> =>
  decimal(whole, decimals).filter((number) => /[1-9]/.test(number));

const withSign = (number: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(fc.boolean(), number).map(([isNegative, digits]) => (isNegative ? `-${digits}` : digits));

const taxed = (...percents: string[]): fc.Arbitrary<SalesVat> =>
  fc.constantFrom(...percents).map((percent): SalesVat => ({ treatment: 'taxed', percent }));
const anyVat: fc.Arbitrary<SalesVat> = fc.oneof(
  { weight: 4, arbitrary: taxed('23', '8', '5', '23.00', '4', '3', '22', '7') },
  { weight: 1, arbitrary: decimal(2, 6).map((percent): SalesVat => ({ treatment: 'oss', percent })) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(
        'zero' as const,
        'intra_union' as const,
        'export' as const,
        'exempt' as const,
        'reverse_charge' as const,
        'outside' as const,
        'outside_service' as const,
        'margin' as const,
      )
      .map((treatment): SalesVat => ({ treatment })),
  },
);

const unionVat: fc.Arbitrary<SalesIdentity> = fc
  .tuple(fc.constantFrom('DE', 'EE', 'EL', 'XI', 'FR'), fc.stringMatching(/^[0-9A-Z+*]{9}$/))
  .map(([country, number]) => ({ type: 'vat_eu', country, number }));
const polish: fc.Arbitrary<SalesIdentity> = nip.map((digits) => ({ type: 'nip', nip: digits }));
const elsewhere: fc.Arbitrary<SalesIdentity> = fc
  .tuple(fc.constantFrom('US', 'GB', 'CH'), text(50))
  .map(([country, number]) => ({ type: 'other', country, number }));
const nobody: fc.Arbitrary<SalesIdentity> = fc.constant({ type: 'none' });
const unit: fc.Arbitrary<SalesIdentity> = fc
  .tuple(nip, fc.stringMatching(/^\d{5}$/))
  .map(([digits, five]) => ({ type: 'internal', id: `${digits}-${five}` }));

const address = fc
  .tuple(fc.constantFrom('PL', 'DE', 'EE', 'GR', 'us'), longText(512), some<{ line2?: string }>({ line2: text(512) }))
  .map(([country, line1, rest]) => ({ country, line1, ...rest }));

const partyWith = (identity: fc.Arbitrary<SalesIdentity>): fc.Arbitrary<SalesParty> =>
  fc
    .record({
      who: identity,
      name: longText(512),
      rest: some<Omit<SalesParty, 'identity' | 'name'>>({
        address,
        email: fc.constantFrom('a@b', 'biuro@firma.example'),
        phone: fc.stringMatching(/^[0-9+ ]{3}[0-9]{9}$/),
        customerNumber: text(256),
        key: text(32),
      }),
    })
    .map(({ who, name, rest }) => ({ identity: who, name, ...rest }));

const seller = fc.tuple(partyWith(polish), address).map(([party, place]) => ({ ...party, address: place }));

const flags = fc.record({ isLocalGovernmentUnit: fc.boolean(), isVatGroupMember: fc.boolean() });
const buyerWith = (identity: fc.Arbitrary<SalesIdentity>): fc.Arbitrary<SalesBuyer> =>
  fc.tuple(partyWith(identity), flags).map(([party, marks]) => ({ ...party, ...marks }));

const account = fc
  .record({
    number: fc.constantFrom(
      'PL61109010140000071219812874',
      '61 1090 1014 0000 0712 1981 2874',
      'EE382200221020145685',
      'KONTO-12345678',
    ),
    rest: some<{ swift?: string; bank?: string; description?: string }>({
      swift: fc.constantFrom('WBKPPLPP', 'habaee2xxxx'),
      bank: text(256),
      description: text(256),
    }),
  })
  .map(({ number, rest }) => ({ number, ...rest }));

type Money = (whole: number) => fc.Arbitrary<string>;

const lineOf = (isCorrection: boolean, isForeign: boolean, money: Money): fc.Arbitrary<SalesLine> =>
  fc
    .record({
      name: longText(512),
      price: fc.oneof(
        fc.record({
          quantity: isCorrection ? withSign(decimal(5, 6)) : decimal(5, 6),
          price: decimal(6, 8),
        }),
        fc.record({ amount: isCorrection ? withSign(money(7)) : money(7) }),
      ),
      vat: anyVat,
      rest: some<Partial<SalesLine>>({
        unit: text(256),
        discount: decimal(2, 8),
        saleDate: day(2026, 2026),
        uid: text(50),
        codes: some<NonNullable<SalesLine['codes']>>({
          index: text(50),
          gtin: text(20),
          pkwiu: text(50),
          cn: text(50),
          pkob: text(50),
        }),
        gtu: fc.constantFrom('GTU_01', 'GTU_13'),
        procedure: fc.constantFrom('WSTO_EE', 'IED', 'TT_D', 'B_SPV', 'B_SPV_DOSTAWA', 'B_MPV_PROWIZJA'),
        isAnnex15: fc.boolean(),
        no: fc.integer({ min: 1, max: 99_999_999_999_999 }),
      }),
      more: isForeign ? some<Partial<SalesLine>>({ exchangeRate: above(2, 6) }) : fc.constant({}),
      before: isCorrection ? some<Partial<SalesLine>>({ isBefore: fc.boolean() }) : fc.constant({}),
    })
    .map(({ name, price, vat, rest, more, before }) => ({ name, ...price, vat, ...rest, ...more, ...before }));

const rateSumOf = (money: Money) => fc.record({ vat: anyVat, net: withSign(money(7)), tax: withSign(money(6)) });

/** `0.5 kg` of something and all else: `kind` decides what is there. */
export function salesInvoice(kind: InvoiceKind): fc.Arbitrary<SalesInvoice> {
  return fc
    .constantFrom('PLN', 'EUR', 'JPY')
    .chain((currency) => draw(kind, currency))
    .map(fitting);
}

function draw(kind: InvoiceKind, currency: string): fc.Arbitrary<SalesInvoice> {
  const isCorrection = kind === 'correction' || kind === 'advance_correction' || kind === 'settlement_correction';
  const isAdvance = kind === 'advance' || kind === 'advance_correction';
  const isSettlement = kind === 'settlement' || kind === 'settlement_correction';
  const isForeign = currency !== 'PLN';
  const money: Money = (whole) => decimal(whole, currency === 'JPY' ? 0 : 2);
  const rateSum = rateSumOf(money);
  const none = fc.constant([]);
  const extras = fc.array(fc.record({ amount: money(4), reason: text(256) }), { maxLength: 2 });
  const papers = fc.array(
    fc
      .tuple(text(256), some<{ date?: string }>({ date: day(1990, 2030) }))
      .map(([number, rest]) => ({ number, ...rest })),
    { maxLength: 2 },
  );
  const reference = fc
    .tuple(text(256), some<{ ksefNumber?: string }>({ ksefNumber }))
    .map(([number, rest]) => ({ number, ...rest }));
  const head = fc.record({
    number: longText(256),
    seller,
    buyer: buyerWith(fc.oneof(polish, unionVat, elsewhere, nobody)),
    otherParties: fc.array(
      fc.oneof(
        fc.record({
          role: fc.constantFrom(
            'factor' as const,
            'recipient' as const,
            'local_government_recipient' as const,
            'employee' as const,
          ),
          party: partyWith(fc.oneof(polish, unit, unionVat, elsewhere, nobody)),
        }),
        fc.record({ role: fc.constant('additional_buyer' as const), party: partyWith(polish), share: decimal(2, 6) }),
        fc.record({ role: fc.constant('other' as const), roleText: text(256), party: partyWith(nobody) }),
      ),
      { maxLength: 3 },
    ),
    prices: fc.constantFrom('net' as const, 'gross' as const),
    lines: fc.array(lineOf(isCorrection, isForeign, money), { minLength: 1, maxLength: 6 }),
    received: isAdvance
      ? fc.array(fc.record({ vat: anyVat, gross: isCorrection ? withSign(money(7)) : money(7) }), {
          minLength: 1,
          maxLength: 3,
        })
      : none,
    advances: isSettlement
      ? fc.array(
          fc
            .tuple(reference, fc.array(rateSum, { minLength: 1, maxLength: 2 }))
            .map(([named, sums]) => ({ ...named, sums })),
          { minLength: 1, maxLength: 2 },
        )
      : none,
    charges: extras,
    deductions: extras,
    orders: papers,
    contracts: papers,
    deliveryNotes: fc.array(text(256), { maxLength: 2 }),
    notes: fc.array(
      fc
        .tuple(text(256), longText(256), some<{ line?: number }>({ line: fc.integer({ min: 1, max: 9 }) }))
        .map(([label, words, rest]) => ({ label, text: words, ...rest })),
      { maxLength: 3 },
    ),
    footer: fc.array(text(3500), { maxLength: 3 }),
  });
  const annotations = fc.record({
    cashMethod: fc.boolean(),
    selfBilling: fc.boolean(),
    splitPayment: fc.boolean(),
    reverseCharge: fc.boolean(),
    triangular: fc.boolean(),
    toReceipt: fc.boolean(),
    relatedParties: fc.boolean(),
    exemption: fc.record({
      source: fc.constantFrom('act' as const, 'directive' as const, 'other' as const),
      text: text(256),
    }),
    margin: fc.constantFrom('travel' as const, 'used_goods' as const, 'art' as const, 'antiques' as const),
  });
  const payment = fc.record({
    paid: fc.constantFrom('all', 'parts', 'not'),
    on: day(2020, 2025),
    parts: fc.array(
      fc
        .tuple(money(6), day(2020, 2025), some<{ method?: 'cash' }>({ method: fc.constant('cash') }))
        .map(([amount, date, rest]) => ({ amount, date, ...rest })),
      { minLength: 1, maxLength: 3 },
    ),
    dueOn: fc.array(day(2026, 2027), { maxLength: 2 }),
    rest: some<Partial<SalesInvoice['payment']>>({
      method: fc.constantFrom('cash', 'card', 'voucher', 'cheque', 'credit', 'transfer', 'mobile', 'other'),
      discount: fc.record({ terms: text(256), size: text(256) }),
    }),
    methodText: text(256),
    accounts: fc.array(account, { maxLength: 2 }),
    factorAccounts: fc.array(account, { maxLength: 1 }),
  });
  const correction = fc
    .record({
      reason: text(256),
      corrected: fc.array(
        fc.tuple(reference, day(2020, 2025)).map(([named, issueDate]) => ({ ...named, issueDate })),
        { minLength: 1, maxLength: 2 },
      ),
      rest: some<Pick<NonNullable<SalesInvoice['correction']>, 'effect' | 'period' | 'rightNumber' | 'sums'>>({
        effect: fc.constantFrom('original', 'correction', 'other'),
        period: text(256),
        rightNumber: text(256),
        sums: fc.array(rateSum, { maxLength: 3 }),
      }),
      amount: kind === 'correction' ? fc.constant({}) : some<{ amountBefore?: string }>({ amountBefore: money(7) }),
      former: fc.record({ seller: fc.boolean(), buyer: fc.boolean(), name: text(512), place: address }),
    })
    .map(({ reason, corrected, rest, amount, former }) => ({ reason, corrected, ...rest, ...amount, former }));
  const dates = fc.oneof(
    fc.constant({}),
    day(2026, 2026).map((saleDate) => ({ saleDate })),
    day(2026, 2026).map((from) => ({ period: { from, to: '2026-12-31' } })),
  );
  const rest = some<Partial<SalesInvoice>>({
    placeOfIssue: text(256),
    deliveryTerms: text(256),
    registers: some<NonNullable<SalesInvoice['registers']>>({
      fullName: text(256),
      krs: fc.constant('0000123456'),
      regon: fc.constantFrom('123456785', '12345678512347'),
      bdo: fc.constant('000123456'),
    }),
  });
  return fc
    .record({ head, annotations, payment, correction, dates, rest, rate: above(2, 6), issueDate: day(2026, 2026) })
    .map((drawn) => {
      const { former, ...corrected } = drawn.correction;
      const { paid, on, parts, methodText, rest: terms, ...paying } = drawn.payment;
      const other = { name: former.name, address: former.place };
      return {
        kind,
        currency,
        issueDate: drawn.issueDate > TODAY ? TODAY : drawn.issueDate,
        ...drawn.head,
        ...drawn.dates,
        ...drawn.rest,
        ...(isForeign ? { exchangeRate: drawn.rate } : {}),
        receipts: [],
        annotations: drawn.annotations,
        payment: {
          ...paying,
          ...terms,
          parts: paid === 'parts' ? parts : [],
          ...(paid === 'all' ? { paidOn: on } : {}),
          ...(terms.method === 'other' ? { methodText } : {}),
        },
        ...(isCorrection
          ? {
              correction: {
                ...corrected,
                buyersBefore: former.buyer ? [{ identity: drawn.head.buyer.identity, ...other }] : [],
                ...(former.seller ? { sellerBefore: { identity: drawn.head.seller.identity, ...other } } : {}),
              },
            }
          : {}),
      };
    });
}

/** What hangs together: limits of simplified invoices, receipts of an advance, the buyer of a delivery inside the Union. */
function fitting(drawn: SalesInvoice): SalesInvoice {
  const vats = [drawn.lines, drawn.received, drawn.advances.flatMap(({ sums }) => sums), drawn.correction?.sums ?? []];
  const needsUnion = drawn.annotations.triangular || vats.flat().some(({ vat }) => vat.treatment === 'intra_union');
  const union: SalesIdentity = { type: 'vat_eu', country: 'DE', number: '123456789' };
  const identity = needsUnion ? union : drawn.buyer.identity;
  const whole: SalesInvoice = {
    ...drawn,
    buyer: { ...drawn.buyer, identity },
    annotations: { ...drawn.annotations, splitPayment: true },
    lines: drawn.kind === 'simplified' ? drawn.lines.map(small) : drawn.lines,
    ...(drawn.correction === undefined
      ? {}
      : {
          correction: {
            ...drawn.correction,
            buyersBefore: drawn.correction.buyersBefore.map((party) => ({ ...party, identity })),
          },
        }),
  };
  if (drawn.kind !== 'advance') return whole;
  return { ...whole, receipts: [{ date: whole.issueDate, amount: salesTotals(whole).gross }] };
}

function small({ quantity: _, price: __, discount: ___, ...line }: SalesLine): SalesLine {
  return { ...line, amount: '1' };
}

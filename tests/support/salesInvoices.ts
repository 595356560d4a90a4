// Sales invoices of every kind, as fast-check draws them: all that a person can fill in, filled in rightly.
import fc from 'fast-check';
import type { InvoiceKind } from '../../shared/domain/invoice';
import type { SalesIdentity, SalesInvoice, SalesLine, SalesRateSum, SalesVat } from '../../shared/domain/salesInvoice';
import { isCorrection, salesTotals } from '../../shared/domain/salesTotals';
import {
  account,
  address,
  buyerWith,
  elsewhere,
  nobody,
  partyWith,
  polish,
  seller,
  unionVat,
  unit,
} from './drawnParties';
import { above, day, decimal, ksefNumber, longText, some, text, withSign } from './drawnValues';

export const TODAY = '2026-11-20';

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
      rest: some({
        unit: text(256),
        discount: decimal(2, 8),
        saleDate: day(2026, 2026),
        uid: text(50),
        codes: some({
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
      more: isForeign ? some({ exchangeRate: above(2, 6) }) : fc.constant({}),
      before: isCorrection ? some({ isBefore: fc.boolean() }) : fc.constant({}),
    })
    .map(({ name, price, vat, rest, more, before }) => ({ name, ...price, vat, ...rest, ...more, ...before }));

const rateSumOf = (money: Money): fc.Arbitrary<SalesRateSum> =>
  fc
    .record({ vat: anyVat, net: withSign(money(7)), tax: withSign(money(6)) })
    .map((sum) => ('percent' in sum.vat ? sum : { ...sum, tax: '0' }));

/** The kind decides what is there. */
export function salesInvoice(kind: InvoiceKind): fc.Arbitrary<SalesInvoice> {
  // Its limit has an amount in złoty and one in euros.
  const currencies = kind === 'simplified' ? ['PLN', 'EUR'] : ['PLN', 'EUR', 'JPY'];
  return fc
    .constantFrom(...currencies)
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
  const none = fc.constant<never[]>([]);
  const extras = fc.array(fc.record({ amount: money(4), reason: text(256) }), { maxLength: 2 });
  const papers = fc.array(
    fc.tuple(text(256), some({ date: day(1990, 2030) })).map(([number, rest]) => ({ number, ...rest })),
    { maxLength: 2 },
  );
  const reference = fc.tuple(text(256), some({ ksefNumber })).map(([number, rest]) => ({ number, ...rest }));
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
        .tuple(text(256), longText(256), some({ line: fc.integer({ min: 1, max: 9 }) }))
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
        .tuple(money(6), day(2020, 2025), some({ method: fc.constant('cash') }))
        .map(([amount, date, rest]) => ({ amount, date, ...rest })),
      { minLength: 1, maxLength: 3 },
    ),
    dueOn: fc.array(day(2026, 2027), { maxLength: 2 }),
    rest: some({
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
      rest: some({
        effect: fc.constantFrom('original', 'correction', 'other'),
        period: text(256),
        rightNumber: text(256),
        sums: fc.array(rateSum, { maxLength: 3 }),
      }),
      amount: kind === 'correction' ? fc.constant({}) : some({ amountBefore: money(7) }),
      former: fc.record({ seller: fc.boolean(), buyer: fc.boolean(), name: text(512), place: address }),
    })
    .map(({ reason, corrected, rest, amount, former }) => ({ reason, corrected, ...rest, ...amount, former }));
  const dates = fc.oneof(
    fc.constant({}),
    day(2026, 2026).map((saleDate) => ({ saleDate })),
    day(2026, 2026).map((from) => ({ period: { from, to: '2026-12-31' } })),
  );
  const rest = some({
    placeOfIssue: text(256),
    deliveryTerms: text(256),
    registers: some({
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
    lines: drawn.kind === 'simplified' ? drawn.lines.map(small) : sold(drawn),
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

/** Only a correction takes back: no discount is larger than its line. */
function sold(drawn: SalesInvoice): SalesLine[] {
  if (isCorrection(drawn.kind)) return drawn.lines;
  const values = salesTotals(drawn).lines;
  return drawn.lines.map((line, i) => (values[i]?.startsWith('-') === true ? { ...line, discount: '0' } : line));
}

const small = ({ name, vat }: SalesLine): SalesLine => ({ name, vat, amount: '1' });

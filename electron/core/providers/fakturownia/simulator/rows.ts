// Invoices of the simulated account, with the oddities of the real one: amounts now as text, now as numbers, tax ids with hyphens,
// a sale date that is only a month, HTML in a name.

/** A value that is written into the JSON as it stands: a number that no float may touch. */
export interface Literal {
  readonly literal: string;
}
export type Value = string | boolean | null | Literal | readonly Value[] | { readonly [key: string]: Value };
export type Row = { [key: string]: Value };

const isLiteral = (value: Value): value is Literal => typeof value === 'object' && value !== null && 'literal' in value;

export function write(value: Value): string {
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(write).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isLiteral(value)) return value.literal;
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}:${write(member)}`)
    .join(',')}}`;
}

export const OWN = { name: 'Zielona Kuźnia sp. z o.o.', taxId: '5265877635' } as const;

type Pair = readonly [name: string, taxId: string];
const SUPPLIERS: readonly [Pair, ...Pair[]] = [
  ['Hurtownia Lipa sp. z o.o.', '525-244-57-67'],
  ['Drukarnia <b>Kropka</b> & Syn', '7010416384'],
  ['Energia Północ S.A.', 'PL 584 035 19 16'],
  ['Biuro Rachunkowe Żabka', '6272616681'],
];
const CUSTOMERS: readonly [Pair, ...Pair[]] = [
  ['Piekarnia Złoty Kłos', '7740001454'],
  ['Łąka i Wspólnicy s.c.', '5213003700'],
  ['Muster Handels GmbH', 'DE136695976'],
];
const RATES = ['23', '8', '5', 'zw'] as const;

function pick<T>(list: readonly [T, ...T[]], at: number): T {
  return list[at % list.length] ?? list[0];
}

/** Small and fixed: the same seed gives the same account. */
function random(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

export const amount = (cents: number): string => {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** `1230.0` as text, or 1230.0 as a number. */
const odd = (cents: number, asNumber: boolean): Value => {
  const text = amount(cents).replace(/0$/, '');
  return asNumber ? { literal: text } : text;
};

/** Offset of Poland's clock; half an hour more or less does not matter here. */
const offsetOf = (day: string): string => (day.slice(5) >= '03-29' && day.slice(5) < '10-25' ? '+02:00' : '+01:00');

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export interface Ledger {
  readonly seed: number;
  readonly now: number;
  readonly months: number;
  readonly perMonth: number;
}

/** Costs and sales of the last months up to today, in the order of their ids. */
export function makeRows({ seed, now, months, perMonth }: Ledger): Row[] {
  const next = random(seed);
  const count = months * perMonth;
  const span = months * 30 * 86_400_000;
  return Array.from({ length: count }, (_, at) => {
    const issuedMs = now - span + Math.floor(((at + 1) / count) * (span - 3_600_000));
    return makeRow({ id: 401_000 + at, at, issuedMs, isCost: at % 3 !== 2, next });
  });
}

interface Seed {
  readonly id: number;
  readonly at: number;
  readonly issuedMs: number;
  readonly isCost: boolean;
  readonly next: (below: number) => number;
}

export function makeRow({ id, at, issuedMs, isCost, next }: Seed): Row {
  const day = dayOf(issuedMs);
  const stamp = `${day}T${new Date(issuedMs).toISOString().slice(11, 19)}.000${offsetOf(day)}`;
  const isCorrection = at % 11 === 7;
  const rate = RATES[at % 7 === 5 ? 3 : at % 5 === 4 ? 1 : 0];
  const net = (isCorrection ? -1 : 1) * (1000 + next(250_000));
  const vat = rate === 'zw' ? 0 : Math.round((net * Number(rate)) / 100);
  const [name, taxId] = isCost ? pick(SUPPLIERS, at) : pick(CUSTOMERS, at);
  const status = at % 4 === 0 ? 'paid' : at % 9 === 3 ? 'partial' : 'issued';
  const asNumber = at % 2 === 1;
  const [seller, buyer] = isCost ? [{ name, taxId }, OWN] : [OWN, { name, taxId }];
  return {
    id: { literal: String(id) },
    kind: isCorrection ? 'correction' : at % 13 === 12 ? 'proforma' : 'vat',
    income: !isCost,
    number: `${isCost ? 'FS' : 'FV'}/${String(id - 400_000)}/${day.slice(5, 7)}/${day.slice(0, 4)}`,
    issue_date: day,
    sell_date: at % 6 === 0 ? day.slice(0, 7) : day,
    payment_to: dayOf(issuedMs + 14 * 86_400_000),
    payment_type: at % 5 === 0 ? 'card' : 'transfer',
    paid_date: status === 'paid' ? day : null,
    status,
    paid:
      status === 'paid' ? odd(net + vat, asNumber) : status === 'partial' ? odd(Math.trunc(net / 2), asNumber) : '0.0',
    price_net: odd(net, asNumber),
    price_tax: odd(vat, asNumber),
    price_gross: odd(net + vat, asNumber),
    currency: 'PLN',
    seller_name: seller.name,
    seller_tax_no: seller.taxId,
    buyer_name: buyer.name,
    buyer_tax_no: buyer.taxId,
    accounting_kind: isCost ? 'expenses' : null,
    from_invoice_id: isCorrection ? { literal: String(id - 3) } : null,
    token: `tk${String(id)}`,
    ...governmentOf(at, seller.taxId, day, stamp),
    positions: [
      {
        id: { literal: String(id * 10) },
        name: isCost ? 'Materiały' : 'Usługa projektowa',
        quantity: '1.0',
        quantity_unit: 'szt',
        tax: rate,
        price_net: odd(net, false),
        total_price_net: odd(net, !asNumber),
        total_price_gross: odd(net + vat, !asNumber),
      },
    ],
    updated_at: stamp,
  };
}

/** Every third one went through KSeF; every tenth of them through its test environment, whose number is worth nothing. */
function governmentOf(at: number, sellerTaxId: string, day: string, stamp: string): Row {
  if (at % 3 === 1) return { gov_status: null, gov_id: null, gov_send_date: null };
  const nip = sellerTaxId.replace(/\D/g, '');
  const tail = (at * 2_654_435).toString(16).toUpperCase().padStart(12, '0').slice(-12);
  return {
    gov_status: at % 10 === 0 ? 'demo_ok' : 'ok',
    gov_id: `${nip}-${day.replaceAll('-', '')}-${tail}-0A`,
    gov_send_date: stamp,
  };
}

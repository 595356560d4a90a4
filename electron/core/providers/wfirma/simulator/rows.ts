// Records of the simulated companies: every leaf is text, dates without a value are zeros, times are the wall clock of Poland.
import type { SharedInvoice } from '../../sdk/simulatorKit';

export type Leaf = string;
export interface Row {
  [key: string]: Leaf | Row;
}

const SUPPLIERS = [
  ['Hurtownia Lipa sp. z o.o.', '5252445767'],
  ['Drukarnia Kropka', '701-041-63-84'],
  ['Energia Północ S.A.', '5840351916'],
] as const;
const CUSTOMERS = [
  ['Piekarnia Złoty Kłos', '7740001454'],
  ['Łąka i Wspólnicy s.c.', '5213003700'],
] as const;

const WALL = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw', dateStyle: 'short', timeStyle: 'medium' });
/** `2026-05-19 08:12:44`, as a clock in Poland shows it. */
export const wallTime = (ms: number): string => WALL.format(ms);
export const dayOf = (ms: number): string => wallTime(ms).slice(0, 10);

const money = (cents: number): string => {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const later = (ms: number, days: number): string => dayOf(ms + days * 86_400_000);

/** Repeated branches are numbered objects, also a single one. */
export const numbered = (name: string, rows: readonly Row[]): Row =>
  Object.fromEntries(rows.map((row, at) => [String(at), { [name]: row }]));

function partner(id: string, [name, nip]: readonly [string, string]): Pick<Row, string> {
  return {
    contractor: { id },
    contractor_detail: { id: `9${id}`, name, nip, tax_id_type: 'nip', street: 'Polna 3', zip: '61-001', country: 'PL' },
  };
}

export interface Made {
  readonly id: string;
  readonly at: number;
  readonly ms: number;
}

export function makeExpense({ id, at, ms }: Made): Row {
  const net = (at % 12 === 7 ? -1 : 1) * (10_000 + ((at * 7919) % 90_000));
  const tax = at % 9 === 5 ? 0 : Math.round((net * 23) / 100);
  const isPaid = at % 3 === 0;
  return {
    id,
    type: at % 14 === 9 ? 'bill' : at % 17 === 11 ? 'internal_proof' : 'invoice',
    fullnumber: `FS/${String(at)}/${dayOf(ms).slice(0, 7)}`,
    date: dayOf(ms),
    reception_date: at % 4 === 2 ? '0000-00-00' : later(ms, 1),
    taxregister_date: dayOf(ms),
    payment_date: at % 5 === 4 ? '0000-00-00' : later(ms, 14),
    payment_method: at % 2 === 0 ? 'transfer' : 'payment_card',
    paymentstate: isPaid ? 'paid' : at % 7 === 3 ? 'undefined' : 'unpaid',
    paid: isPaid ? '1' : '0',
    alreadypaid: money(isPaid ? net + tax : 0),
    remaining: money(isPaid ? 0 : net + tax),
    netto: money(net),
    brutto: money(net + tax),
    total_composed: money(net + tax),
    currency: 'PLN',
    description: '',
    correction: net < 0 ? '1' : '0',
    correction_description: net < 0 ? 'zwrot towaru' : '',
    draft: at % 13 === 6 ? '1' : '0',
    documents: at % 2 === 0 ? '1' : '0',
    notes: '0',
    created: wallTime(ms),
    modified: wallTime(ms),
    parent: { id: '0' },
    ...partner('77', SUPPLIERS[at % SUPPLIERS.length] ?? SUPPLIERS[0]),
    expense_parts: numbered('expense_part', [
      {
        schema: 'cost',
        brutto: money(net + tax),
        expense_part_vat_contents: numbered('expense_part_vat_content', [
          { netto: money(net), tax: money(tax), brutto: money(net + tax), vat_code: { id: tax === 0 ? '226' : '222' } },
        ]),
      },
    ]),
  };
}

/** A purchase that other services know as well. */
export function sharedExpense(invoice: SharedInvoice, id: string): Row {
  const { net, vat, party } = invoice;
  const ms = Date.parse(`${invoice.issueDate}T10:00:00Z`);
  const usual = makeExpense({ id, at: 1, ms });
  return {
    ...usual,
    fullnumber: invoice.number,
    currency: invoice.currency,
    netto: money(net),
    brutto: money(net + vat),
    total_composed: money(net + vat),
    remaining: money(net + vat),
    payment_date: '0000-00-00',
    correction: invoice.isCorrection ? '1' : '0',
    documents: Number(id) % 2 === 0 ? '1' : '0',
    ...partner('78', [party.name, party.taxId ?? '']),
    expense_parts: {},
  };
}

export function makeInvoice({ id, at, ms }: Made, company: Row): Row {
  const net = (at % 11 === 8 ? -1 : 1) * (20_000 + ((at * 6007) % 70_000));
  const tax = Math.round((net * 23) / 100);
  const isPaid = at % 2 === 0;
  const day = dayOf(ms);
  return {
    id,
    fullnumber: `FV ${String(at)}/${day.slice(0, 4)}`,
    number: String(at),
    type: at % 15 === 12 ? 'proforma' : net < 0 ? 'correction' : 'normal',
    date: day,
    disposaldate: day,
    disposaldate_format: at % 6 === 1 ? 'month' : 'day',
    disposaldate_empty: '0',
    paymentdate: later(ms, 7),
    paymentmethod: 'transfer',
    paymentstate: isPaid ? 'paid' : 'unpaid',
    netto: money(net),
    tax: money(tax),
    total: money(net + tax),
    total_composed: money(net + tax),
    alreadypaid: money(isPaid ? net + tax : at % 5 === 1 ? Math.trunc(net / 2) : 0),
    remaining: money(isPaid ? 0 : net + tax),
    currency: 'PLN',
    schema_cancelled: '0',
    corrections: '0',
    hash: `h${id}`,
    created: wallTime(ms),
    modified: wallTime(ms),
    parent: { id: net < 0 ? String(Number(id) - 1) : '0' },
    ...partner('81', CUSTOMERS[at % CUSTOMERS.length] ?? CUSTOMERS[0]),
    company_detail: company,
    invoicecontents: numbered('invoicecontent', [
      {
        id: `${id}1`,
        name: 'Usługa projektowa',
        unit: 'szt.',
        count: '1.0000',
        price: money(net),
        netto: money(net),
        brutto: money(net + tax),
        vat: '23',
      },
    ]),
    ...(at % 3 === 0
      ? {
          ksef_status: 'accepted',
          ksef_reference_number: `5265877635-${day.replaceAll('-', '')}-${String(at).padStart(12, '0')}-0C`,
        }
      : { ksef_status: '', ksef_reference_number: '' }),
  };
}

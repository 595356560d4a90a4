// Documents of the simulated account: grosze, null amounts, a scan and the cost that became of it, contributions, two shapes of time.

import type { SharedInvoice } from '../../sdk/simulatorKit';

export type Row = Record<string, unknown>;

const SUPPLIERS = [
  ['Hurtownia Lipa', '5252445767'],
  ['Drukarnia Kropka', '701-041-63-84'],
  ['Energia Północ S.A.', '5840351916'],
] as const;
const CUSTOMERS = [
  ['Piekarnia Złoty Kłos', '7740001454'],
  ['Łąka i Wspólnicy s.c.', '5213003700'],
] as const;

export const uuidOf = (number: number): string => `6c08504b-0000-4047-bc4b-${String(number).padStart(12, '0')}`;
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Both shapes that the service writes: the second is no ISO text. */
function stampOf(ms: number, at: number): string {
  const text = new Date(ms + 7_200_000).toISOString();
  return at % 2 === 0 ? `${text.slice(0, 23)}+02:00` : `${text.slice(0, 19).replace('T', ' ')} +0200`;
}

export function makeCost(at: number, ms: number, kind: string): Row {
  const [name, taxId] = SUPPLIERS[at % SUPPLIERS.length] ?? SUPPLIERS[0];
  const isBare = kind === 'document_scan' && at % 2 === 0;
  const isContribution = kind.endsWith('evidence');
  const net = 10_000 + ((at * 7919) % 90_000);
  const tax = Math.round((net * 23) / 100);
  const day = dayOf(ms);
  return {
    uuid: uuidOf(at + 1),
    number: isBare ? null : `FS/${String(at)}/${day.slice(0, 7)}`,
    currency: 'PLN',
    net_price: isBare ? null : net,
    tax_price: isBare || isContribution ? null : tax,
    gross_price: isBare ? null : isContribution ? net : net + tax,
    issue_date: isBare ? null : day,
    received_date: day,
    due_date: isBare ? null : dayOf(ms + 14 * 86_400_000),
    accounted_at: null,
    seller_name: isBare || isContribution ? null : name,
    seller_tax_code: isBare || isContribution ? null : taxId,
    description: null,
    added_by: 'Jan',
    kind,
    source: 'infakt',
    duplicated: false,
    notes_count: 0,
    created_at: stampOf(ms, at),
    statuses: [
      { symbol: 'cost_not_accounted', name: 'Nie zaksięgowano', group: 'cost_accounting' },
      ...(isBare ? [] : [{ symbol: at % 3 === 0 ? 'paid' : 'unpaid', name: 'x', group: 'payment' }]),
      { symbol: 'new_symbol', name: 'x', group: 'something_new' },
    ],
  };
}

/** A cost that other services know as well. */
export function sharedCost(invoice: SharedInvoice, at: number): Row {
  const ms = Date.parse(`${invoice.issueDate}T10:00:00Z`);
  return {
    ...makeCost(at, ms, invoice.isScan ? 'document_scan' : 'cost'),
    number: invoice.number,
    currency: invoice.currency,
    net_price: invoice.net,
    tax_price: invoice.vat,
    gross_price: invoice.net + invoice.vat,
    issue_date: invoice.issueDate,
    due_date: null,
    seller_name: invoice.party.name,
    seller_tax_code: invoice.party.taxId,
  };
}

export function makeSale(at: number, ms: number, list: string): Row {
  const [name, taxId] = CUSTOMERS[at % CUSTOMERS.length] ?? CUSTOMERS[0];
  const sign = list.startsWith('corrective') ? -1 : 1;
  const net = sign * (20_000 + ((at * 6007) % 70_000));
  const tax = Math.round((net * 23) / 100);
  const day = dayOf(ms);
  const isPaid = at % 2 === 0;
  return {
    id: at,
    uuid: uuidOf(5000 + at),
    number: `${String(at)}/${day.slice(5, 7)}/${day.slice(0, 4)}`,
    kind: list === 'invoices' ? (at % 7 === 6 ? 'proforma' : 'vat') : list.replace(/_invoices$/, ''),
    currency: 'PLN',
    payment_method: 'transfer',
    invoice_date: day,
    sale_date: day,
    payment_date: dayOf(ms + 7 * 86_400_000),
    paid_date: isPaid ? day : null,
    status: isPaid ? 'paid' : at % 5 === 3 ? 'draft' : 'sent',
    net_price: net,
    tax_price: tax,
    gross_price: net + tax,
    paid_price: isPaid ? net + tax : 0,
    left_to_pay: isPaid ? 0 : net + tax,
    client_company_name: name,
    client_tax_code: taxId,
    client_country: 'PL',
    services: [
      {
        name: 'Usługa',
        tax_symbol: '23',
        quantity: '1.0',
        unit: 'szt',
        net_price: net,
        tax_price: tax,
        gross_price: net + tax,
      },
    ],
    ...(sign < 0 ? { corrected_invoice_number: `${String(at - 1)}/01/2026`, correction_reason_symbol: 'return' } : {}),
    ksef_number: null,
    ksef_data:
      at % 3 === 0
        ? {
            ksef_number: `5265877635-${day.replaceAll('-', '')}-${String(at).padStart(12, '0')}-0B`,
            status: at % 2 === 0 ? 'success' : 'error',
          }
        : null,
    created_at: stampOf(ms, at + 1),
  };
}

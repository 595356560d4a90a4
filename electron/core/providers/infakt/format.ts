// A cost document or a sales invoice of inFakt as its API tells it: amounts in minor units. Fields: dossier accounting §4.3, §4.4.
import type { InvoiceKind, InvoiceLine, ParsedInvoice } from '../../../../shared/domain/invoice';
import { fromMinor, type DecimalText } from '../../../../shared/domain/money';
import { present } from '../../../../shared/lib/present';
import type { InvoiceFormat } from '../../formats/format';
import { fieldsOfBytes, type Fields } from '../../formats/json/fields';
import { invoiceOf, looksLikeRecord, party, type Told } from '../../formats/accounting/model';

const KINDS: Readonly<Record<string, InvoiceKind>> = {
  correction: 'correction',
  corrective: 'correction',
  advance: 'advance',
  final: 'settlement',
};

const METHODS: Readonly<Record<string, string>> = { transfer: 'transfer', cash: 'cash', card: 'card' };

/** Whole minor units (`123000`); anything else is no amount. */
export function infaktAmount(row: Fields, key: string, currency: string): DecimalText | undefined {
  const text = row.text(key);
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? fromMinor(Number(text), currency) : undefined;
}

/** Only a number that KSeF has given: `ksef_data` also knows failed and waiting ones. */
export function infaktKsefNumber(row: Fields): string | undefined {
  const data = row.object('ksef_data');
  return row.text('ksef_number') ?? (data.text('status') === 'success' ? data.text('ksef_number') : undefined);
}

/** Sales may carry statuses as well, of their way to KSeF or to the customer. */
const isCost = (row: Fields): boolean => row.raw('statuses') !== undefined && row.raw('invoice_date') === undefined;

export function infaktPaymentSymbol(row: Fields): string | undefined {
  return row
    .list('statuses')
    .find((status) => status.text('group') === 'payment')
    ?.text('symbol');
}

function lineOf(service: Fields, at: number, currency: string): InvoiceLine {
  const line: InvoiceLine = {
    no: String(at + 1),
    name: service.text('name') ?? '',
    quantity: service.decimal('quantity'),
    unit: service.text('unit'),
    price: infaktAmount(service, 'unit_net_price', currency),
    priceIsGross: false,
    net: infaktAmount(service, 'net_price', currency),
    gross: infaktAmount(service, 'gross_price', currency),
    vat: infaktAmount(service, 'tax_price', currency),
    rate: service.text('tax_symbol'),
    // Pairs of a correction: the state before, then the one after.
    isBefore: service.raw('correction') === false,
  };
  return present(line);
}

function costOf(
  row: Fields,
  currency: string,
): Pick<Told, 'number' | 'kind' | 'issueDate' | 'seller' | 'buyer' | 'payment'> {
  return {
    number: row.text('number'),
    kind: 'invoice',
    issueDate: row.date('issue_date'),
    seller: party(row.text('seller_name'), row.taxId('seller_tax_code')),
    buyer: party(undefined, undefined),
    payment: {
      isPaid: infaktPaymentSymbol(row) === 'paid',
      isPartly: infaktPaymentSymbol(row) === 'partial_payment',
      isUnknown: !['paid', 'unpaid', 'partial_payment'].includes(infaktPaymentSymbol(row) ?? ''),
      dueOn: row.date('due_date'),
      paidSoFar: infaktAmount(row, 'paid_price', currency),
    },
  };
}

function parse(bytes: Uint8Array): ParsedInvoice {
  const row = fieldsOfBytes(bytes);
  const currency = row.currency('currency');
  const sums = {
    format: 'infakt',
    currency,
    net: infaktAmount(row, 'net_price', currency),
    vat: infaktAmount(row, 'tax_price', currency),
    gross: infaktAmount(row, 'gross_price', currency),
    ksefNumber: infaktKsefNumber(row),
  };
  if (isCost(row)) return invoiceOf({ ...sums, ...costOf(row, currency) });
  const method = row.text('payment_method');
  const kind = row.text('kind') ?? '';
  const isCorrection = row.text('corrected_invoice_number') !== undefined;
  const lines = row.list('services').map((service, at) => lineOf(service, at, currency));
  return invoiceOf({
    ...sums,
    number: row.text('number'),
    kind: isCorrection ? 'correction' : Object.hasOwn(KINDS, kind) ? (KINDS[kind] ?? 'invoice') : 'invoice',
    issueDate: row.date('invoice_date'),
    saleDate: row.date('sale_date'),
    // The account's own company is not in the record.
    seller: party(undefined, undefined),
    buyer: party(row.text('client_company_name'), row.taxId('client_tax_code'), row.text('client_country')),
    lines: isCorrection ? lines : lines.map((line) => ({ ...line, isBefore: false })),
    correctedNumber: row.text('corrected_invoice_number'),
    correctionReason: row.text('correction_reason_symbol'),
    payment: {
      isPaid: row.text('status') === 'paid' || row.text('left_to_pay') === '0',
      paidOn: row.date('paid_date'),
      dueOn: row.date('payment_date'),
      method: method === undefined ? undefined : (METHODS[method] ?? 'other'),
      paidSoFar: infaktAmount(row, 'paid_price', currency),
    },
  });
}

export const infaktFormat: InvoiceFormat = {
  id: 'infakt',
  detect: (bytes) => looksLikeRecord(bytes, ['uuid', 'net_price', 'gross_price', 'tax_price']),
  parse,
};

// One invoice of Fakturownia as its API tells it. Fields: dossier accounting §2.3; positions as a list with `include_positions` tells them.
import type { InvoiceKind, InvoiceLine, ParsedInvoice } from '../../../../shared/domain/invoice';
import { fromMinor, toMinor } from '../../../../shared/domain/money';
import { present } from '../../../../shared/lib/present';
import type { InvoiceFormat } from '../../formats/format';
import { fieldsOfBytes, type Fields } from '../../formats/json/fields';
import { invoiceOf, looksLikeRecord, party } from '../../formats/accounting/model';

const KINDS: Readonly<Record<string, InvoiceKind>> = {
  correction: 'correction',
  correction_note: 'correction',
  advance: 'advance',
  final: 'settlement',
  receipt: 'simplified',
};

const METHODS: Readonly<Record<string, string>> = {
  transfer: 'transfer',
  card: 'card',
  cash: 'cash',
  cheque: 'cheque',
};

/** A number of the KSeF test environment (`demo_ok`) is none. */
export function fakturowniaKsefNumber(row: Fields): string | undefined {
  return (row.text('gov_status') ?? '').startsWith('demo_') ? undefined : row.text('gov_id');
}

function lineOf(position: Fields, at: number, currency: string): InvoiceLine {
  const [net, gross] = [position.decimal('total_price_net'), position.decimal('total_price_gross')];
  const [netMinor, grossMinor] = [net, gross].map((text) => (text === undefined ? null : toMinor(text, currency)));
  const difference =
    netMinor === null || grossMinor === null ? undefined : fromMinor((grossMinor ?? 0) - (netMinor ?? 0), currency);
  const line: InvoiceLine = {
    no: String(at + 1),
    name: position.text('name') ?? '',
    code: position.text('code'),
    quantity: position.decimal('quantity'),
    unit: position.text('quantity_unit'),
    price: position.decimal('price_net'),
    priceIsGross: false,
    net,
    gross,
    vat: position.decimal('total_price_tax') ?? difference,
    rate: rateOf(position.text('tax')),
    isBefore: false,
  };
  return present(line);
}

/** `23`, `23.0`, `zw`, `np`, `disabled` for none. */
function rateOf(tax: string | undefined): string | undefined {
  if (tax === undefined || tax === 'disabled') return undefined;
  return tax.replace(/^(\d+)[.,]0+$/, '$1').replace(/%$/, '');
}

function parse(bytes: Uint8Array): ParsedInvoice {
  const row = fieldsOfBytes(bytes);
  const currency = row.currency('currency');
  const kind = row.text('kind') ?? 'vat';
  const status = row.text('status');
  const paymentType = row.text('payment_type');
  return invoiceOf({
    format: 'fakturownia',
    number: row.text('number'),
    kind: Object.hasOwn(KINDS, kind) ? (KINDS[kind] ?? 'invoice') : 'invoice',
    issueDate: row.date('issue_date'),
    // A month alone (`2026-05`) is no date of a sale.
    saleDate: row.date('sell_date', 'sale_date'),
    currency,
    seller: party(row.text('seller_name'), row.taxId('seller_tax_no'), row.text('seller_country')),
    buyer: party(row.text('buyer_name'), row.taxId('buyer_tax_no'), row.text('buyer_country')),
    net: row.decimal('price_net'),
    vat: row.decimal('price_tax'),
    gross: row.decimal('price_gross'),
    lines: row.list('positions').map((position, at) => lineOf(position, at, currency)),
    correctedNumber: row.text('gov_corrected_invoice_number', 'corrected_invoice_number'),
    correctionReason: row.text('correction_reason'),
    payment: {
      isPaid: status === 'paid',
      isPartly: status === 'partial',
      // Nobody is to pay it.
      isUnknown: status === 'rejected',
      paidOn: row.date('paid_date'),
      dueOn: row.date('payment_to'),
      method: paymentType === undefined ? undefined : (METHODS[paymentType] ?? 'other'),
      paidSoFar: row.decimal('paid'),
    },
    ksefNumber: fakturowniaKsefNumber(row),
  });
}

export const fakturowniaFormat: InvoiceFormat = {
  id: 'fakturownia',
  detect: (bytes) => looksLikeRecord(bytes, ['price_gross', 'seller_tax_no', 'issue_date', 'income']),
  parse,
};

// An expense or an invoice of wFirma as its API tells it: every leaf is text. Fields: dossier accounting §3.3, §3.4.
import type { InvoiceKind, InvoiceLine, ParsedInvoice, RateTotal } from '../../../../shared/domain/invoice';
import { fromMinor, toMinor, type Currency, type DecimalText } from '../../../../shared/domain/money';
import { present } from '../../../../shared/lib/present';
import { invoiceOf, looksLikeRecord, party, vatBetween } from '../../formats/accounting/model';
import type { InvoiceFormat } from '../../formats/format';
import { fieldsOfBytes, type Fields } from '../../formats/json/fields';

const METHODS: Readonly<Record<string, string>> = {
  transfer: 'transfer',
  cash: 'cash',
  payment_card: 'card',
};

/** An expense has no total beside its gross. */
const isSale = (row: Fields): boolean => row.raw('total') !== undefined || row.raw('disposaldate') !== undefined;

function kindOf(row: Fields): InvoiceKind {
  const type = row.text('type');
  if (type === 'correction' || row.flag('correction')) return 'correction';
  return type === 'receipt' ? 'simplified' : 'invoice';
}

function lineOf(content: Fields, at: number, currency: Currency): InvoiceLine {
  const [net, gross] = [content.decimal('netto'), content.decimal('brutto')];
  return present({
    no: String(at + 1),
    name: content.text('name') ?? '',
    code: content.text('classification'),
    quantity: content.decimal('count'),
    unit: content.text('unit'),
    price: content.decimal('price'),
    priceIsGross: false,
    discount: undefined,
    net,
    gross,
    vat: vatBetween(net, gross, currency),
    rate: content.text('vat')?.replace(/%$/, ''),
    isBefore: false,
  });
}

/** Rates that Polish tax knows; an expense names them only by a number of wFirma's own. */
const RATES = [23, 22, 8, 7, 5, 4, 3];

/** By what the tax is of the net amount: to the grosz, so that nothing is guessed; null when no rate gives it. */
function rateOf(net: number, vat: number): string | null {
  // Exempt, outside the tax or at nought: which of them, the record does not say.
  if (vat === 0) return '0/zw';
  const fits = RATES.filter((rate) => Math.abs(Math.round((net * rate) / 100) - vat) <= 1);
  return fits.length === 1 ? String(fits[0]) : null;
}

function expenseRates(row: Fields, currency: Currency): RateTotal[] {
  const sums = new Map<string, { net: number; vat: number }>();
  for (const part of row.list('expense_parts')) {
    for (const entry of part.object('expense_part').list('expense_part_vat_contents')) {
      const content = entry.object('expense_part_vat_content');
      const [net, vat] = [minor(content.decimal('netto'), currency), minor(content.decimal('tax'), currency)];
      const rate = net === null || vat === null ? null : rateOf(net, vat);
      if (net === null || vat === null || rate === null) return [];
      const sum = sums.get(rate) ?? { net: 0, vat: 0 };
      sums.set(rate, { net: sum.net + net, vat: sum.vat + vat });
    }
  }
  return [...sums].map(([rate, { net, vat }]) => ({
    rate,
    net: fromMinor(net, currency),
    vat: fromMinor(vat, currency),
  }));
}

const minor = (text: DecimalText | undefined, currency: Currency): number | null =>
  text === undefined ? null : toMinor(text, currency);

function parse(bytes: Uint8Array): ParsedInvoice {
  const row = fieldsOfBytes(bytes);
  const currency = row.currency('currency');
  const sale = isSale(row);
  const contractor = row.object('contractor_detail');
  const other = party(contractor.text('name'), contractor.taxId('nip'), contractor.text('country'));
  const own = row.object('company_detail');
  const company = party(own.text('name'), own.taxId('nip'));
  const method = row.text('paymentmethod', 'payment_method');
  const [state, paidSoFar] = [row.text('paymentstate'), row.decimal('alreadypaid')];
  return invoiceOf({
    format: 'wfirma',
    number: row.text('fullnumber'),
    kind: kindOf(row),
    issueDate: row.date('date'),
    // With `month` its day means nothing.
    saleDate: row.text('disposaldate_format') === 'month' ? undefined : row.date('disposaldate'),
    currency,
    seller: sale ? company : other,
    buyer: sale ? other : company,
    net: row.decimal('netto'),
    // An expense has no sum of its VAT: it is what gross is above net.
    vat: sale ? row.decimal('tax') : undefined,
    gross: sale ? row.decimal('total') : row.decimal('brutto'),
    ...(sale
      ? {
          lines: row.list('invoicecontents').map((entry, at) => lineOf(entry.object('invoicecontent'), at, currency)),
        }
      : { rates: expenseRates(row, currency) }),
    correctionReason: row.text('correction_description'),
    payment: {
      isPaid: state === 'paid' || row.flag('paid'),
      // Unless a part is known to be paid.
      isUnknown: state === 'undefined' && (minor(paidSoFar, currency) ?? 0) === 0,
      dueOn: row.date('paymentdate', 'payment_date'),
      method: method === undefined ? undefined : (METHODS[method] ?? 'other'),
      paidSoFar,
    },
    ksefNumber: row.text('ksef_reference_number'),
  });
}

export const wfirmaFormat: InvoiceFormat = {
  id: 'wfirma',
  detect: (bytes) => looksLikeRecord(bytes, ['fullnumber', 'netto', 'contractor_detail']),
  parse,
};

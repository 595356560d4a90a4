// One row of a table as an original: its head, its cells, and how they are to be read. What it means does not depend on anything else.
import { z } from 'zod';
import { ImportMapping, type ImportField } from '../../../../shared/domain/importTable';
import type { ParsedInvoice } from '../../../../shared/domain/invoice';
import { decimalText, parseDecimal, plus } from '../../../../shared/domain/decimal';
import type { Currency } from '../../../../shared/domain/money';
import { invoiceOf, party } from '../accounting/model';
import { badField, unreadable } from '../failures';
import type { InvoiceFormat } from '../format';
import { taxIdOf } from '../json/fields';
import { amountOf, currencyBeside, currencyOf, dateOf } from './cellValues';

/** The first bytes of every such record. */
const MARK = '{"record":"table-row-1",';

const OwnParty = z.strictObject({ name: z.string(), taxId: z.string().optional() });
const RowRecord = z.strictObject({
  record: z.literal('table-row-1'),
  header: z.array(z.string()),
  cells: z.array(z.string()),
  reading: ImportMapping,
  /** The company whose invoices these are: tables name the other side only. */
  own: OwnParty,
});
export type RowRecord = Omit<z.infer<typeof RowRecord>, 'record'>;

/** The same row gives the same bytes, wherever in whichever file it stands. */
export function rowRecordBytes({ header, cells, reading, own }: RowRecord): Buffer {
  const { columns, side, decimalMark, dateOrder, currency } = reading;
  const rest = { header, cells, reading: { columns, side, decimalMark, dateOrder, currency }, own };
  return Buffer.from(`${MARK}${JSON.stringify(rest).slice(1)}`, 'utf8');
}

class Row {
  readonly #record: RowRecord;
  constructor(record: RowRecord) {
    this.#record = record;
  }
  text(field: ImportField): string | undefined {
    const at = this.#record.reading.columns.indexOf(field);
    const text = at < 0 ? '' : (this.#record.cells[at] ?? '').trim();
    return text === '' ? undefined : text;
  }
  date(field: ImportField): string | undefined {
    const text = this.text(field);
    const date = text === undefined ? undefined : dateOf(text, this.#record.reading.dateOrder);
    if (date === null) throw badField(this.#nameOf(field));
    return date;
  }
  /** A wrong amount is worse than none: it never becomes a zero. */
  amount(field: ImportField): string | undefined {
    const text = this.text(field);
    const amount = text === undefined ? undefined : amountOf(text, this.#record.reading.decimalMark);
    if (amount === null) throw badField(this.#nameOf(field));
    return amount;
  }
  /** As the row says it, in its own column or beside an amount; undefined where it says nothing. Two of them are none. */
  currency(): Currency | undefined {
    const text = this.text('currency');
    let said = text === undefined ? undefined : currencyOf(text);
    // A dash or a nought names nothing.
    if (said === null && /[\p{L}\p{Sc}]/u.test(text ?? '')) throw badField(this.#nameOf('currency'));
    for (const field of ['gross', 'net', 'vat'] as const) {
      const beside = currencyBeside(this.text(field) ?? '');
      if (beside !== null && said && beside !== said) throw badField(this.#nameOf(field));
      said ??= beside;
    }
    return said ?? undefined;
  }
  /** As the table calls it. */
  #nameOf(field: ImportField): string {
    return this.#record.header[this.#record.reading.columns.indexOf(field)] ?? field;
  }
}

function recordOf(bytes: Uint8Array): RowRecord {
  try {
    return RowRecord.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    throw unreadable('unknown');
  }
}

/** Throws the Failure that says which cell cannot be read. */
export function readRow(record: RowRecord): ParsedInvoice {
  const row = new Row(record);
  const { side, currency } = record.reading;
  // One column for the other side; a table of one side names the own company only by the way.
  const other = party(row.text('partyName'), taxIdOf(row.text('partyTaxId')));
  const own = party(record.own.name, record.own.taxId);
  const named = (name: ImportField, taxId: ImportField) =>
    row.text(name) === undefined && row.text(taxId) === undefined
      ? null
      : party(row.text(name), taxIdOf(row.text(taxId)));
  const seller = named('sellerName', 'sellerTaxId') ?? (side === 'sale' ? own : other);
  const buyer = named('buyerName', 'buyerTaxId') ?? (side === 'sale' ? other : own);
  const [net, vat] = [row.amount('net'), row.amount('vat')];
  const paidOn = row.date('paidOn');
  return invoiceOf({
    format: 'table_row',
    number: row.text('number'),
    kind: 'invoice',
    issueDate: row.date('issueDate'),
    saleDate: row.date('saleDate'),
    currency: row.currency() ?? currency,
    seller,
    buyer,
    net,
    vat,
    gross: row.amount('gross') ?? grossOf(net, vat),
    payment: { isPaid: paidOn !== undefined, isUnknown: paidOn === undefined, paidOn, dueOn: row.date('dueDate') },
    ksefNumber: row.text('ksefNumber'),
  });
}

function grossOf(net: string | undefined, vat: string | undefined): string | undefined {
  if (net === undefined || vat === undefined) return undefined;
  const [a, b] = [parseDecimal(net), parseDecimal(vat)];
  return a === null || b === null ? undefined : decimalText(plus(a, b));
}

export const tableRowFormat: InvoiceFormat = {
  id: 'table_row',
  detect: (head) =>
    Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, MARK.length)).toString('latin1') === MARK,
  parse: (bytes) => readRow(recordOf(bytes)),
};

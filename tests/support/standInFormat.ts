// A tiny invoice format for archive tests: JSON lines in, common model out. Says nothing about any real format.
import { Failure } from '../../shared/errors';
import type { ParsedInvoice } from '../../shared/domain/invoice';
import type { InvoiceFormat } from '../../electron/core/formats/format';
import type { FormatLookup } from '../../electron/core/archive/ingest/project';

export interface StandIn {
  readonly number: string;
  readonly issueDate?: string;
  readonly gross?: string;
  readonly net?: string;
  readonly vat?: string;
  readonly currency?: string;
  readonly seller?: { readonly name: string; readonly taxId?: string };
  readonly buyer?: { readonly name: string; readonly taxId?: string };
  readonly lines?: readonly string[];
  readonly breaks?: string;
}

const MARK = 'standin:';

export function standIn(invoice: StandIn): Buffer {
  return Buffer.from(MARK + JSON.stringify(invoice), 'utf8');
}

/** Several in one file. */
export function standInFile(invoices: readonly StandIn[]): Buffer {
  return Buffer.from(MARK + JSON.stringify(invoices), 'utf8');
}

const read = (bytes: Uint8Array): readonly StandIn[] =>
  [JSON.parse(Buffer.from(bytes).toString('utf8').slice(MARK.length)) as StandIn | readonly StandIn[]].flat();

export const standInFormat: InvoiceFormat = {
  id: 'standin',
  detect: (head) => Buffer.from(head).subarray(0, MARK.length).toString() === MARK,
  parts: (bytes) => read(bytes).length,
  parse: (bytes, part = 1) => parse(read(bytes)[part - 1] ?? { number: '', breaks: 'part' }),
};

export const standInLookup: FormatLookup = (bytes) => (standInFormat.detect(bytes) ? standInFormat : null);

function parse(invoice: StandIn): ParsedInvoice {
  if (invoice.breaks !== undefined)
    throw new Failure({ kind: 'rejected', key: 'format.missing_field', params: { field: invoice.breaks } });
  const net = invoice.net ?? '100.00';
  const vat = invoice.vat ?? '23.00';
  return {
    format: 'standin',
    number: invoice.number,
    kind: 'invoice',
    issueDate: invoice.issueDate ?? '2026-10-05',
    currency: invoice.currency ?? 'PLN',
    seller: { name: 'Hurtownia Łódź', taxId: '5265877635', address: [], ...invoice.seller },
    buyer: { name: 'Świat Kawy sp. z o.o.', taxId: '1111111111', address: [], ...invoice.buyer },
    otherParties: [],
    lines: (invoice.lines ?? ['Kawa ziarnista']).map((name, index) => ({
      no: String(index + 1),
      name,
      priceIsGross: false,
      isBefore: false,
    })),
    rates: [{ rate: '23', net, vat }],
    net,
    vat,
    gross: invoice.gross ?? '123.00',
    correctedNumbers: [],
    payment: { paid: false, dueOn: [], accounts: [] },
    notes: [],
    hasAttachment: false,
    findings: [],
  };
}

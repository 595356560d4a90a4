// Sending sessions as far as they are read: lists, states, receipts (UPO). Opening and sending are a group of their own (sending.ts).
import { z } from 'zod';
import { path, type Paging, type Signed } from './caller';
import { continued, Instant, optional, Reference, Status } from './schemas';

const count = optional(z.int());
const SessionItem = z.looseObject({
  referenceNumber: Reference,
  status: Status,
  dateCreated: Instant,
  dateUpdated: Instant,
  validUntil: optional(Instant),
  totalInvoiceCount: count,
  successfulInvoiceCount: count,
  failedInvoiceCount: count,
});
const Upo = z.looseObject({
  pages: z.array(
    z.looseObject({ referenceNumber: Reference, downloadUrl: z.string(), downloadUrlExpirationDate: Instant }),
  ),
});
const SessionStatus = z.looseObject({
  status: Status,
  dateCreated: Instant,
  dateUpdated: Instant,
  validUntil: optional(Instant),
  upo: optional(Upo),
  invoiceCount: count,
  successfulInvoiceCount: count,
  failedInvoiceCount: count,
});
const InvoiceStatus = z.looseObject({
  ordinalNumber: z.int(),
  invoiceNumber: optional(z.string()),
  ksefNumber: optional(z.string()),
  referenceNumber: Reference,
  // Required by the description, absent in its own example.
  invoiceHash: optional(z.string()),
  invoicingDate: Instant,
  acquisitionDate: optional(Instant),
  upoDownloadUrl: optional(z.string()),
  status: Status.extend({ extensions: optional(z.record(z.string(), z.unknown())) }),
});

export type InvoiceStatus = z.infer<typeof InvoiceStatus>;
export type SessionStatus = z.infer<typeof SessionStatus>;

export interface SessionQuery extends Paging {
  readonly sessionType: 'Online' | 'Batch';
  readonly referenceNumber?: string;
  readonly dateCreatedFrom?: string;
  readonly dateCreatedTo?: string;
  readonly dateClosedFrom?: string;
  readonly dateClosedTo?: string;
  readonly dateModifiedFrom?: string;
  readonly dateModifiedTo?: string;
  readonly statuses?: readonly ('InProgress' | 'Succeeded' | 'Failed' | 'Cancelled')[];
}

export function sessionsApi({ json, document }: Signed) {
  const invoices = (of: string, { pageSize = 1000, continuationToken }: Paging) =>
    json({
      method: 'GET',
      path: of,
      query: { pageSize },
      continuationToken,
      group: 'sessionInvoiceList',
      answer: z.looseObject({ invoices: z.array(InvoiceStatus), ...continued }),
    });
  const misc = <S extends z.ZodType>(of: string, answer: S) =>
    json({ method: 'GET', path: of, group: 'sessionMisc', answer });
  const upo = (of: string) => document({ method: 'GET', path: of, group: 'sessionMisc' });
  return {
    list: ({ continuationToken, ...query }: SessionQuery) =>
      json({
        method: 'GET',
        path: '/sessions',
        query: { pageSize: 100, ...query },
        continuationToken,
        group: 'sessionList',
        answer: z.looseObject({ sessions: z.array(SessionItem), ...continued }),
      }),
    status: (reference: string) => misc(path`/sessions/${reference}`, SessionStatus),
    invoices: (reference: string, paging: Paging = {}) => invoices(path`/sessions/${reference}/invoices`, paging),
    failedInvoices: (reference: string, paging: Paging = {}) =>
      invoices(path`/sessions/${reference}/invoices/failed`, paging),
    invoiceStatus: (reference: string, invoice: string) =>
      json({
        method: 'GET',
        path: path`/sessions/${reference}/invoices/${invoice}`,
        group: 'invoiceStatus',
        answer: InvoiceStatus,
      }),
    upo: (reference: string, page: string) => upo(path`/sessions/${reference}/upo/${page}`),
    upoOfInvoice: (reference: string, invoice: string) => upo(path`/sessions/${reference}/invoices/${invoice}/upo`),
    upoOfKsefNumber: (reference: string, number: string) =>
      upo(path`/sessions/${reference}/invoices/ksef/${number}/upo`),
  };
}

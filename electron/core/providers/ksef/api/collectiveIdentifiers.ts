// Collective identifiers (since 2.7.0): one number for the payment of several invoices of one seller.
import { z } from 'zod';
import { path, type Paging, type Signed } from './caller';
import { continued, Instant, optional } from './schemas';

export interface CollectiveInvoice {
  readonly ksefNumber: string;
  readonly payment?: { readonly amount: number; readonly currency: string };
  readonly description?: string;
}
export interface CollectiveQuery {
  readonly collectiveIdentifierNumber?: string;
  readonly dateCreatedFrom: string;
  readonly dateCreatedTo: string;
  readonly invoiceCountFrom?: number;
  readonly invoiceCountTo?: number;
  readonly createdInCurrentContext?: boolean;
}

const Item = z.looseObject({
  collectiveIdentifierNumber: z.string(),
  dateCreated: Instant,
  createdInCurrentContext: z.boolean(),
  invoiceCount: optional(z.int()),
});
const Items = z.looseObject({ collectiveIdentifiers: z.array(Item), ...continued });
const Invoices = z.looseObject({
  invoices: z.array(z.looseObject({ ksefNumber: z.string(), description: optional(z.string()) })),
  ...continued,
});

const GROUP = 'other';

export function collectiveIdentifiersApi({ json }: Signed) {
  return {
    generate: (invoices: readonly CollectiveInvoice[]) =>
      json({
        method: 'POST',
        path: '/collective-identifiers',
        body: { invoices },
        group: 'collectiveIdentifier',
        answer: z.looseObject({ collectiveIdentifierNumber: z.string() }),
      }),
    query: (body: CollectiveQuery, { pageSize = 100, continuationToken }: Paging = {}) =>
      json({
        method: 'POST',
        path: '/collective-identifiers/query',
        query: { pageSize },
        continuationToken,
        body,
        group: GROUP,
        isIdempotent: true,
        answer: Items,
      }),
    ofInvoice: (ksefNumber: string, { pageSize = 100, continuationToken }: Paging = {}) =>
      json({
        method: 'GET',
        path: path`/collective-identifiers/ksef/${ksefNumber}`,
        query: { pageSize },
        continuationToken,
        group: GROUP,
        answer: Items,
      }),
    /** Up to 2.7.0; the next version takes numbers in a body, ten at a time. */
    invoices: (number: string, { pageSize = 100, continuationToken }: Paging = {}) =>
      json({
        method: 'GET',
        path: path`/collective-identifiers/${number}/invoices`,
        query: { pageSize },
        continuationToken,
        group: GROUP,
        answer: Invoices,
      }),
    /** Since 2.7.1, at most ten numbers. */
    invoicesOf: (collectiveIdentifierNumbers: readonly string[], { pageSize = 100, continuationToken }: Paging = {}) =>
      json({
        method: 'POST',
        path: '/collective-identifiers/invoices',
        query: { pageSize },
        continuationToken,
        body: { collectiveIdentifierNumbers },
        group: GROUP,
        isIdempotent: true,
        answer: Invoices,
      }),
  };
}

// KSeF tokens: made, listed, revoked. A token is shown once and works when its state is `Active`.
import { z } from 'zod';
import { Nothing, path, type Paging, type Signed } from './caller';
import { continued, Identifier, Instant, optional, Reference } from './schemas';

export type TokenPermission =
  | 'InvoiceRead'
  | 'InvoiceWrite'
  | 'CredentialsRead'
  | 'CredentialsManage'
  | 'SubunitManage'
  | 'EnforcementOperations'
  | 'Introspection'
  | 'CollectiveIdentifierManage';

const Token = z.looseObject({
  referenceNumber: Reference,
  authorIdentifier: Identifier,
  contextIdentifier: Identifier,
  description: z.string(),
  requestedPermissions: z.array(z.string()),
  dateCreated: Instant,
  lastUseDate: optional(Instant),
  status: z.string(),
  statusDetails: optional(z.array(z.string())),
});

export interface TokenQuery extends Paging {
  readonly status?: readonly ('Pending' | 'Active' | 'Revoking' | 'Revoked' | 'Failed')[];
  /** At least three letters, like the author's identifier. */
  readonly description?: string;
  readonly authorIdentifier?: string;
  readonly authorIdentifierType?: 'Nip' | 'Pesel' | 'Fingerprint';
}

export function tokensApi({ json }: Signed) {
  return {
    generate: (body: { readonly permissions: readonly TokenPermission[]; readonly description: string }) =>
      json({
        method: 'POST',
        path: '/tokens',
        body,
        group: 'other',
        answer: z.looseObject({ referenceNumber: Reference, token: z.string().min(1) }),
      }),
    list: ({ continuationToken, ...query }: TokenQuery = {}) =>
      json({
        method: 'GET',
        path: '/tokens',
        query: { pageSize: 100, ...query },
        continuationToken,
        group: 'other',
        answer: z.looseObject({ tokens: z.array(Token), ...continued }),
      }),
    get: (reference: string) =>
      json({ method: 'GET', path: path`/tokens/${reference}`, group: 'other', answer: Token }),
    /** A sign-in with a token may revoke that token without any further right. */
    revoke: (reference: string) =>
      json({
        method: 'DELETE',
        path: path`/tokens/${reference}`,
        group: 'other',
        isIdempotent: true,
        answer: Nothing,
      }),
  };
}

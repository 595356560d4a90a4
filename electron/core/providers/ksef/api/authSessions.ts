// Sign-ins as KSeF keeps them: listed, ended one by one, and our own ended with everything that hangs on it.
import { z } from 'zod';
import { call, type Ksef } from '../call';
import { Nothing, path, type Paging, type Signed } from './caller';
import { continued, Instant, optional, Reference, Status } from './schemas';

const Item = z.looseObject({
  referenceNumber: Reference,
  isCurrent: optional(z.boolean()),
  startDate: Instant,
  authenticationMethodInfo: optional(z.looseObject({ code: z.string(), displayName: z.string() })),
  status: Status,
  isTokenRedeemed: optional(z.boolean()),
  refreshTokenValidUntil: optional(Instant),
});
const List = z.looseObject({ items: z.array(Item), ...continued });

export function authSessionsApi(signed: Signed, ksef: Ksef) {
  return {
    list: ({ pageSize = 100, continuationToken }: Paging = {}) =>
      signed.json({
        method: 'GET',
        path: '/auth/sessions',
        query: { pageSize },
        continuationToken,
        group: 'other',
        answer: List,
      }),
    revoke: (reference: string) =>
      signed.json({
        method: 'DELETE',
        path: path`/auth/sessions/${reference}`,
        group: 'other',
        isIdempotent: true,
        answer: Nothing,
      }),
    /** With any token of that session, the refresh token included: no new sign-in is made for it. */
    revokeCurrent: (bearer: string) =>
      call(ksef, {
        method: 'DELETE',
        path: '/auth/sessions/current',
        bearer,
        group: 'other',
        isIdempotent: true,
        answer: Nothing,
      }),
  };
}

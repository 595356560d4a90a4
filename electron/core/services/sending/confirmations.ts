// Confirmations that were offered: each for exactly these bytes, to this place, once, for a quarter of an hour. Kept in memory only: after
// a restart what is to be sent is shown anew.
import { createHash } from 'node:crypto';
import { Failure } from '../../../../shared/errors';
import type { OutboxItem } from '../../../../shared/contract/sending';
import type { CompanyId, ConnectionId } from '../../../../shared/domain/ids';
import type { Clock, Ids } from '../../ports';

const LIFE_MS = 15 * 60_000;

export interface Offer {
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  readonly ids: readonly string[];
  /** Of everything that was shown. */
  readonly fingerprint: string;
}

/** What was shown and must still be so: the bytes, the way, and where they go. */
export function fingerprintOf(items: readonly OutboxItem[], target: string): string {
  const facts = items.map(({ id, sha256, mode, state, corrects = '' }) => [id, sha256, mode, state, corrects]);
  return createHash('sha256')
    .update(JSON.stringify([target, facts]))
    .digest('hex');
}

export function confirmations(clock: Clock, ids: Ids) {
  const offers = new Map<string, Offer & { readonly endsAtMs: number }>();
  return {
    offer: (offer: Offer): { readonly token: string; readonly endsAtMs: number } => {
      for (const [token, { endsAtMs }] of offers) if (endsAtMs < clock.now()) offers.delete(token);
      const token = Buffer.from(ids.random(24)).toString('base64url');
      const endsAtMs = clock.now() + LIFE_MS;
      offers.set(token, { ...offer, endsAtMs });
      return { token, endsAtMs };
    },
    /** Once: a second click with the same token sends nothing. */
    take: (token: string): Offer => {
      const offer = offers.get(token);
      offers.delete(token);
      if (!offer || offer.endsAtMs < clock.now())
        throw new Failure({ kind: 'user_input', key: 'sending.confirm_again' });
      return offer;
    },
  };
}

// How one request wants its socket opened, and which sockets may be shared for it.
import type { TransportRequest } from '../../ports';
import type { Proxy } from './dial';

export interface Dialing {
  /** Certificates that are trusted besides the built-in ones, PEM. */
  readonly extraCa: readonly string[];
  readonly connectTimeoutMs: number;
  readonly isPublicOnly?: boolean;
}

type Wishes = Pick<TransportRequest, 'url' | 'trustedCa' | 'isPublicOnly'>;

export function dialingFor(dialing: Dialing, { trustedCa, isPublicOnly = false }: Wishes): Dialing {
  return {
    ...dialing,
    isPublicOnly,
    extraCa: trustedCa === undefined ? dialing.extraCa : [...dialing.extraCa, trustedCa],
  };
}

/** Begins with the origin and a space. A socket that was opened with less care is not taken for a request that asks for more. */
export function poolName(tunnel: Proxy | null, { url, trustedCa = '', isPublicOnly = false }: Wishes): string {
  return `${new URL(url).origin} ${JSON.stringify([tunnel, trustedCa, isPublicOnly])}`;
}

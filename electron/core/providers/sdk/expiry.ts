// What of a sign-in ends by itself.
import { X509Certificate } from 'node:crypto';
import type { ExpiryKind } from '../../../../shared/contract/expiries';
import type { ProviderContext } from './context';

export interface Expiry {
  readonly kind: ExpiryKind;
  /** The field of the form that holds it. */
  readonly field?: string;
  readonly endsAtMs: number;
  /** Each use moves the end. */
  readonly isExtendedByUse?: true;
  /** Announced and not certain: the key of a text that says by whom. Nobody is reminded of it. */
  readonly announced?: string;
  /** The action that renews it; absent: signing in again. */
  readonly actionId?: string;
}

/** Reads what is kept here: settings, credentials, the session. Asks nobody. */
export type FindExpiries = (ctx: ProviderContext) => Promise<readonly Expiry[]>;

/** Nothing where the file is no certificate: its use says so. */
export function certificateExpiry(field: string, certificate: X509Certificate): Expiry {
  return { kind: 'certificate', field, endsAtMs: Date.parse(certificate.validTo) };
}

/** The first certificate of a file that a form took in: PEM or DER, as Base64. */
export function certificateIn(base64: string): X509Certificate | null {
  try {
    return base64 === '' ? null : new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    return null;
  }
}

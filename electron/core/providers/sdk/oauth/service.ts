// What a service that lets people sign in by OAuth 2 says about itself.
import type { FieldValues } from '../../../../../shared/forms/fields';
import type { RedirectAddress } from '../context';

export interface OAuthService {
  /** As people know it: `Dropbox`. */
  readonly name: string;
  /** Pages and calls may depend on the settings: the tenant, or a test address. */
  readonly authorizeUrl: (settings: FieldValues) => string;
  readonly tokenUrl: (settings: FieldValues) => string;
  readonly scopes: (settings: FieldValues) => readonly string[];
  readonly redirect: RedirectAddress;
  /** What the page needs beside the standard: `token_access_type=offline`. */
  readonly pageParams: Readonly<Record<string, string>>;
  /** Words with which the service tells why a refresh token no longer counts, in this order. */
  readonly endings: readonly (readonly [words: RegExp, ending: Ending])[];
}

/** A sign-in ends because somebody withdrew it, or because its time is over. */
export type Ending = 'revoked' | 'expired';

// The account's address: every account has its own host, and the token goes nowhere else.
import type { RecognisedPaste } from '../sdk/defineProvider';
import type { FieldValues } from '../../../../shared/forms/fields';
import { badInput } from '../sdk/errors';

const SUFFIX = '.fakturownia.pl';
/** Host of sign-in and samples; no account. */
const SHARED = new Set(['app', 'www']);

/** `firma`, `firma.fakturownia.pl`, `https://firma.fakturownia.pl/invoices`: the subdomain, else null. */
export function subdomainOf(text: string): string | null {
  const bare = text.trim().toLowerCase();
  if (bare.startsWith('http:')) return null;
  const host = bare.replace(/^https:\/\//, '').split(/[/?#]/)[0] ?? '';
  const name = host.endsWith(SUFFIX) ? host.slice(0, -SUFFIX.length) : host;
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name) && !SHARED.has(name) ? name : null;
}

export interface Account {
  /** Without a slash at the end. */
  readonly origin: string;
  readonly host: string;
  readonly subdomain: string;
}

export function accountOf(settings: FieldValues): Account {
  const subdomain = subdomainOf(String(settings['subdomain'] ?? ''));
  if (subdomain === null) throw badInput('subdomain_invalid', { fieldErrors: { subdomain: 'subdomain_invalid.what' } });
  const own = String(settings['base_url'] ?? '');
  const url = new URL(own === '' ? `https://${subdomain}${SUFFIX}` : own);
  return { origin: url.origin, host: url.host, subdomain };
}

export function recognise(field: string, text: string): RecognisedPaste {
  const value = text.trim();
  if (field !== 'subdomain') return { value, fills: {}, ok: value !== '' };
  const subdomain = subdomainOf(value);
  return subdomain === null
    ? { value, fills: {}, ok: false, hint: 'paste.other_host' }
    : { value: subdomain, fills: {}, ok: true };
}

// A KSeF token as people paste it: `{reference}|nip-{NIP}|{64 hex}`, often with line breaks from an e-mail.
import { formatNip, isNip, parseNip } from '../../../../shared/domain/taxId';
import type { RecognisedPaste } from '../sdk/defineProvider';
import { recogniseFile } from './keyFiles/recogniseFile';

const TOKEN = /^\d{8}-[A-Z]{2}-[0-9A-F]{10}-[0-9A-F]{10}-[0-9A-F]{2}\|(nip|internalId)-([0-9-]+)\|[0-9a-f]{64}$/i;
const REFERENCE = /^\d{8}-[A-Z]{2}-[0-9A-F]{10}-[0-9A-F]{10}-[0-9A-F]{2}\|?$/i;
const INTERNAL_ID = /^(\d{10})-\d{5}$/;

/** No blanks, no line breaks, no quotes around it: none of these can be part of a token. */
export function cleanToken(text: string): string {
  return text.replace(/[\s\u200B\u00A0\uFEFF"'„”]+/g, '');
}

/** Number under which KSeF keeps a token. */
export function referenceOfToken(token: string): string | null {
  return TOKEN.test(token) ? (token.split('|')[0] ?? null) : null;
}

/** For whom a token was made; null when the text has another shape. Tokens are made for firms and their units only. */
export function contextOfToken(token: string): { readonly type: 'Nip' | 'InternalId'; readonly value: string } | null {
  const parts = TOKEN.exec(token);
  const value = parts?.[2];
  if (value === undefined) return null;
  if (parts?.[1]?.toLowerCase() === 'nip') return isNip(value) ? { type: 'Nip', value } : null;
  return INTERNAL_ID.test(value) ? { type: 'InternalId', value } : null;
}

export function recognise(field: string, text: string): RecognisedPaste {
  if (field === 'nip') {
    const nip = parseNip(text);
    return nip === null
      ? { value: text.trim(), fills: {}, ok: false }
      : { value: nip, fills: {}, ok: true, hint: 'paste.nip', hintParams: { nip: formatNip(nip) } };
  }
  if (field === 'certificate_file' || field === 'key_file') return recogniseFile(field, text);
  if (field !== 'token') return { value: text.trim(), fills: {}, ok: text.trim() !== '' };
  if (text.includes('-----BEGIN')) return { value: text.trim(), fills: {}, ok: false, hint: 'paste.certificate' };
  const value = cleanToken(text);
  const context = contextOfToken(value);
  if (context) {
    const nip = context.value.slice(0, 10);
    return { value, fills: { nip }, ok: true, hint: 'paste.token_for_nip', hintParams: { nip: formatNip(nip) } };
  }
  return { value, fills: {}, ok: false, hint: `paste.${whatElse(value)}` };
}

function whatElse(value: string): string {
  // KSeF 1.0 handed out 64 upper-case digits without anything around them.
  if (/^[0-9A-F]{64}$/.test(value)) return 'token_v1';
  if (/^[0-9a-f]{64}$/.test(value)) return 'token_tail';
  if (/^eyJ[\w-]*\.[\w-]*\.[\w-]*$/.test(value)) return 'access_token';
  if (REFERENCE.test(value)) return 'reference_only';
  if (parseNip(value) !== null) return 'nip_in_token_field';
  return 'unknown';
}

// Checks form values against their field descriptors; the same function in the renderer and, again, in main.
import { Failure } from '../errors';
import { allowedIpsText, readAllowedIps } from '../domain/allowedIps';
import { parseInternalId, parseNipVatUe, parsePeppolId } from '../domain/ksefContext';
import { parseNip } from '../domain/taxId';
import { PlainDate } from '../domain/ids';
import { isShown, type FieldDescription, type FieldValue, type FieldValues } from './fields';

const MAX_CHARS = 20_000;
/** A key file with its chain in Base64. */
const MAX_FILE_CHARS = 200_000;

const parsed = (name: string, parse: (text: string) => string | null) => (text: string) => {
  const value = parse(text);
  return value === null ? { key: `connect.field.${name}` } : { value };
};

/** Named checks; each answers the cleaned value or a message key. */
const CHECKS: Readonly<Record<string, (text: string) => { value: string } | { key: string }>> = {
  nip: parsed('nip', parseNip),
  internal_id: parsed('internal_id', parseInternalId),
  nip_vat_ue: parsed('nip_vat_ue', parseNipVatUe),
  peppol_id: parsed('peppol_id', parsePeppolId),
  allowed_ips: (text) => {
    const read = readAllowedIps(text);
    return typeof read === 'string' ? { key: `connect.field.allowed_ips_${read}` } : { value: allowedIpsText(read) };
  },
  address: (text) => checkAddress(text, { mayBePlain: false }),
  // A server in the firm's own network, whose protocol sends no password.
  server_address: (text) => checkAddress(text, { mayBePlain: true }),
};

function checkAddress(
  text: string,
  { mayBePlain }: { readonly mayBePlain: boolean },
): { value: string } | { key: string } {
  const withScheme = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  let url: URL;
  try {
    url = new URL(withScheme);
  } catch {
    return { key: 'connect.field.address' };
  }
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !isLoopback && !mayBePlain) return { key: 'connect.field.address_https' };
  if (url.username !== '' || url.password !== '') return { key: 'connect.field.address_password' };
  return { value: (url.origin + url.pathname).replace(/\/+$/, '') };
}

/** Cleaned values of the fields that are shown, or message keys by field. */
export function checkValues(
  fields: readonly FieldDescription[],
  values: FieldValues,
): { readonly values: FieldValues; readonly errors: Readonly<Record<string, string>> } {
  const clean: FieldValues = {};
  const errors: Record<string, string> = {};
  for (const field of fields) {
    if (!isShown(field, values)) continue;
    const outcome = checkOne(field, values[field.id] ?? field.defaultValue);
    if ('key' in outcome) errors[field.id] = outcome.key;
    else if (outcome.value !== undefined) clean[field.id] = outcome.value;
  }
  return { values: clean, errors };
}

/** As checkValues, but throws the Failure that the dispatcher turns into messages at the fields. */
export function parseValues(fields: readonly FieldDescription[], values: FieldValues): FieldValues {
  const outcome = checkValues(fields, values);
  if (Object.keys(outcome.errors).length > 0) {
    throw new Failure({ kind: 'user_input', key: 'connect.fields', fieldErrors: outcome.errors });
  }
  return outcome.values;
}

function checkOne(
  field: FieldDescription,
  raw: FieldValue | undefined,
): { value: FieldValue | undefined } | { key: string } {
  if (field.kind === 'toggle') return { value: raw === true };
  if (field.kind === 'number') {
    if (raw === undefined || raw === '')
      return field.required ? { key: 'connect.field.required' } : { value: undefined };
    const number = Number(raw);
    return Number.isFinite(number) && number > 0 ? { value: number } : { key: 'connect.field.number' };
  }
  const text = String(raw ?? '').trim();
  if (text === '') return field.required ? { key: 'connect.field.required' } : { value: undefined };
  if (text.length > (field.kind === 'file' ? MAX_FILE_CHARS : MAX_CHARS)) return { key: 'connect.field.too_long' };
  if (field.kind === 'choice' && field.choices && !field.choices.includes(text)) return { key: 'connect.field.choice' };
  if (field.kind === 'date' && !PlainDate.safeParse(text).success) return { key: 'connect.field.date' };
  const check = CHECKS[field.check ?? (field.kind === 'url' ? 'address' : '')];
  return check ? check(text) : { value: text };
}

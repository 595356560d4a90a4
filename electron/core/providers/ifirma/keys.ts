// The keys of an account: each opens its own part, and each has two names, the field's and the one that iFirma gives it.
import type { RecognisedPaste } from '../sdk/defineProvider';
import { badInput } from '../sdk/errors';
import { keyOf } from '../sdk/keyOf';
import type { ProviderContext } from '../sdk/context';

export const KEY_NAMES = {
  invoice_key: 'faktura',
  bill_key: 'rachunek',
  api_key: 'abonent',
  expense_key: 'wydatek',
} as const;
export type KeyField = keyof typeof KEY_NAMES;

const isHex = (text: string): boolean => /^(?:[0-9a-f]{2})+$/i.test(text);

const given = (ctx: Pick<ProviderContext, 'connection'>, field: KeyField): string =>
  (ctx.connection.credential(field) ?? '').trim();

export const hasKey = (ctx: Pick<ProviderContext, 'connection'>, field: KeyField): boolean => given(ctx, field) !== '';

/** Names of keys that are missing, and of those that are no key as iFirma writes them. */
export function lookAtKeys(ctx: Pick<ProviderContext, 'connection'>): {
  readonly missing: readonly string[];
  readonly odd: readonly string[];
} {
  // Only accounts with bills need theirs.
  const asked = (['invoice_key', 'api_key', 'expense_key'] as const).map(
    (field) => [field, given(ctx, field)] as const,
  );
  const bill = given(ctx, 'bill_key');
  const all = bill === '' ? asked : [...asked, ['bill_key', bill] as const];
  return {
    missing: asked.filter(([, value]) => value === '').map(([field]) => KEY_NAMES[field]),
    odd: all.filter(([, value]) => value !== '' && !isHex(value)).map(([field]) => KEY_NAMES[field]),
  };
}

/** Throws with the name of the key that is missing or that no signature can be made with. */
export function hexKey(ctx: Pick<ProviderContext, 'connection'>, field: KeyField): string {
  const name = KEY_NAMES[field];
  const key = keyOf(ctx, field, name);
  if (!isHex(key)) throw badInput('key_odd', { params: { name }, fieldErrors: { [field]: 'paste.key_odd' } });
  return key;
}

export function recognise(field: string, text: string): RecognisedPaste {
  const value = text.trim();
  if (!(field in KEY_NAMES)) return { value, fills: {}, ok: value !== '' };
  const bare = value.replace(/\s/g, '');
  return isHex(bare)
    ? { value: bare, fills: {}, ok: true }
    : { value, fills: {}, ok: false, ...(value === '' ? {} : { hint: 'paste.key_odd' }) };
}

// What a provider makes of a pasted text: a hint at once, and again its clean value when the form is sent.
import type { FieldDescription, FieldValues } from '../../../shared/forms/fields';
import type { PasteHint } from '../../../shared/contract/connect';
import type { ProviderManifest, RecognisedPaste } from '../providers/sdk/defineProvider';
import type { Flow } from './saveFlow';

export function recognise(
  { manifest, action }: Pick<Flow, 'manifest' | 'action'>,
  field: string,
  text: string,
  values: FieldValues,
): PasteHint {
  const { value, ...hint } = manifest.recognise?.(field, text, values) ?? known(text);
  const fields = [...manifest.fields, ...(action?.questions ?? [])];
  return isSecret(fields, field) ? hint : { ...hint, value };
}

const known = (text: string): RecognisedPaste => ({ value: text.trim(), fills: {}, ok: true });

const isSecret = (fields: readonly FieldDescription[], field: string): boolean =>
  fields.some(({ id, store }) => id === field && store === 'credentials');

/** Secrets as the provider cleans a pasted one: line breaks of an e-mail are neither sent nor sealed. */
export function cleaned(manifest: ProviderManifest, values: FieldValues): FieldValues {
  const clean = Object.entries(values).map(([field, value]) => {
    const found = isSecret(manifest.fields, field) ? manifest.recognise?.(field, String(value), values) : undefined;
    return [field, found?.value ?? value] as const;
  });
  return Object.fromEntries(clean);
}

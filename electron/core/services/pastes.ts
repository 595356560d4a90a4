// What somebody pastes into a form: what it is, and how it goes on.
import type { PasteHint } from '../../../shared/contract/connect';
import type { FieldDescription, FieldValues } from '../../../shared/forms/fields';
import type { ProviderManifest, RecognisedPaste } from '../providers/sdk/defineProvider';
import type { Flow } from './saveFlow';

/** A secret, also one that an action asks for, stays in main. */
export function recognise(
  { manifest, action }: Pick<Flow, 'manifest' | 'action'>,
  field: string,
  text: string,
  values: FieldValues,
): PasteHint {
  const plain: RecognisedPaste = { value: text.trim(), fills: {}, ok: true };
  const { value, ...hint } = manifest.recognise?.(field, text, values) ?? plain;
  return isSecret([...manifest.fields, ...(action?.questions ?? [])], field) ? hint : { ...hint, value };
}

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

// What somebody pastes into a form: what it is, and how it goes on.
import type { FieldValues } from '../../../shared/forms/fields';
import type { ProviderManifest, RecognisedPaste } from '../providers/sdk/defineProvider';

export function recognised(
  manifest: ProviderManifest,
  field: string,
  text: string,
  values: FieldValues,
): RecognisedPaste {
  return manifest.recognise?.(field, text, values) ?? { value: text.trim(), fills: {}, ok: true };
}

export const isSecret = (manifest: ProviderManifest, field: string): boolean =>
  manifest.fields.some(({ id, store }) => id === field && store === 'credentials');

/** Secrets as the provider cleans a pasted one: line breaks of an e-mail are neither sent nor sealed. */
export function cleaned(manifest: ProviderManifest, values: FieldValues): FieldValues {
  const clean = Object.entries(values).map(([field, value]) => {
    const found = isSecret(manifest, field) ? manifest.recognise?.(field, String(value), values) : undefined;
    return [field, found?.value ?? value] as const;
  });
  return Object.fromEntries(clean);
}

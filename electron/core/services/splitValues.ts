// Form values apart: what is shown and what is sealed.
import type { FieldDescription, FieldValues } from '../../../shared/forms/fields';

export function splitValues(
  fields: readonly FieldDescription[],
  values: FieldValues,
): { readonly settings: FieldValues; readonly credentials: ReadonlyMap<string, string> } {
  const settings: FieldValues = {};
  const credentials = new Map<string, string>();
  const kept = new Map(fields.map((field) => [field.id, field.store]));
  for (const [id, value] of Object.entries(values)) {
    // What no field declares was found out by verify and is a setting.
    if (kept.get(id) === 'credentials') credentials.set(id, String(value));
    else settings[id] = value;
  }
  return { settings, credentials };
}

// What the wizard's form holds: pure functions over the fields that a provider declares.
import { isShown, type FieldDescription, type FieldValues } from '../../../shared/forms/fields';

export type Fields = readonly FieldDescription[];

/** Defaults, then what main knows, then what was typed before; secrets only ever come from the keyboard. */
export function startValues(fields: Fields, ...layers: readonly FieldValues[]): FieldValues {
  const values: FieldValues = {};
  for (const field of fields) {
    if (field.defaultValue !== undefined) values[field.id] = field.defaultValue;
    else if (field.kind === 'choice' && field.required && field.choices?.[0]) values[field.id] = field.choices[0];
  }
  return Object.assign(values, ...layers) as FieldValues;
}

export function shownFields(fields: Fields, values: FieldValues): Fields {
  return fields.filter((field) => isShown(field, values));
}

export function isEmpty(value: FieldValues[string] | undefined): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '');
}

/** Ids of the fields that must be filled before a check makes sense. */
export function missingFields(fields: Fields, values: FieldValues): readonly string[] {
  return shownFields(fields, values)
    .filter((field) => field.required && field.kind !== 'toggle' && isEmpty(values[field.id]))
    .map((field) => field.id);
}

/** What is sent: fields that are on the screen and hold something; text without the blanks around it. */
export function sendableValues(fields: Fields, values: FieldValues): FieldValues {
  const sent: FieldValues = {};
  for (const field of shownFields(fields, values)) {
    const value = values[field.id];
    if (value === undefined || isEmpty(value)) continue;
    sent[field.id] = typeof value === 'string' ? value.trim() : value;
  }
  return sent;
}

/** What may be kept while the sheet is closed. */
export function withoutSecrets(fields: Fields, values: FieldValues): FieldValues {
  const open = new Set(
    fields.filter((field) => field.store === 'settings' && field.kind !== 'secret').map(({ id }) => id),
  );
  return Object.fromEntries(Object.entries(values).filter(([id]) => open.has(id)));
}

/** Values that are public and may be recognised inside a masked secret. */
export function publicValues(fields: Fields, values: FieldValues): readonly string[] {
  return Object.values(withoutSecrets(fields, values)).map(String);
}

/**
 * Before a sign-in in the browser only settings are asked for, and what the sign-in itself cannot do without. Names and secrets
 * come back from the sign-in, so a required text or secret field is not on that screen.
 */
export function fieldsInBrowser(fields: Fields, asks: readonly string[]): Fields {
  const isAsked = ({ id, store, kind, required }: FieldDescription): boolean =>
    asks.includes(id) || (store === 'settings' && kind !== 'secret' && !(kind === 'text' && required));
  return fields.filter(isAsked).map((field) => (asks.includes(field.id) ? { ...field, required: true } : field));
}

// Which settings of a connection are worth a line: what a form keeps under "more" and nobody has changed is not.
import type { ConnectionView } from '../../../shared/contract/connections';
import { isShown, type FieldDescription } from '../../../shared/forms/fields';

export function shownSettings(
  fields: readonly FieldDescription[],
  values: ConnectionView['settings'],
): readonly FieldDescription[] {
  return fields.filter((field) => {
    const value = values[field.id];
    if (field.store !== 'settings' || value === undefined || !isShown(field, values)) return false;
    return !field.advanced || value !== field.defaultValue;
  });
}

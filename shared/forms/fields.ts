// Field descriptors: one declaration draws the form in the renderer and checks the values again in main.
import { z } from 'zod';

export const FieldDescription = z.strictObject({
  id: z.string(),
  /** `file`: the value is the Base64 of its bytes. */
  kind: z.enum(['text', 'secret', 'choice', 'number', 'toggle', 'date', 'url', 'folder', 'file']),
  /** `credentials` are sealed and never come back; `settings` are shown and can be changed. */
  store: z.enum(['credentials', 'settings']),
  required: z.boolean(),
  /** Opened by *More* in the form. */
  advanced: z.boolean(),
  choices: z.array(z.string()).optional(),
  defaultValue: z.union([z.string(), z.number(), z.boolean()]).optional(),
  /** Shown only when another field has one of these values. */
  showWhen: z.strictObject({ field: z.string(), is: z.array(z.string()) }).optional(),
  /** Named check of shared/forms/checks.ts, e.g. `nip`. */
  check: z.string().optional(),
  multiline: z.boolean(),
  /** Names a file of this computer, which is read, written or run: a person chooses it in the window, no program does. */
  isOnThisComputer: z.boolean().optional(),
});
export type FieldDescription = z.infer<typeof FieldDescription>;

export const FieldValue = z.union([z.string(), z.number(), z.boolean()]);
export type FieldValue = z.infer<typeof FieldValue>;
export const FieldValues = z.record(z.string(), FieldValue);
export type FieldValues = z.infer<typeof FieldValues>;

export function isShown(field: FieldDescription, values: FieldValues): boolean {
  if (!field.showWhen) return true;
  return field.showWhen.is.includes(String(values[field.showWhen.field] ?? ''));
}

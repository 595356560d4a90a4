// What was typed in a sheet that was closed: found again when it is reopened. Secrets are never kept.
import type { FieldValues } from '../../../shared/forms/fields';

const drafts = new Map<string, FieldValues>();

export function draftOf(key: string): FieldValues {
  return drafts.get(key) ?? {};
}
export function keepDraft(key: string, valuesWithoutSecrets: FieldValues): void {
  drafts.set(key, valuesWithoutSecrets);
}
export function dropDraft(key: string): void {
  drafts.delete(key);
}

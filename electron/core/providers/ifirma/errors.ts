// What iFirma refuses: a number in the body (`response.Kod`), while the HTTP status is usually 200 (dossier §1.5).
import type { FailureSpec } from '../../../../shared/errors';
import { CodedRefusal, type RefusalRow } from '../sdk/refusals';
import { KEY_NAMES, type KeyField } from './keys';

export const CODES: ReadonlyMap<string, RefusalRow> = new Map<string, RefusalRow>([
  ['100', ['unavailable', 'technical']],
  ['101', ['rejected', 'request_refused']],
  ['102', ['rejected', 'request_refused']],
  ['200', ['rejected', 'request_refused']],
  ['201', ['rejected', 'request_refused']],
  ['202', ['rejected', 'settings_refused']],
  ['208', ['unavailable', 'gone']],
  ['400', ['auth', 'header_refused']],
  ['401', ['auth', 'login_unknown']],
  ['402', ['auth', 'key_never_made']],
  ['403', ['auth', 'key_refused']],
  ['499', ['permission', 'terms_not_accepted']],
  ['500', ['permission', 'no_permission']],
]);

export const STATUS: ReadonlyMap<number, RefusalRow> = new Map<number, RefusalRow>([
  [401, ['auth', 'key_refused']],
  [403, ['permission', 'no_permission']],
  [404, ['unavailable', 'gone']],
]);

/** Fields at which a refusal is shown; the key is the one that signed. */
function fieldErrors(key: string, field: KeyField): Pick<FailureSpec, 'fieldErrors'> {
  if (key === 'login_unknown') return { fieldErrors: { username: 'login_unknown.what' } };
  if (key === 'key_refused' || key === 'key_never_made') return { fieldErrors: { [field]: 'key_refused.why' } };
  return {};
}

function refusal([kind, key]: RefusalRow, code: string, field: KeyField, details: string): CodedRefusal {
  return new CodedRefusal({ kind, key, params: { name: KEY_NAMES[field] }, details, ...fieldErrors(key, field) }, code);
}

export function refusalOfCode(code: string, said: string, path: string, field: KeyField): CodedRefusal {
  const row: RefusalRow = CODES.get(code) ?? ['unavailable', 'unexpected_answer'];
  return refusal(row, code, field, `${path}: Kod ${code} ${said.slice(0, 300)}`.trim());
}

export function refusalOfStatus(status: number, path: string, field: KeyField): CodedRefusal {
  const row: RefusalRow = STATUS.get(status) ?? ['unavailable', 'unexpected_answer'];
  return refusal(row, `HTTP ${String(status)}`, field, `${path}: HTTP ${String(status)}`);
}

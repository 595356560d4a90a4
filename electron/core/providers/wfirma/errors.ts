// What wFirma refuses: a word in the body, while the HTTP status is usually 200 (dossier §3.7).
import { CodedRefusal, type RefusalRow } from '../sdk/refusals';

type Row = readonly [...RefusalRow, waitMinutes?: number];

export const CODES: ReadonlyMap<string, Row> = new Map<string, Row>([
  ['AUTH', ['auth', 'keys_refused']],
  ['AUTH FAILED LIMIT WAIT 5 MINUTES', ['rate_limited', 'locked_out', 5]],
  ['ACCESS DENIED', ['permission', 'no_permission']],
  ['DENIED SCOPE REQUESTED', ['permission', 'no_permission']],
  ['COMPANY ID REQUIRED', ['user_input', 'company_id_missing']],
  ['ACTION NOT FOUND', ['rejected', 'request_refused']],
  ['INPUT ERROR', ['rejected', 'request_refused']],
  ['ERROR', ['rejected', 'request_refused']],
  ['NOT FOUND', ['unavailable', 'gone']],
  ['OUT OF SERVICE', ['unavailable', 'out_of_service', 15]],
  ['SNAPSHOT LOCK', ['unavailable', 'snapshot_lock', 30]],
  ['TOTAL REQUESTS LIMIT EXCEEDED', ['rate_limited', 'too_many_requests', 5]],
  ['TOTAL EXECUTION TIME LIMIT EXCEEDED', ['rate_limited', 'too_slow', 60]],
  ['FATAL', ['unavailable', 'unexpected_answer']],
]);

export const STATUS: ReadonlyMap<number, Row> = new Map<number, Row>([
  [401, ['auth', 'keys_refused']],
  [403, ['permission', 'no_permission']],
  [404, ['unavailable', 'gone']],
]);

function refusal([kind, key, wait]: Row, code: string, details: string, nowMs: number): CodedRefusal {
  const retryAt = wait === undefined ? {} : { retryAt: new Date(nowMs + wait * 60_000).toISOString() };
  const fieldErrors = key === 'company_id_missing' ? { fieldErrors: { company_id: `${key}.what` } } : {};
  return new CodedRefusal({ kind, key, details, ...retryAt, ...fieldErrors }, code);
}

export function refusalOfCode(code: string, path: string, nowMs: number): CodedRefusal {
  const row: Row = CODES.get(code) ?? ['unavailable', 'unexpected_answer'];
  return refusal(row, code, `${path}: ${code.slice(0, 100)}`, nowMs);
}

export function refusalOfStatus(status: number, path: string, nowMs: number): CodedRefusal {
  const row: Row = STATUS.get(status) ?? ['unavailable', 'unexpected_answer'];
  return refusal(row, `HTTP ${String(status)}`, `${path}: HTTP ${String(status)}`, nowMs);
}

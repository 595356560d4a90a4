// What a code of the API means for the user, row by row (dossier §3.9). Keys are relative to the provider.
import type { RefusalRow } from '../sdk/refusals';

export const CODES: ReadonlyMap<string, RefusalRow> = new Map<string, RefusalRow>([
  ['E_UNAUTHORIZED', ['auth', 'login_refused']],
  ['E_ACCESS_DENIED', ['permission', 'no_permission']],
  ['E_ADMIN_LOGIN_FAILED', ['user_input', 'pin_wrong']],
  ['E_ADMIN_PIN_BLOCKED', ['rejected', 'pin_blocked']],
  ['E_CHANGE_ADMIN_PIN_FAILED', ['user_input', 'puk_wrong']],
  ['E_TSS_LIMIT_REACHED', ['rejected', 'tss_limit']],
  ['E_TSS_LIMIT_PER_DAY_REACHED', ['rejected', 'tss_limit']],
  ['E_CLIENT_LIMIT_REACHED', ['rejected', 'client_limit']],
  ['E_TSS_NOT_FOUND', ['rejected', 'not_found']],
  ['E_CLIENT_NOT_FOUND', ['rejected', 'not_found']],
  ['E_TX_NOT_FOUND', ['rejected', 'not_found']],
  ['E_TX_REVISION_NOT_FOUND', ['rejected', 'not_found']],
  ['E_LATEST_TX_REVISION_NOT_FOUND', ['rejected', 'not_found']],
  ['E_TSS_DISABLED', ['rejected', 'tss_disabled']],
  ['E_TSS_DEFECTIVE', ['rejected', 'tss_defective']],
  ['E_TSS_DELETED', ['rejected', 'tss_deleted']],
  ['E_TSS_EVICTED', ['rejected', 'tss_deleted']],
  ['E_TSS_CONFLICT', ['rejected', 'tss_wrong_state']],
  ['E_TSS_NOT_INITIALIZED', ['rejected', 'tss_wrong_state']],
  ['E_ILLEGAL_TSS_STATE_CHANGE', ['rejected', 'tss_wrong_state']],
  ['E_TSS_ILLEGAL_STATE_TO_PERFORM_EXPORT', ['rejected', 'tss_wrong_state']],
  ['E_TX_UPSERT', ['rejected', 'wrong_revision']],
  ['E_TX_NO_TYPE_DEFINED', ['conflict', 'tx_finished']],
  ['E_TX_LIMIT_REACHED', ['rejected', 'tx_limit']],
  ['E_CLIENT_CONFLICT', ['user_input', 'serial_refused']],
  ['E_ILLEGAL_CLIENT_SERIAL', ['user_input', 'serial_refused']],
  ['E_CLIENT_DEREGISTERED', ['rejected', 'client_off']],
  ['E_TOO_MANY_EXPORTS', ['unavailable', 'export_busy']],
  ['E_EXPORT_DUPLICATE_RATE_LIMITED', ['unavailable', 'export_busy']],
  ['E_EXPORT_IN_PROGRESS', ['unavailable', 'export_busy']],
  ['E_EXPORT_NOT_COMPLETED', ['unavailable', 'export_busy']],
  ['E_EXPORT_TEMPORARILY_UNAVAILABLE', ['unavailable', 'export_busy']],
  ['E_EXPORT_NOT_FOUND', ['unavailable', 'export_gone']],
  ['E_USE_MIDDLEWARE', ['user_input', 'wrong_host']],
]);

export const STATUS: ReadonlyMap<number, RefusalRow> = new Map<number, RefusalRow>([
  [400, ['rejected', 'request_refused']],
  [401, ['auth', 'login_refused']],
  [403, ['permission', 'no_permission']],
  [404, ['unavailable', 'wrong_address']],
  [413, ['rejected', 'request_refused']],
  [429, ['rate_limited', 'too_many_requests']],
  [432, ['user_input', 'wrong_host']],
  [499, ['unavailable', 'service_failed']],
]);

/** Which field a refusal belongs to. */
export const FIELDS: Readonly<Record<string, string>> = {
  pin_wrong: 'admin_pin',
  puk_wrong: 'admin_puk',
  serial_refused: 'serial_number',
  wrong_host: 'base_url',
  wrong_address: 'base_url',
};

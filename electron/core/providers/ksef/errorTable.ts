// What KSeF refuses with, and what that means for the user, row by row. Keys are relative to the provider.
import type { ErrorKind } from '../../../../shared/errors';
import type { RefusalRow } from '../sdk/refusals';

/** Status of a sign-in; 450 is told apart by its detail. */
export const SIGN_IN_STATUS: Readonly<Record<number, RefusalRow>> = {
  400: ['auth', 'certificate_refused'],
  415: ['permission', 'no_permission'],
  425: ['auth', 'login_revoked'],
  450: ['auth', 'token_invalid'],
  460: ['auth', 'certificate_refused'],
  470: ['auth', 'person_gone'],
  480: ['permission', 'blocked'],
  500: ['unavailable', 'ksef_failed'],
  550: ['unavailable', 'ksef_failed'],
};

/** KSeF writes the details of 450 in Polish since 2.6.1, in English before. Most telling first. */
export const TOKEN_DETAILS: readonly (readonly [RegExp, ErrorKind, string])[] = [
  [/kontek|context/i, 'auth', 'token_other_context'],
  [/uniewa|revoked/i, 'auth', 'token_revoked'],
  [/nieaktyw|inactive/i, 'auth', 'token_inactive'],
  [/wyzwani|challenge/i, 'unavailable', 'challenge_refused'],
  [/czas|time/i, 'unavailable', 'challenge_refused'],
  [/szyfrowani|encryption|kodowani|encoding/i, 'unavailable', 'key_withdrawn'],
];

/** Status of an export. 420 and 210 are no failures to the one who asks: nothing new, start anew. */
export const EXPORT_STATUS: Readonly<Record<number, RefusalRow>> = {
  210: ['unavailable', 'export_gone'],
  415: ['unavailable', 'key_withdrawn'],
  420: ['unavailable', 'not_ready'],
  500: ['unavailable', 'ksef_failed'],
  550: ['unavailable', 'ksef_failed'],
};

/** Status of an invoice that was sent. 440 is told apart before; what KSeF dropped by its own fault is sent again. */
export const INVOICE_STATUS: Readonly<Record<number, RefusalRow>> = {
  410: ['permission', 'invoice_not_ours'],
  415: ['rejected', 'invoice_attachment'],
  430: ['rejected', 'invoice_unreadable'],
  435: ['unavailable', 'invoice_undeciphered'],
  440: ['conflict', 'invoice_duplicate'],
  450: ['rejected', 'invoice_content'],
};

/** Status of a package as a whole. */
export const BATCH_STATUS: Readonly<Record<number, RefusalRow>> = {
  405: ['unavailable', 'package_refused'],
  415: ['unavailable', 'key_withdrawn'],
  420: ['rejected', 'package_refused'],
  430: ['unavailable', 'package_refused'],
  435: ['unavailable', 'package_refused'],
  440: ['unavailable', 'package_late'],
  500: ['unavailable', 'ksef_failed'],
};

const rows = (codes: readonly number[], row: RefusalRow) => codes.map((code) => [code, row] as const);

/** Codes of HTTP 400. */
export const CODES: ReadonlyMap<number, RefusalRow> = new Map<number, RefusalRow>([
  ...rows([9101, 9102, 9103, 9105, 21115, 21406], ['auth', 'certificate_refused']),
  ...rows([21111], ['unavailable', 'challenge_refused']),
  ...rows([21117], ['auth', 'token_other_context']),
  ...rows([21301, 21304], ['unavailable', 'challenge_refused']),
  ...rows([21308], ['auth', 'person_gone']),
  ...rows([21470], ['unavailable', 'key_withdrawn']),
  ...rows([21175], ['unavailable', 'export_gone']),
  ...rows([21181], ['rejected', 'request_refused']),
  ...rows([21182], ['rate_limited', 'too_many_exports']),
  ...rows([21183], ['unavailable', 'not_ready']),
  ...rows([21164, 21173, 25005, 25008], ['rejected', 'request_refused']),
  ...rows([21165, 21178], ['unavailable', 'not_ready']),
  ...rows([21155, 21180, 21184], ['unavailable', 'session_closed']),
  ...rows([21205, 21208], ['unavailable', 'package_late']),
  ...rows([21157, 21161], ['rejected', 'package_refused']),
  ...rows([21166], ['conflict', 'correction_done']),
  ...rows([21167], ['conflict', 'correction_of_good']),
  ...rows([21001, 21217, 21401, 21402, 21403], ['rejected', 'request_refused']),
  ...rows([25001, 25002, 25003, 25004, 25006, 25007, 25009, 25010, 25011], ['rejected', 'request_refused']),
  ...rows([26001, 26002], ['permission', 'not_allowed_here']),
  ...rows([30001], ['conflict', 'request_refused']),
  ...rows([21405, 21418, 71001, 71002, 71004, 71005], ['rejected', 'request_refused']),
]);

/** Reasons of HTTP 403. */
export const REASONS: Readonly<Record<string, RefusalRow>> = {
  'missing-permissions': ['permission', 'missing_rights'],
  'ip-not-allowed': ['permission', 'ip_not_allowed'],
  'insufficient-resource-access': ['permission', 'not_allowed_here'],
  'auth-method-not-allowed': ['permission', 'not_allowed_here'],
  'security-service-blocked': ['permission', 'blocked'],
  'context-type-not-allowed': ['permission', 'not_allowed_here'],
};

import { describe, expect, it } from 'vitest';
import { httpAnswer } from '../../../../tests/support/scriptedHttp';
import { CODES, EXPORT_STATUS, REASONS, SIGN_IN_STATUS } from './errorTable';
import { SignInTimeout, isRefusal, refusalOfAnswer, refusalOfStatus, supportText } from './errors';

const problem = (status: number, json: unknown) => refusalOfAnswer(httpAnswer({ status, json })).spec;

describe('status of a sign-in (dossier §2.4)', () => {
  it.each([
    [415, 'permission', 'no_permission'],
    [425, 'auth', 'login_revoked'],
    [460, 'auth', 'certificate_refused'],
    [400, 'auth', 'certificate_refused'],
    [470, 'auth', 'person_gone'],
    [480, 'permission', 'blocked'],
    [500, 'unavailable', 'ksef_failed'],
    [550, 'unavailable', 'ksef_failed'],
    [799, 'unavailable', 'ksef_failed'],
  ])('%i', (code, kind, key) => {
    const status = { code, description: 'x', details: undefined };
    expect(refusalOfStatus(status, SIGN_IN_STATUS).spec).toMatchObject({ kind, key });
  });

  it.each([
    ['Nieprawidłowe wyzwanie autoryzacyjne', 'unavailable', 'challenge_refused'],
    ['Nieprawidłowy token', 'auth', 'token_invalid'],
    ['Nieprawidłowy czas tokena', 'unavailable', 'challenge_refused'],
    ['Token unieważniony', 'auth', 'token_revoked'],
    ['Token nieaktywny', 'auth', 'token_inactive'],
    ['Nieprawidłowe szyfrowanie tokena', 'unavailable', 'key_withdrawn'],
    ['Nieprawidłowe kodowanie tokena', 'unavailable', 'key_withdrawn'],
    ['Token nie może być użyty w kontekście Nip 5265877635', 'auth', 'token_other_context'],
    ['Invalid challenge', 'unavailable', 'challenge_refused'],
    ['Invalid token', 'auth', 'token_invalid'],
    ['Invalid token time', 'unavailable', 'challenge_refused'],
    ['Token revoked', 'auth', 'token_revoked'],
    ['Token inactive', 'auth', 'token_inactive'],
    ['Invalid token encryption', 'unavailable', 'key_withdrawn'],
    ['Invalid token encoding', 'unavailable', 'key_withdrawn'],
    ['Something of tomorrow', 'auth', 'token_invalid'],
  ])('450 with "%s"', (detail, kind, key) => {
    const status = { code: 450, description: 'x', details: [detail] };
    const { spec } = refusalOfStatus(status, SIGN_IN_STATUS, { environment: 'DEMO' });
    expect(spec).toMatchObject({ kind, key, params: { environment: 'DEMO', code: 450 } });
    expect(spec.details).toContain(detail);
  });
});

describe('status of an export (dossier §4.3)', () => {
  it.each([
    [210, 'export_gone'],
    [415, 'key_withdrawn'],
    [420, 'not_ready'],
    [500, 'ksef_failed'],
    [550, 'ksef_failed'],
  ])('%i', (code, key) => {
    const status = { code, description: 'x', details: undefined };
    expect(refusalOfStatus(status, EXPORT_STATUS).spec).toMatchObject({ kind: 'unavailable', key });
  });
});

/** Dossier §8.2, written out again so that a slip in the table is seen. */
const EXPECTED: readonly (readonly [number, string, string])[] = [
  [9101, 'auth', 'certificate_refused'],
  [9102, 'auth', 'certificate_refused'],
  [9103, 'auth', 'certificate_refused'],
  [9105, 'auth', 'certificate_refused'],
  [21001, 'rejected', 'request_refused'],
  [21217, 'rejected', 'request_refused'],
  [21111, 'unavailable', 'challenge_refused'],
  [21115, 'auth', 'certificate_refused'],
  [21117, 'auth', 'token_other_context'],
  [21155, 'unavailable', 'session_closed'],
  [21157, 'rejected', 'package_refused'],
  [21161, 'rejected', 'package_refused'],
  [21164, 'rejected', 'request_refused'],
  [21165, 'unavailable', 'not_ready'],
  [21166, 'conflict', 'correction_done'],
  [21167, 'conflict', 'correction_of_good'],
  [21173, 'rejected', 'request_refused'],
  [21175, 'unavailable', 'export_gone'],
  [21178, 'unavailable', 'not_ready'],
  [21180, 'unavailable', 'session_closed'],
  [21181, 'rejected', 'request_refused'],
  [21182, 'rate_limited', 'too_many_exports'],
  [21183, 'unavailable', 'not_ready'],
  [21184, 'unavailable', 'session_closed'],
  [21205, 'unavailable', 'package_late'],
  [21208, 'unavailable', 'package_late'],
  [21301, 'unavailable', 'challenge_refused'],
  [21304, 'unavailable', 'challenge_refused'],
  [21308, 'auth', 'person_gone'],
  [21401, 'rejected', 'request_refused'],
  [21402, 'rejected', 'request_refused'],
  [21403, 'rejected', 'request_refused'],
  [21405, 'rejected', 'request_refused'],
  [21406, 'auth', 'certificate_refused'],
  [21418, 'rejected', 'request_refused'],
  [21470, 'unavailable', 'key_withdrawn'],
  ...[25001, 25002, 25003, 25004, 25006, 25007, 25009, 25010, 25011].map(
    (code) => [code, 'rejected', 'request_refused'] as const,
  ),
  [25005, 'rejected', 'request_refused'],
  [25008, 'rejected', 'request_refused'],
  [26001, 'permission', 'not_allowed_here'],
  [26002, 'permission', 'not_allowed_here'],
  [30001, 'conflict', 'request_refused'],
  [71001, 'rejected', 'request_refused'],
  [71002, 'rejected', 'request_refused'],
  [71004, 'rejected', 'request_refused'],
  [71005, 'rejected', 'request_refused'],
  [99999, 'rejected', 'request_refused'],
];

describe('codes of HTTP 400 (dossier §8.2)', () => {
  it.each(EXPECTED)('%i in problem details', (code, kind, key) => {
    const json = {
      title: 'Bad Request',
      status: 400,
      errors: [{ code, description: 'd', details: ['x'] }],
      traceId: 't1',
    };
    const spec = problem(400, json);
    expect(spec).toMatchObject({ kind, key });
    expect(spec.details).toBe(`HTTP 400 · ${String(code)} · d · x · trace t1`);
  });

  it.each(EXPECTED)('%i in the older shape', (code, kind, key) => {
    const exception = { exceptionDetailList: [{ exceptionCode: code, exceptionDescription: 'd', details: null }] };
    expect(problem(400, { exception })).toMatchObject({ kind, key });
  });

  it('has no row that this test does not know', () => {
    const known = new Set(EXPECTED.map(([code]) => code));
    expect([...CODES.keys()].filter((code) => !known.has(code))).toEqual([]);
  });
});

describe('HTTP statuses', () => {
  it.each([
    [401, 'auth', 'login_refused'],
    [403, 'unavailable', 'wall'],
    [404, 'unavailable', 'wrong_address'],
    [408, 'unavailable', 'ksef_failed'],
    [410, 'unavailable', 'export_gone'],
    [429, 'rate_limited', 'rate_limited'],
    [500, 'unavailable', 'ksef_failed'],
    [504, 'unavailable', 'ksef_failed'],
  ])('%i', (status, kind, key) => {
    expect(problem(status, { title: 't', status })).toMatchObject({ kind, key });
  });

  it.each([
    ['missing-permissions', 'missing_rights'],
    ['ip-not-allowed', 'ip_not_allowed'],
    ['insufficient-resource-access', 'not_allowed_here'],
    ['auth-method-not-allowed', 'not_allowed_here'],
    ['security-service-blocked', 'blocked'],
    ['context-type-not-allowed', 'not_allowed_here'],
  ])('403 because of %s', (reasonCode, key) => {
    expect(Object.keys(REASONS)).toContain(reasonCode);
    expect(problem(403, { title: 'Forbidden', status: 403, reasonCode })).toMatchObject({ kind: 'permission', key });
  });

  it('names the right that is missing and the address that is not allowed', () => {
    const security = { requiredAnyOfPermissions: ['InvoiceRead', 'X'], clientIp: '10.0.0.1' };
    expect(problem(403, { reasonCode: 'missing-permissions', security }).params).toMatchObject({
      rights: 'InvoiceRead, X',
      ip: '10.0.0.1',
    });
  });

  it('takes a page of the wall for the wall', () => {
    const headers = { 'content-type': 'text/html' };
    const refusal = refusalOfAnswer(httpAnswer({ status: 403, headers, bytes: Buffer.from('<html>Incapsula</html>') }));
    expect(refusal.spec).toMatchObject({ kind: 'unavailable', key: 'wall' });
  });
});

describe('a refusal', () => {
  it('can be told by its status and by each of its codes', () => {
    const refusal = refusalOfAnswer(httpAnswer({ status: 400, json: { errors: [{ code: 21183 }, { code: 21405 }] } }));
    expect([21183, 21405, 400, 21470].map((code) => isRefusal(refusal, code))).toEqual([true, true, true, false]);
  });

  it('never carries anything that looks like a token', () => {
    const secret = 'a1'.repeat(32);
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.abc-_x';
    expect(supportText([`token ${secret} and ${jwt}`])).toBe('token *** and ***');
    expect(supportText(['x'.repeat(9000)]).length).toBe(500);
  });

  it('of patience carries the reference number', () => {
    const timeout = new SignInTimeout('20250514-AU-1', 90, 174);
    expect(timeout.referenceNumber).toBe('20250514-AU-1');
    expect(timeout.spec).toMatchObject({
      kind: 'unavailable',
      key: 'login_timeout',
      params: { reference: '20250514-AU-1' },
    });
  });
});

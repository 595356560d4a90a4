// How a service's refusal becomes a failure: by its status, with its own words for support and nothing more.
import { describe, expect, it } from 'vitest';
import type { HttpAnswer } from './http';
import { isRefusal, jsonRefusals, refusalByStatus, type RefusalRow } from './refusals';

const rows = new Map<number, RefusalRow>([
  [401, ['auth', 'key_refused']],
  [422, ['rejected', 'request_refused']],
]);
const refusalOf = jsonRefusals(rows, ({ error, message }) => error ?? message);

function answer(status: number, body: string, type = 'application/json'): HttpAnswer {
  return {
    status,
    headers: { 'content-type': type },
    text: () => body,
    json: () => JSON.parse(body) as unknown,
    bytes: () => Buffer.from(body),
  } as unknown as HttpAnswer;
}

describe('a refusal', () => {
  it('means what its status means, and keeps the words of the service under details', () => {
    const refusal = refusalOf(answer(401, '{"error":"Brak autoryzacji"}'), '/invoices.json');
    expect(refusal.spec).toEqual({
      kind: 'auth',
      key: 'key_refused',
      details: 'GET /invoices.json: HTTP 401 Brak autoryzacji',
    });
    expect(isRefusal(refusal, 404, 401)).toBe(true);
    expect(isRefusal(refusal, 404)).toBe(false);
    expect(isRefusal(new Error('HTTP 401'), 401)).toBe(false);
  });

  it('reads words that are a list, cuts long ones, and does without any', () => {
    expect(refusalOf(answer(422, '{"message":{"nip":["zły"]}}'), '/a').spec.details).toBe(
      'GET /a: HTTP 422 {"nip":["zły"]}',
    );
    expect(refusalOf(answer(422, `{"error":"${'x'.repeat(900)}"}`), '/a').spec.details).toBe(
      `GET /a: HTTP 422 ${'x'.repeat(300)}`,
    );
    for (const body of ['', 'null', 'no json', '"text"', '[]'])
      expect(refusalOf(answer(422, body), '/a').spec.key, body).toBe('request_refused');
  });

  it('takes a page with a good status for nobody’s answer, and quotes no page', () => {
    const page = refusalOf(answer(200, '<html>token=123</html>', 'text/html; charset=utf-8'), '/a');
    expect(page.spec).toEqual({ kind: 'unavailable', key: 'html_instead', details: 'GET /a: HTTP 200 a page of HTML' });
    expect(refusalOf(answer(401, '<html>', 'text/html'), '/a').spec.key).toBe('key_refused');
  });

  it('says of a status that nobody knows that the answer was unexpected', () => {
    expect(refusalOf(answer(418, '{}'), '/a').spec).toMatchObject({ kind: 'unavailable', key: 'unexpected_answer' });
  });

  it('lets words that tell more than the status decide', () => {
    const refusal = refusalByStatus(answer(403, ''), rows, { what: 'PUT', said: '' }, ['unavailable', 'locked']);
    expect(refusal.spec).toEqual({ kind: 'unavailable', key: 'locked', details: 'PUT: HTTP 403' });
  });
});

// One call through the real engine: the allowance's error, warnings, empty answers.
import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { reply, script, setUp } from '../../../../tests/support/httpSetUp';
import { call, type Ksef } from './call';
import { documentOf } from './documents';
import { environmentOf } from './environments';
import { KsefRateLimit } from './errors';
import { httpAnswer } from '../../../../tests/support/scriptedHttp';
import { Nothing } from './api/caller';

async function bench(...answers: readonly RequestListener[]) {
  const { http, budgets, clock } = setUp();
  const { server, asked } = await script(...answers);
  const warned: string[] = [];
  const environment = environmentOf({ environment: 'custom', base_url: server.origin });
  const ksef: Ksef = { http, environment, userAgent: 'Kontor/test', onWarning: (text) => warned.push(text) };
  return { ksef, warned, asked, budgets, clock };
}
const spec = { method: 'GET', path: '/limits/context', group: 'other', answer: Nothing } as const;

describe('an allowance that is used up', () => {
  it('is told in seconds, with the header as it came beside them', async () => {
    const { ksef, asked, budgets, clock } = await bench(reply(429, { 'retry-after': '2680' }));
    const error = await call(ksef, spec).catch((cause: unknown) => cause);
    if (!(error instanceof KsefRateLimit)) throw error;
    expect(error.retryAfterSeconds).toBe(2680);
    expect(error.retryAfterRaw).toBe('2680');
    expect(error.spec.retryAt).toBe(new Date(clock.now() + 2_680_000).toISOString());
    expect(asked()).toBe(1);
    // The whole group waits, not this call alone.
    const { nextAtMs } = await budgets.usage('k1', 'other', [], clock.now());
    expect(nextAtMs).toBe(clock.now() + 2_680_000);
  });

  it('is told in seconds also when the header is a date', async () => {
    const date = 'Mon, 05 Oct 2026 11:00:00 GMT';
    const { ksef } = await bench(reply(429, { 'retry-after': date, date: 'Mon, 05 Oct 2026 10:00:00 GMT' }));
    const error = await call(ksef, spec).catch((cause: unknown) => cause);
    if (!(error instanceof KsefRateLimit)) throw error;
    expect(error.retryAfterSeconds).toBe(3600);
    expect(error.retryAfterRaw).toBe(date);
  });
});

describe('an answer', () => {
  it('may be empty, and may carry a warning', async () => {
    const { ksef, warned } = await bench(reply(204, { 'x-system-warning': '[TEST-01]: prace serwisowe' }, ''));
    await call(ksef, spec);
    expect(warned).toEqual(['[TEST-01]: prace serwisowe']);
  });

  it('may know more than we do, but not less', async () => {
    const answer = z.looseObject({ a: z.string() });
    const more = await bench(reply(200, { 'content-type': 'application/json' }, '{"a":"x","b":1}'));
    expect(await call(more.ksef, { ...spec, answer })).toEqual({ a: 'x', b: 1 });
    const less = await bench(reply(200, { 'content-type': 'application/json' }, '{}'));
    await expect(call(less.ksef, { ...spec, answer })).rejects.toMatchObject({ spec: { key: 'unexpected_answer' } });
  });
});

describe('a document', () => {
  const bytes = Buffer.from('<Faktura/>');
  const hash = documentOf(httpAnswer({ bytes })).sha256;
  it('is its bytes, held against both promises', () => {
    const answer = httpAnswer({ bytes, headers: { 'x-ms-meta-hash': hash } });
    expect(documentOf(answer, hash).bytes).toEqual(bytes);
    expect(() => documentOf(answer, 'x'.repeat(44))).toThrow(/document_damaged/);
    expect(() => documentOf(httpAnswer({ bytes, headers: { 'x-ms-meta-hash': 'other' } }))).toThrow(/document_damaged/);
  });
  it('is never a page of the wall in front', () => {
    expect(() => documentOf(httpAnswer({ bytes, headers: { 'content-type': 'text/html' } }))).toThrow(/wall/);
  });
});

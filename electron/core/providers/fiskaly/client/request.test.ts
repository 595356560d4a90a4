// What a request does on the network, and what comes back of it.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  answer,
  BASE,
  fiskalyClient,
  inBase64,
  insideOf,
  KEYS,
  NOW,
  tokens,
} from '../../../../../tests/support/fiskalyClient';
import { HttpTimeout, HttpTrouble } from './httpPort';

const pathsOf = (sent: readonly { readonly method: string; readonly url: string }[]): string[] =>
  sent.map(({ method, url }) => `${method} ${url.replace(BASE, '')}`);
const bodyOf = (body: Uint8Array | undefined): unknown =>
  JSON.parse(Buffer.from(body ?? []).toString('utf8')) as unknown;

describe('a request', () => {
  it('signs in first, carries the token and brings the context that knows it', async () => {
    const { newContext, request, sent } = fiskalyClient(() => answer(200, { ok: true }, { 'x-request-id': ['r-1'] }));
    const context = await newContext();
    const { result } = await request(context, { method: 'GET', path: '/tss' });
    expect(pathsOf(sent)).toEqual(['POST /auth', 'GET /tss']);
    expect(bodyOf(sent[0]?.body)).toEqual(KEYS);
    expect(sent[0]?.headers).not.toHaveProperty('authorization');
    expect(sent[1]?.headers).toMatchObject({ authorization: 'Bearer access-token-1', 'user-agent': 'client/test' });
    expect(sent[1]?.timeoutMs).toBe(1000);
    expect(result?.['response']).toEqual({
      status: 200,
      headers: { 'content-type': ['application/json'], 'x-request-id': ['r-1'] },
      body: inBase64({ ok: true }),
    });
    const inside = insideOf(result?.['context']);
    expect(inside).toEqual({
      ...insideOf(context),
      access_token: 'access-token-1',
      refresh_token: 'refresh-token-1',
      access_token_expires_at: NOW / 1000 + 600,
      refresh_token_expires_at: NOW / 1000 + 1200,
    });
    expect(Object.keys(inside)).toEqual(Object.keys(insideOf(context)));
  });

  it.each([
    ['https://h.example/api/v2', '/tss/1'],
    ['https://h.example/api/v2/', '/tss/1'],
    ['https://h.example/api/v2/', 'tss/1'],
    ['https://h.example/api/v2', 'tss/1'],
    ['https://h.example/api/v2//', '//tss/1'],
  ])('joins %s and %s with one slash', async (base_url, place) => {
    const { newContext, request, sent } = fiskalyClient();
    await request(await newContext({ base_url }), { method: 'GET', path: place });
    expect(sent.at(-1)?.url).toBe('https://h.example/api/v2/tss/1');
  });

  it('writes texts, numbers and lists into the query, and body and headers as they are', async () => {
    const { newContext, request, sent } = fiskalyClient();
    await request(await newContext(), {
      method: 'PUT',
      path: '/tss/1?a=b',
      query: { 'states[0]': 'ACTIVE', limit: 3, tag: ['x y', 2] },
      headers: { 'Content-Type': 'text/plain', 'X-Own': 'ä' },
      body: Buffer.from([0, 255, 10]).toString('base64'),
    });
    expect(sent.at(-1)?.url).toBe(`${BASE}/tss/1?a=b&states%5B0%5D=ACTIVE&limit=3&tag=x+y&tag=2`);
    expect(sent.at(-1)?.headers).toMatchObject({ 'content-type': 'text/plain', 'x-own': 'ä' });
    expect(Buffer.from(sent.at(-1)?.body ?? []).toString('hex')).toBe('00ff0a');
  });

  it.each([null, '', undefined])('has no body with %s', async (body) => {
    const { newContext, request, sent } = fiskalyClient();
    await request(await newContext(), {
      method: 'POST',
      path: '/x',
      body,
      headers: null,
      query: null,
      destination_file: body,
    });
    expect(sent.at(-1)?.body).toBeUndefined();
  });

  it('uses the token of the context until it ends, then the refresh token, then the keys', async () => {
    const { newContext, request, sent, wait } = fiskalyClient();
    let context: unknown = await newContext();
    const next = async (): Promise<void> => {
      context = (await request(String(context), { method: 'GET', path: '/tss' })).result?.['context'];
    };
    await next();
    await next();
    wait(580_000);
    await next();
    wait(1_200_000);
    await next();
    const asked = sent.filter(({ url }) => url.endsWith('/auth')).map(({ body }) => bodyOf(body));
    expect(asked).toEqual([KEYS, { refresh_token: 'refresh-token-1' }, KEYS]);
  });

  it('signs in with the keys when the refresh token is refused', async () => {
    let asked = 0;
    const signIn = (request: { body?: Uint8Array | undefined }) => {
      asked += 1;
      return 'refresh_token' in (bodyOf(request.body) as object)
        ? answer(401, { message: 'Invalid credentials' })
        : tokens(asked);
    };
    const { newContext, request, wait } = fiskalyClient(() => answer(200, {}), signIn);
    const first = await request(await newContext(), { method: 'GET', path: '/tss' });
    wait(590_000);
    const second = await request(String(first.result?.['context']), { method: 'GET', path: '/tss' });
    expect(insideOf(second.result?.['context'])['access_token']).toBe('access-token-3');
  });

  it('signs in again once after a 401, and no more', async () => {
    let refusals = 1;
    const answering = () => (refusals-- > 0 ? answer(401, { code: 'E_UNAUTHORIZED' }) : answer(200, {}));
    const { newContext, request, sent } = fiskalyClient(answering);
    const context = await newContext();
    expect(await request(context, { method: 'PUT', path: '/x' })).toHaveProperty('result');
    expect(pathsOf(sent)).toEqual(['POST /auth', 'PUT /x', 'POST /auth', 'PUT /x']);
    refusals = 9;
    expect((await request(context, { method: 'PUT', path: '/x' })).error).toMatchObject({ code: -20000 });
    expect(sent.filter(({ method }) => method === 'PUT')).toHaveLength(4);
  });

  it('does not try a wrong PIN twice', async () => {
    const { newContext, request, sent } = fiskalyClient(() => answer(401, { code: 'E_ADMIN_LOGIN_FAILED' }));
    await request(await newContext(), {
      method: 'POST',
      path: '/tss/1/admin/auth',
      body: inBase64({ admin_pin: '1' }),
    });
    expect(pathsOf(sent)).toEqual(['POST /auth', 'POST /tss/1/admin/auth']);
  });

  it('keeps what a failing call has learned: the next one with the old context does not sign in again', async () => {
    const { newContext, request, sent } = fiskalyClient(() => answer(404, {}));
    const context = await newContext();
    await request(context, { method: 'GET', path: '/a' });
    await request(context, { method: 'GET', path: '/b' });
    expect(pathsOf(sent)).toEqual(['POST /auth', 'GET /a', 'GET /b']);
  });

  it('does not sign in for the sign-in itself', async () => {
    const { newContext, request, sent } = fiskalyClient();
    await request(await newContext(), { method: 'POST', path: '/auth', body: inBase64(KEYS) });
    expect(sent).toHaveLength(1);
  });
});

describe('what goes wrong', () => {
  it.each([
    ['an error of the API', answer(404, { status_code: 404, code: 'E_TSS_NOT_FOUND' }, { 'x-request-id': ['r-2'] })],
    ['a page of a proxy', answer(502, '<html>', { 'content-type': ['text/html'], 'retry-after': ['1'] })],
    ['no body at all', answer(423, '')],
  ])('%s comes as -20000 with the answer', async (_, given) => {
    const { newContext, request } = fiskalyClient(() => given);
    expect((await request(await newContext(), { method: 'GET', path: '/tss/1' })).error).toEqual({
      code: -20000,
      message: 'HTTP error',
      data: {
        response: { status: given.status, headers: given.headers, body: Buffer.from(given.body).toString('base64') },
      },
    });
  });

  it('a refused sign-in is the answer of the sign-in; so is one that is none', async () => {
    for (const given of [answer(401, { message: 'Invalid credentials' }), answer(200, '<html>')]) {
      const { newContext, request } = fiskalyClient(undefined, () => given);
      const { error } = await request(await newContext(), { method: 'GET', path: '/tss' });
      expect(error).toMatchObject({ code: -20000, data: { response: { status: given.status } } });
    }
  });

  it('no answer in time is -21000, without data', async () => {
    const { newContext, request } = fiskalyClient(() => new HttpTimeout('late'));
    expect((await request(await newContext(), { method: 'PUT', path: '/x' })).error).toEqual({
      code: -21000,
      message: 'HTTP timeout',
    });
  });

  it('no way to the server is -32603, in words', async () => {
    const { newContext, request } = fiskalyClient(() => new HttpTrouble('refused'));
    expect((await request(await newContext(), { method: 'PUT', path: '/x' })).error).toMatchObject({
      code: -32603,
      data: 'network: refused',
    });
  });

  it.each([
    ['GET', 503, 3],
    ['GET', 499, 3],
    ['GET', 404, 1],
    ['GET', 429, 1],
    ['PUT', 503, 1],
    ['POST', 499, 1],
    ['DELETE', 502, 1],
  ])('%s with %i is sent %i times', async (method, status, times) => {
    const { newContext, request, sent, slept } = fiskalyClient(() => answer(status, {}));
    await request(await newContext(), { method, path: '/x' });
    expect(sent.filter(({ url }) => url.endsWith('/x'))).toHaveLength(times);
    expect(slept).toEqual(times === 3 ? [200, 400] : []);
  });

  it('a server that says when is not asked again before', async () => {
    const { newContext, request, sent } = fiskalyClient(() => answer(503, {}, { 'retry-after': ['60'] }));
    await request(await newContext(), { method: 'GET', path: '/x' });
    expect(sent).toHaveLength(2);
  });
});

describe('a download', () => {
  let file: string;
  beforeEach(() => {
    file = path.join(mkdtempSync(path.join(tmpdir(), 'kontor-fiskaly-')), 'export.tar');
  });

  it('goes to the file; status and headers come back, no body', async () => {
    const { newContext, request } = fiskalyClient(() => answer(200, 'TAR', { 'content-type': ['application/x-tar'] }));
    const { result } = await request(await newContext(), { method: 'GET', path: '/x', destination_file: file });
    expect(result?.['response']).toEqual({ status: 200, headers: { 'content-type': ['application/x-tar'] } });
    expect(readFileSync(file, 'utf8')).toBe('TAR');
  });

  it.each([404, 500, 401])('leaves what is there alone after %i', async (status) => {
    const { newContext, request } = fiskalyClient(() => answer(status, 'no'));
    const context = await newContext();
    const { error } = await request(context, { method: 'GET', path: '/x', destination_file: file });
    expect(error).toMatchObject({ code: -20000, data: { response: { status } } });
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, 'older');
    await request(context, { method: 'GET', path: '/x', destination_file: file });
    expect(readFileSync(file, 'utf8')).toBe('older');
  });
});

describe('the other methods', () => {
  it('config reads and merges: only what is given is written, everything is shown', async () => {
    const { call, newContext } = fiskalyClient();
    const context = await newContext();
    const read = await call('config', { context });
    const defaults = { debug_level: -1, debug_file: '', client_timeout: 1000, smaers_timeout: 1000, http_proxy: '' };
    expect(read.result).toEqual({ config: defaults, context });
    const merged = await call('config', {
      context,
      config: { debug_file: '~/tmp/', http_proxy: 'http://p', debug_level: 4 },
    });
    expect(merged.result?.['config']).toEqual({
      ...defaults,
      debug_file: '~/tmp/',
      http_proxy: 'http://p',
      debug_level: 4,
    });
    expect(JSON.stringify(insideOf(merged.result?.['context'])['config'])).toBe(
      '{"debug_level":4,"debug_file":"~/tmp/","client_timeout":1000,"smaers_timeout":1000,"http_proxy":"http://p"}',
    );
    const back = await call('config', {
      context: merged.result?.['context'],
      config: { debug_file: '', http_proxy: '', debug_level: -1 },
    });
    expect(back.result?.['context']).toBe(context);
  });

  it('version needs no context and takes anything', async () => {
    const { call } = fiskalyClient();
    const expected = {
      client: { version: '1.2.200-test', source_hash: '', commit_hash: '' },
      smaers: { version: '', commit_hash: '' },
    };
    for (const params of [{}, null, '', undefined]) expect((await call('version', params)).result).toEqual(expected);
  });

  it('self-test says whether the service can be reached, without signing in', async () => {
    const { call, newContext, sent } = fiskalyClient(() => answer(404, {}));
    const context = await newContext();
    expect((await call('self-test', { context })).result).toEqual({
      proxy: 'not configured',
      backend: { 'https://fiskaly.example': 'OK' },
      smaers: 'not available',
    });
    expect(pathsOf(sent)).toEqual(['GET ']);
    const away = fiskalyClient(() => new HttpTrouble('refused'));
    expect((await away.call('self-test', { context })).result).toMatchObject({
      backend: { 'https://fiskaly.example': 'HttpTrouble' },
    });
  });
});

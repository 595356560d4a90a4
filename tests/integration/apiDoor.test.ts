// Who is let in by the local API, and what it does with requests that mean no good.
import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startApiServer, type ApiServer } from '../../electron/core/api/apiServer';
import { eventBus } from '../../electron/core/events/eventBus';
import { apiBench, closeApiBenches, type ApiBench } from '../support/apiBench';
import { deadPort, httpServer, closeLoopbacks } from '../support/loopback';
import { missingTexts } from '../support/problemTexts';
import { EXPORTS, simulatedKsef } from '../support/simulatedKsef';
import { testClock } from '../support/testHost';
import madeUp from '../providers/madeUp';

interface Raw {
  readonly status: number;
  readonly key: string | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
}

/** As no library would send it. */
function raw(port: number, options: { method?: string; path: string; headers?: Record<string, string> }): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { host: '127.0.0.1', port, method: 'GET', setHost: false, agent: false, ...options },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => {
          const isJson = answer.headers['content-type']?.includes('json') === true;
          const { error } = (isJson ? JSON.parse(text) : {}) as { error?: { key: string } };
          resolve({ status: answer.statusCode ?? 0, key: error?.key, headers: answer.headers });
        });
      },
    );
    sent.on('error', reject).end();
  });
}

describe('the door of the local API', () => {
  closeApiBenches();
  let bench: ApiBench;
  let good: { host: string; authorization: string };
  beforeEach(async () => {
    bench = await apiBench([madeUp]);
    good = { host: `localhost:${String(bench.port)}`, authorization: `Bearer ${bench.token}` };
  });
  afterEach(closeLoopbacks);
  const knock = (headers: Record<string, string>, path = '/api/integrations', method = 'GET') =>
    raw(bench.port, { path, headers, method });

  it.each(['localhost', '127.0.0.1', 'LOCALHOST:8000'])('answers to the name %s', async (host) => {
    expect(await knock({ ...good, host })).toMatchObject({ status: 200 });
  });

  it.each([
    'kontor.example',
    '127.0.0.1.example',
    'localhost.example:8000',
    '127.1',
    '[::1]',
    '0.0.0.0',
    'localhost:8000@x',
    '',
  ])('not to %s', async (host) => {
    const { status, key } = await knock({ ...good, host });
    expect([400, 403]).toContain(status);
    if (status === 403) expect(key).toBe('api.wrong_host');
  });

  it.each(['https://example.com', 'null', 'http://localhost:3000', 'https://localhost:8000', 'file://'])(
    'answers no page of %s',
    async (origin) => {
      expect(await knock({ ...good, origin })).toMatchObject({ status: 403, key: 'api.wrong_origin' });
      const asked = await knock({ ...good, origin }, '/api/integrations', 'OPTIONS');
      expect(asked.headers).not.toHaveProperty('access-control-allow-origin');
    },
  );

  it('answers no page that a browser calls foreign', async () => {
    expect(await knock({ ...good, 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 });
  });

  it.each([
    ['none', undefined, 'api.no_token'],
    ['another scheme', 'Basic a29udG9yOng=', 'api.no_token'],
    ['a wrong one', `Bearer kontor_${'A'.repeat(43)}`, 'api.wrong_token'],
    ['an empty one', 'Bearer ', 'api.no_token'],
    ['a long one', `Bearer ${'x'.repeat(4000)}`, 'api.no_token'],
  ])('wants the token: %s', async (_, authorization, key) => {
    const { host } = good;
    const answer = await knock({ host, ...(authorization === undefined ? {} : { authorization }) });
    expect(answer).toMatchObject({ status: 401, key });
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="Kontor"');
  });

  it('keeps only a fingerprint of it, takes no old one, and is silent when switched off', async () => {
    const { token } = await bench.kontor.call('api.renew', undefined);
    expect(await knock(good)).toMatchObject({ status: 401, key: 'api.wrong_token' });
    expect(await knock({ ...good, authorization: `Bearer ${token}` })).toMatchObject({ status: 200 });
    expect(JSON.stringify(await bench.kontor.call('api.view', undefined))).not.toContain(token);
    const { view } = await bench.kontor.call('api.save', { isOn: false, port: bench.port });
    expect(view).toMatchObject({ state: 'off', hasToken: true });
    await expect(knock(good)).rejects.toThrow('ECONNREFUSED');
    const again = await bench.kontor.call('api.save', { isOn: true, port: bench.port });
    expect(again.token).toBeUndefined();
    expect(await knock({ ...good, authorization: `Bearer ${token}` })).toMatchObject({ status: 200 });
  });

  it('shows whoever came in with the old token nothing more, also of a run that it was following', async () => {
    const ksef = simulatedKsef(testClock());
    const office = await apiBench([ksef.manifest]);
    const { companyId } = await office.kontor.connect({ providerId: 'ksef' }, ksef.values);
    const gate = ksef.hold(EXPORTS, 1);
    const { runId } = await office.kontor.call('sync.start', { companyId });
    await gate.reached;
    const headers = { authorization: `Bearer ${office.token}` };
    const stream = await fetch(`${office.origin}/api/runs/${runId}/events`, { headers });
    const reader = stream.body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await office.kontor.call('api.renew', undefined);
    gate.release();
    await office.kontor.ended(runId);
    let seen = '';
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read())
      seen += Buffer.from(part.value).toString();
    expect(seen).not.toContain('ended');
    expect(await office.kontor.call('api.view', undefined)).toMatchObject({ state: 'listening', port: office.port });
  });

  it('says when its port is taken, names one that is free, and tries again by itself', async () => {
    const other = await httpServer((_, response) => response.end());
    const { view } = await bench.kontor.call('api.save', { isOn: true, port: other.port });
    expect(view).toMatchObject({ state: 'stopped', problem: { key: 'api.port_busy', params: { port: other.port } } });
    expect(missingTexts('api.port_busy', [])).toEqual([]);
    await other.close();
    const changed = bench.kontor.event('api.changed');
    await bench.kontor.host.clock.advance(60_000);
    await changed;
    expect(await bench.kontor.call('api.view', undefined)).toMatchObject({ state: 'listening', port: other.port });
  });

  it.each([
    '/',
    '/api',
    '/api/',
    '/api/integrations/../../etc/passwd',
    '/api/integrations/%2e%2e/x',
    '/api/integrations/a%00b',
    '/api/integrations/A',
    '/api//integrations',
    '/api/integrations/x/verify/y',
    '/API/integrations',
    '/api/integrations;x=1',
    String.raw`/api/integrations\providers`,
    `/api/integrations/${'a'.repeat(65)}`,
    'http://example.com/api/integrations',
    '*',
  ])('knows no way to %s', async (path) => {
    expect(await knock(good, path)).toMatchObject({ status: 404, key: 'api.not_found' });
  });

  it('names the methods that a place takes', async () => {
    const answer = await knock(good, '/api/integrations/providers', 'DELETE');
    expect(answer).toMatchObject({ status: 405, key: 'api.wrong_method' });
    expect(answer.headers['allow']).toBe('GET');
  });

  it.each([
    ['10 MB', { name: 'x'.repeat(10_000_000) }, 413, 'api.too_large'],
    ['no JSON', '{"name": ', 400, 'api.bad_json'],
    ['no object', '[1]', 400, 'api.bad_json'],
    ['a NUL in a name', { name: 'a\u0000b', country: 'PL' }, 400, 'api.bad_request'],
    ['a number that is none', '{"name": 1e400, "country": "PL"}', 400, 'api.bad_request'],
    ['a foreign key', { name: 'x', country: 'PL', constructor: 1 }, 400, 'api.bad_request'],
    ['a prototype', '{"name":"x","country":"PL","__proto__":{"tax_id":"1"}}', 400, 'api.bad_request'],
    ['deep nesting', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, 400, 'api.bad_request'],
  ])('reads no body with %s', async (_, body, status, key) => {
    expect(await bench.ask('POST', '/companies', body)).toMatchObject({ status, json: { error: { key } } });
    expect((await bench.ask('GET', '/companies')).json).toEqual([]);
  });

  it('reads no form, no text and no broken letters', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect(await bench.ask('POST', '/companies', '{}', { 'content-type': type })).toMatchObject({ status: 415 });
    const broken = await fetch(`${bench.origin}/api/companies`, {
      method: 'POST',
      headers: { authorization: good.authorization, 'content-type': 'application/json' },
      body: Buffer.from([0x7b, 0xff, 0x7d]),
    });
    expect(broken.status).toBe(400);
  });

  it('ends a body without an end', async () => {
    const headers = { ...good, 'content-type': 'application/json' };
    const sent = httpRequest({ host: '127.0.0.1', port: bench.port, method: 'POST', path: '/api/companies', headers });
    let status = 0;
    sent.on('response', (answer) => {
      status = answer.statusCode ?? 0;
      answer.resume();
    });
    const ended = new Promise((resolve) => sent.on('error', resolve).on('close', resolve));
    const write = (): void => {
      while (!sent.destroyed && sent.write(Buffer.alloc(65_536, 32)));
    };
    sent.on('drain', write);
    write();
    await ended;
    expect(status).toBe(413);
  });

  it('refuses what a query says twice, or what belongs elsewhere', async () => {
    expect(await bench.ask('GET', '/runs?limit=1&limit=2')).toMatchObject({ status: 400 });
    expect(await bench.ask('GET', '/runs?limit=0')).toMatchObject({ status: 400 });
    expect(await bench.ask('GET', '/runs?foreign=1')).toMatchObject({ status: 400 });
    expect(await bench.ask('POST', '/companies?name=x', {})).toMatchObject({ status: 400 });
  });

  it('answers 1,000 at once', { timeout: 120_000 }, async () => {
    const answers = await Promise.all(Array.from({ length: 1000 }, () => knock(good, '/api/integrations/providers')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('callers who take their time', () => {
  let server: ApiServer;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    server = await startApiServer(await deadPort(), {
      dispatch: () => Promise.resolve({ ok: true, value: [] }),
      events: eventBus(),
      ids: { uuid: () => '00000000-0000-7000-8000-000000000000', random: (n) => new Uint8Array(n) },
      version: '0',
      tokenHash: () => createHash('sha256').update('token').digest(),
      inWords: () => Promise.reject(new Error('nobody is refused here')),
      logFailure: () => undefined,
      limits: { headMs: 200, requestMs: 400, checkEveryMs: 50 },
    });
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await server.close();
  });
  const begun = (text: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.on('data', (part) => (answer += part.toString()));
      socket
        .on('error', () => undefined)
        .on('close', () => {
          resolve(answer);
        });
      sockets.push(socket);
    });

  it.each([
    ['a head', 'GET /api/runs HTTP/1.1\r\nHost: localhost\r\nX'],
    ['nothing', 'G'],
    [
      'a body',
      'POST /api/companies HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer token\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    ],
  ])('are let go: %s', async (_, text) => {
    expect(await begun(text)).not.toContain('200 OK');
  });

  it('and do not keep it from closing', async () => {
    const slow = begun('GET /api/runs HTTP/1.1\r\nHost: localhost\r\nX');
    await server.close();
    await slow;
  });
});

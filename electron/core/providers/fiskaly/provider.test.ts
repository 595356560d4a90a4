// The check of a connection, and the context that every call brings back, against the simulated fiskaly over a loopback socket.
import { describe, expect, it } from 'vitest';
import { fiskaly } from '../../../../tests/support/fiskalyBench';
import { insideOf } from '../../../../tests/support/fiskalyClient';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { refusingPort, httpServer } from '../../../../tests/support/loopback';
import manifest from './index';
import { openFiskaly } from './session';
import { KEYS, named, ORGANIZATION } from './simulator/index';
import { listTss } from './signDe';

const all = { limit: 100, offset: 0 };
const contextIn = (values: ReadonlyMap<string, string>): Record<string, unknown> =>
  insideOf((JSON.parse(values.get('context') ?? '{}') as { context: string }).context);

describe('the check', () => {
  it.each(['in_process', 'service'] as const)('finds whose key it is and what it may read: %s', async (transport) => {
    const f = await fiskaly({ settings: { transport } });
    const { result, ticks } = await f.check();
    expect(ticks.filter((it) => it.state === 'done').map((it) => it.id)).toEqual(manifest.verifySteps);
    expect(ticks[0]).toEqual({ id: 'client', state: 'running' });
    expect(result).toMatchObject({
      identity: `${ORGANIZATION.id}@test`,
      suggestedTitle: `fiskaly ${ORGANIZATION.name}`,
      company: { name: ORGANIZATION.name, taxId: ORGANIZATION.vat_id, address: 'Am Markt 3, 99423 Weimar' },
    });
    const isService = transport === 'service';
    expect(result.settings).toEqual({
      client_version: isService ? '1.2.200' : '1.2.200 (TypeScript)',
      smaers_version: isService ? '1.0.6' : '',
      api_environment: 'TEST',
    });
    expect(ticks.filter((it) => it.state === 'done').map((it) => it.note)).toEqual([
      isService ? 'verify.client.versions' : 'verify.client.no_smaers',
      'verify.reachable.answers',
      'verify.signed_in.env',
      'verify.organization.name',
      'verify.tss.found',
      'verify.rights.reads',
    ]);
  });

  it('changes nothing: it reads, and signs in', async () => {
    const f = await fiskaly();
    const before = f.control.logsOf('6a1f2c1e-5d0b-4d5e-8b1a-2f5f6c7d8e90').length;
    await f.check();
    expect(f.calls(/^(?!GET|POST .*\/auth )/)).toEqual([]);
    expect(f.control.logsOf('6a1f2c1e-5d0b-4d5e-8b1a-2f5f6c7d8e90')).toHaveLength(before);
  });

  it('tells an empty account, an account of somebody else and LIVE from TEST', async () => {
    const empty = await fiskaly({ months: 0 });
    expect((await empty.check()).ticks.find((it) => it.id === 'tss' && it.state === 'done')?.note).toBe(
      'verify.tss.none',
    );
    const other = await fiskaly({ key: 'other' });
    expect((await other.check()).result.identity).not.toContain(ORGANIZATION.id);
    const live = await fiskaly({ key: 'live' });
    expect((await live.check()).result.identity).toBe(`${ORGANIZATION.id}@live`);
  });

  it.each([
    ['demo', 'TEST'],
    ['live', 'LIVE'],
  ] as const)('takes no key for one of TEST that does not say so: %s', async (key, env) => {
    const f = await fiskaly({ key });
    const told = (await f.check()).result;
    const body = JSON.stringify({ access_token: 'the-only-guaranteed-field' });
    f.simulator.script([{ match: /\/auth$/, times: 1, kind: { type: 'status', status: 200, body } }]);
    expect((await f.check()).result.settings).toEqual({ ...told.settings, api_environment: env });
  });

  it.each([
    ['a wrong secret', { secret: 'x'.repeat(43) }, 'auth', 'login_refused', 'signed_in'],
    ['a key that may not read exports', { key: 'noExports' as const }, 'permission', 'no_permission', 'rights'],
    ['no secret', { secret: '' }, 'user_input', 'keys_missing', undefined],
  ])('tells %s', async (_, knobs, kind, key, step) => {
    const f = await fiskaly(knobs);
    expect(await failureOf(f.check())).toMatchObject({ kind, key });
    expect(f.lastTicks().at(-1)?.id).toBe(step);
  });

  it('tells a page of HTML, a port where nobody listens and a silent service', async () => {
    const page = await httpServer((request, answer) => {
      request.resume();
      answer.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html>');
    });
    const f = await fiskaly({ settings: { base_url: `${page.origin}/api/v2` } });
    expect(await failureOf(f.check())).toMatchObject({
      kind: 'user_input',
      key: 'wrong_address',
      fieldErrors: { base_url: 'wrong_address.what' },
    });
    const dead = `http://127.0.0.1:${String(await refusingPort())}`;
    const away = await fiskaly({ settings: { base_url: `${dead}/api/v2` } });
    expect(await failureOf(away.check())).toMatchObject({ kind: 'unavailable', key: 'not_reachable' });
    const service = await fiskaly({ settings: { transport: 'service', service_url: dead } });
    expect(await failureOf(service.check())).toMatchObject({ key: 'net.refused' });
    const library = await fiskaly({ settings: { transport: 'library', library_path: '/nowhere/lib.so' } });
    expect(await failureOf(library.check())).toMatchObject({ kind: 'user_input', key: 'library_missing' });
    const old = await fiskaly();
    const v1 = await fiskaly({ settings: { base_url: `${old.url}/backend/api/v2` } });
    expect((await v1.check()).result.identity).toContain('@test');
  });

  it('waits out what passes by itself', async () => {
    const f = await fiskaly();
    f.simulator.script([named(/GET .*\/tss$/, 'smaers_502', 2)]);
    expect((await f.check()).result.identity).toBeDefined();
    expect(f.calls(/^GET \/tss /)).toEqual(['GET /tss 502', 'GET /tss 502', 'GET /tss 200']);
  });
});

describe('the context', () => {
  it('that comes back takes the place of the stored one, and is used after a restart', async () => {
    const f = await fiskaly();
    await listTss(f.api(), all);
    const first = contextIn(f.values);
    expect(first['access_token']).toMatch(/^sim-access/);
    expect(first['config']).toEqual({ debug_level: -1, client_timeout: 33_000, smaers_timeout: 5000 });
    await listTss(f.api(), all);
    expect(contextIn(f.values)).toEqual(first);
    expect(f.calls(/auth/)).toHaveLength(1);
    f.control.endTokens('access');
    await listTss(f.api(), all);
    expect(contextIn(f.values)['access_token']).not.toBe(first['access_token']);
    expect(f.calls(/auth/)).toHaveLength(2);
  });

  it('is asked for by one call at a time, also from two windows of work', async () => {
    const f = await fiskaly();
    f.control.endTokens('all');
    await Promise.all([1, 2, 3].flatMap(() => [listTss(f.api(), all), listTss(f.api(), all)]));
    expect(f.calls(/auth/)).toHaveLength(1);
    expect(f.calls(/GET \/tss 200/)).toHaveLength(6);
  });

  it('is made anew for other keys and keeps its tokens for other settings', async () => {
    const f = await fiskaly();
    await listTss(f.api(), all);
    const token = contextIn(f.values)['access_token'];
    await listTss(openFiskaly(f.context({ settings: { debug_level: '1', debug_file: '/nowhere/x' } })), all);
    expect(contextIn(f.values)).toMatchObject({
      access_token: token,
      config: { debug_level: 1, debug_file: '/nowhere/x' },
    });
    const { key, secret } = KEYS.second;
    const ctx = f.context();
    const credential = (field: string) => (field === 'api_key' ? key : secret);
    const connection = { ...ctx.connection, credential };
    await listTss(openFiskaly({ ...ctx, connection }), all);
    expect(contextIn(f.values)).toMatchObject({ api_key: KEYS.second.key });
    expect(contextIn(f.values)['access_token']).not.toBe(token);
  });

  it('that was damaged on its way is made anew', async () => {
    const f = await fiskaly();
    await listTss(f.api(), all);
    const stored = JSON.parse(f.values.get('context') ?? '{}') as { context: string };
    f.values.set('context', JSON.stringify({ ...stored, context: `A${stored.context.slice(1)}` }));
    expect((await listTss(f.api(), all)).count).toBe(1);
  });

  it('says that a key was taken back when its tokens have ended', async () => {
    const f = await fiskaly();
    await listTss(f.api(), all);
    f.control.revokeKey(KEYS.demo.key);
    expect((await listTss(f.api(), all)).count).toBe(1);
    f.control.endTokens('access');
    expect(await failureOf(listTss(f.api(), all))).toMatchObject({ kind: 'auth', key: 'login_refused' });
  });
});

describe('failures', () => {
  it.each([
    ['locked_503', 'unavailable', 'service_failed', 120],
    ['too_many_requests', 'rate_limited', 'too_many_requests', 7],
  ] as const)('%s says when to go on', async (fault, kind, key, seconds) => {
    const f = await fiskaly();
    f.simulator.script([named(/GET .*\/tss$/, fault, 9)]);
    const spec = await failureOf(listTss(f.api(), all));
    expect(spec).toMatchObject({ kind, key });
    expect(Date.parse(spec.retryAt ?? '') - f.clock.now()).toBe(seconds * 1000);
  });

  it('of an address that only manages say which field is wrong', async () => {
    const f = await fiskaly();
    f.simulator.script([{ match: /GET .*\/tss$/, times: 1, kind: { type: 'status', status: 432, body: '{}' } }]);
    expect(await failureOf(listTss(f.api(), all))).toMatchObject({
      kind: 'user_input',
      key: 'wrong_host',
      fieldErrors: { base_url: 'wrong_host.what' },
    });
  });

  it('carry the code and the number of the request for support, and no secret', async () => {
    const f = await fiskaly();
    const spec = await failureOf(f.api().request({ method: 'GET', path: '/tss/0b1f6e2f-0000-4000-8000-000000000000' }));
    expect(spec).toMatchObject({ kind: 'rejected', key: 'not_found' });
    expect(spec.details).toMatch(/^GET \/tss\/0b1f6e2f\S+: HTTP 404 E_TSS_NOT_FOUND TSS not found request sim-request/);
  });

  it('stop at once when the user does', async () => {
    const f = await fiskaly();
    const stop = new AbortController();
    f.simulator.script([named(/GET .*\/tss$/, 'hang')]);
    const work = listTss(openFiskaly(f.context({ signal: stop.signal })), all);
    setImmediate(() => {
      stop.abort(new DOMException('stopped', 'AbortError'));
    });
    await expect(work).rejects.toThrow();
  });
});

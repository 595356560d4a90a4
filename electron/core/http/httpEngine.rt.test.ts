import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type FakeClock, fakeClock } from '../../../tests/support/fakeClock';
import { closeLoopbacks, deadPort, httpServer } from '../../../tests/support/loopback';
import { Failure, type FailureSpec } from '../../../shared/errors';
import type { Transport } from '../ports';
import type { HttpRequest, ProviderHttp } from '../providers/sdk/http';
import { memoryBudgets } from './budget';
import type { ConnectionOptions } from './connectionHttp';
import { createHttpEngine } from './httpEngine';
import { createRedactor } from './redact';
import { createNodeTransport } from './transports/nodeTransport';

const folder = mkdtempSync(path.join(tmpdir(), 'kontor-engine-'));
const transports: Transport[] = [];
afterEach(async () => {
  await Promise.all(transports.splice(0).map((made) => made.close()));
  await closeLoopbacks();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Waits are skipped, the time limit of an attempt runs out only when a test moves the clock. */
const attemptMs = 30_000;
const skips = (ms: number) => ms < attemptMs;

function setUp(options: Partial<ConnectionOptions> & { clock?: FakeClock; transport?: Transport } = {}) {
  const clock = options.clock ?? fakeClock({ skips });
  const transport = options.transport ?? createNodeTransport({ isNetworkUp: () => true });
  transports.push(transport);
  const redactor = createRedactor();
  const waits: (number | null)[] = [];
  const budgets = memoryBudgets();
  const engine = createHttpEngine({ transport, clock, budgets, redactor, random: () => 0.5, userAgent: 'Kontor/1' });
  const connect = (more: Partial<ConnectionOptions> = {}): ProviderHttp =>
    engine.forConnection({
      connectionId: 'c1',
      budgetKey: 'k1',
      parallel: 4,
      timeoutMs: attemptMs,
      groups: {},
      signal: new AbortController().signal,
      onWaiting: (until) => waits.push(until === null ? null : until - clock.now()),
      ...options,
      ...more,
    });
  return { clock, engine, connect, http: connect(), waits, redactor, budgets };
}

async function failureOf(work: Promise<unknown>): Promise<FailureSpec> {
  try {
    await work;
  } catch (cause) {
    if (cause instanceof Failure) return cause.spec;
    throw cause;
  }
  throw new Error('nothing failed');
}
const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({ method: 'GET', url, ...more });

/** Answers in this order, the last one for ever; counts the requests. */
async function script(...answers: readonly RequestListener[]) {
  let asked = 0;
  const server = await httpServer((request, answer) => {
    const turn = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    request.resume();
    turn?.(request, answer);
  });
  return { server, url: `${server.origin}/path`, asked: () => asked };
}
const reply =
  (status: number, headers: Readonly<Record<string, string>> = {}, body = '{}'): RequestListener =>
  (_, answer) =>
    void answer.writeHead(status, headers).end(body);
const cut: RequestListener = (_, answer: ServerResponse) => {
  answer.writeHead(200, { 'content-length': '1000' });
  answer.write('half', () => answer.socket?.destroy());
};

describe('retries', () => {
  it('500, then fine', async () => {
    const { url, asked } = await script(reply(500), reply(503), reply(200, {}, '{"a":1}'));
    const { http, clock } = setUp();
    expect((await http.request(get(url))).json()).toEqual({ a: 1 });
    expect(asked()).toBe(3);
    // Full jitter around half of 500 ms and 1 s.
    expect(clock.slept.filter(skips)).toEqual([250, 500]);
  });

  it('cut in the middle of the body, then fine', async () => {
    const { url, asked } = await script(cut, reply(200));
    expect((await setUp().http.request(get(url))).status).toBe(200);
    expect(asked()).toBe(2);
  });

  it('gives up after five attempts and says what it was', async () => {
    const { url, asked } = await script(reply(502, { 'content-type': 'text/html' }, '<html>bad gateway'));
    const failure = await failureOf(setUp().http.request(get(url)));
    expect(failure).toMatchObject({
      kind: 'unavailable',
      key: 'net.server_error',
      params: { host: '127.0.0.1', status: 502 },
    });
    expect(failure.details).toContain('bad gateway');
    expect(asked()).toBe(5);
  });

  it('what may be done twice is not repeated, unless the caller says that it may', async () => {
    for (const first of [reply(500), cut]) {
      const once = await script(first, reply(200));
      await failureOf(setUp().http.request({ method: 'POST', url: once.url, body: '{}' }));
      expect(once.asked()).toBe(1);
      const twice = await script(first, reply(200));
      const answer = await setUp().http.request({ method: 'POST', url: twice.url, body: '{}', isIdempotent: true });
      expect(answer.status).toBe(200);
    }
  });

  it('what never left this machine is repeated in any case', async () => {
    const { http, clock } = setUp();
    const url = `http://127.0.0.1:${String(await deadPort())}/`;
    const failure = await failureOf(http.request({ method: 'POST', url, body: '{}' }));
    expect(failure).toMatchObject({ kind: 'unavailable', key: 'net.refused' });
    expect(clock.slept.filter(skips).length).toBe(4);
  });

  it('statuses that are answers are answers', async () => {
    const { http } = setUp();
    for (const status of [400, 401, 403, 404, 409, 412, 423, 501, 507]) {
      const { url, asked } = await script(reply(status));
      expect((await http.request(get(url))).status).toBe(status);
      expect(asked()).toBe(1);
    }
    const { url } = await script(reply(503));
    expect((await http.request(get(url, { expected: [503] }))).status).toBe(503);
  });

  it('stops at the deadline', async () => {
    const { url, asked } = await script(reply(503));
    const clock = fakeClock({ skips: (ms) => ms === 250 });
    await failureOf(setUp({ clock }).http.request(get(url, { deadlineMs: 600 })));
    expect(asked()).toBe(2);
  });
});

describe('Retry-After', () => {
  it('in seconds: waits that long, says so, goes on', async () => {
    const { url, asked } = await script(reply(429, { 'retry-after': '7' }), reply(200));
    const { http, waits } = setUp();
    expect((await http.request({ method: 'POST', url })).status).toBe(200);
    expect(asked()).toBe(2);
    expect(waits).toEqual([7_125, null]);
  });

  it("as a date: counted on the server's own clock", async () => {
    const date = 'Wed, 21 Oct 2015 07:28:00 GMT';
    const { url } = await script(reply(429, { 'retry-after': 'Wed, 21 Oct 2015 07:28:09 GMT', date }), reply(200));
    const { http, waits } = setUp();
    await http.request(get(url));
    expect(waits).toEqual([9_125, null]);
  });

  it('none: the usual waits, then a failure with a time', async () => {
    const { url, asked } = await script(reply(429));
    const { http, clock, waits } = setUp();
    const failure = await failureOf(http.request(get(url)));
    expect(failure).toMatchObject({ kind: 'rate_limited', key: 'net.rate_limited' });
    expect(Date.parse(failure.retryAt ?? '') - clock.now()).toBe(60_000);
    expect(asked()).toBe(5);
    expect(waits).toEqual([]);
  });

  it('beyond the deadline: a failure at once that says when, and nobody of the group asks before', async () => {
    const { url, asked } = await script(reply(429, { 'retry-after': '2680' }), reply(200));
    const { http, connect, clock } = setUp();
    const call = get(url, { group: 'exports' });
    const failure = await failureOf(http.request(call));
    expect(failure.kind).toBe('rate_limited');
    expect(Date.parse(failure.retryAt ?? '') - clock.now()).toBe(2_680_000);
    expect((await failureOf(connect().request(call))).retryAt).toBe(failure.retryAt);
    expect(asked()).toBe(1);
    expect((await http.request(get(url, { group: 'other' }))).status).toBe(200);
    await clock.advance(2_680_000);
    expect((await http.request(call)).status).toBe(200);
    expect(asked()).toBe(3);
  });

  it('of an outage holds this call only', async () => {
    const { url } = await script(reply(503, { 'retry-after': '600' }), reply(200));
    const { http, clock } = setUp();
    const failure = await failureOf(http.request(get(url)));
    expect(failure.kind).toBe('unavailable');
    expect(Date.parse(failure.retryAt ?? '') - clock.now()).toBe(600_000);
    expect((await http.request(get(url))).status).toBe(200);
  });
});

describe('allowances', () => {
  const groups = { exports: [{ seconds: 10, limit: 2 }] };
  it('a call waits for its turn and says until when', async () => {
    const { url, asked } = await script(reply(200));
    const { http, waits } = setUp({ groups });
    for (let i = 0; i < 3; i++) await http.request(get(url, { group: 'exports' }));
    expect(asked()).toBe(3);
    expect(waits).toEqual([10_250, null]);
  });

  it('a turn beyond the deadline is a failure with a time, and nothing is sent', async () => {
    const { url, asked } = await script(reply(200));
    const { http, clock } = setUp({ groups, clock: fakeClock() });
    const call = get(url, { group: 'exports', deadlineMs: 5_000 });
    await http.request(call);
    await http.request(call);
    const failure = await failureOf(http.request(call));
    expect(failure).toMatchObject({ kind: 'rate_limited', key: 'net.rate_limited' });
    expect(Date.parse(failure.retryAt ?? '') - clock.now()).toBe(10_250);
    expect(asked()).toBe(2);
  });

  it('at most so many at once', async () => {
    let [now, most] = [0, 0];
    const held: ServerResponse[] = [];
    const server = await httpServer((_, answer) => {
      now += 1;
      most = Math.max(most, now);
      held.push(answer);
      setImmediate(() => {
        now -= 1;
        held.shift()?.end('{}');
      });
    });
    const { http, connect } = setUp({ parallel: 2 });
    const other = connect();
    await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 ? http : other).request(get(server.origin))));
    expect(most).toBe(2);
  });
});

describe('answers that are none', () => {
  it('an HTML page with status 200, and what is no JSON', async () => {
    const { http } = setUp();
    for (const [headers, body, key] of [
      [{ 'content-type': 'text/html; charset=utf-8' }, 'Przerwa techniczna', 'net.html'],
      [{ 'content-type': 'application/json' }, '\n <!DOCTYPE html><html>', 'net.html'],
      [{}, '{"cut":', 'net.not_json'],
      [{}, '', 'net.not_json'],
    ] as const) {
      const { url } = await script(reply(200, headers, body));
      const answer = await http.request(get(url));
      let thrown: unknown;
      try {
        answer.json();
      } catch (cause) {
        thrown = cause;
      }
      expect(thrown instanceof Failure ? thrown.spec.key : thrown).toBe(key);
    }
    const { url } = await script(reply(200, {}, '\uFEFF{"a":"ą"}'));
    expect((await http.request(get(url))).json()).toEqual({ a: 'ą' });
  });

  it('texts in an older encoding are read', async () => {
    const { server } = await script((_, answer) => {
      answer.writeHead(200, { 'content-type': 'text/xml; charset=iso-8859-2' }).end(Buffer.from([0xb1, 0xb6]));
    });
    expect((await setUp().http.request(get(server.origin))).text()).toBe('ąś');
  });

  it('a huge answer ends at the limit, and so does the connection', async () => {
    const { server, asked } = await script((_, answer) => {
      answer.on('error', () => undefined);
      const more = () => {
        while (!answer.destroyed && answer.write(Buffer.alloc(65_536)));
      };
      answer.on('drain', more);
      more();
    });
    const failure = await failureOf(setUp().http.request(get(server.origin, { maxBytes: 2_000_000 })));
    expect(failure).toMatchObject({ kind: 'unavailable', key: 'net.too_large', params: { megabytes: 2 } });
    expect(asked()).toBe(1);
    while (server.open() > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  it('a slow drip ends with the time of the attempt', async () => {
    const { server } = await script((_, answer) => void answer.writeHead(200).write('{'));
    const clock = fakeClock({ skips });
    const { http } = setUp({ clock });
    const asleep = clock.sleepOf(30_000);
    const work = failureOf(http.request(get(server.origin, { isIdempotent: false })));
    await asleep;
    await clock.advance(30_000);
    expect(await work).toMatchObject({ kind: 'unavailable', key: 'net.timeout' });
  });

  it('a redirect is refused, and the other server sees nothing', async () => {
    const other = await httpServer((_, answer) => answer.end());
    const { http } = setUp();
    for (const status of [301, 302, 303, 307, 308]) {
      const { url } = await script(reply(status, { location: `${other.origin}/login` }));
      const failure = await failureOf(http.request(get(url, { headers: { authorization: 'Bearer secret-token' } })));
      expect(failure).toMatchObject({ kind: 'unavailable', key: 'net.redirect' });
      expect(failure.params?.['to']).toBe(`127.0.0.1:${String(other.port)}`);
    }
    expect(other.connections()).toBe(0);
    const { url } = await script(reply(308, { range: 'bytes=0-99' }));
    expect((await http.request(get(url))).status).toBe(308);
  });

  it('a clock that is wrong is told beside whatever else is wrong', async () => {
    const { http, clock } = setUp();
    const date = new Date(clock.now() - 12 * 60_000).toUTCString();
    const { url } = await script(reply(500, { date }));
    expect((await failureOf(http.request(get(url)))).params).toMatchObject({ clockSkewMinutes: -12, minutes: 12 });
    const fine = await script(reply(401, { date }));
    expect((await http.request(get(fine.url))).clockSkewMs).toBe(Date.parse(date) - clock.now());
  });
});

describe('the circuit', () => {
  it('opens after five failures, lets one probe through later, and closes when that is fine', async () => {
    const failing = Array.from({ length: 6 }, () => reply(500));
    const { url, asked } = await script(...failing, reply(200));
    const { connect, clock } = setUp();
    expect((await failureOf(connect().request(get(url)))).key).toBe('net.server_error');
    const failure = await failureOf(connect().request(get(url)));
    expect(failure.key).toBe('net.circuit_open');
    expect(Date.parse(failure.retryAt ?? '') - clock.now()).toBe(15_000);
    expect(asked()).toBe(5);
    await clock.advance(15_000);
    expect((await failureOf(connect().request(get(url)))).key).toBe('net.server_error');
    expect(asked()).toBe(6);
    expect((await failureOf(connect().request(get(url)))).key).toBe('net.circuit_open');
    expect((await failureOf(connect().request(get(url)))).key).toBe('net.circuit_open');
    await clock.advance(30_000);
    expect((await connect().request(get(url))).status).toBe(200);
    expect((await connect().request(get(url))).status).toBe(200);
    expect(asked()).toBe(8);
  });

  it('is one per connection and server', async () => {
    const bad = await script(reply(500));
    const good = await script(reply(200));
    const { http, connect } = setUp();
    await failureOf(http.request(get(bad.url)));
    expect((await http.request(get(good.url))).status).toBe(200);
    expect((await failureOf(connect({ connectionId: 'c2' }).request(get(bad.url)))).key).toBe('net.server_error');
  });

  it('is not opened by answers that refuse', async () => {
    const { url } = await script(reply(401));
    const { http } = setUp();
    for (let i = 0; i < 7; i++) expect((await http.request(get(url))).status).toBe(401);
  });
});

describe('cancelling', () => {
  it('ends within 200 ms, wherever the call stands', async () => {
    const never = await httpServer(() => undefined);
    const { url } = await script(reply(503, { 'retry-after': '60' }));
    const groups = { exports: [{ seconds: 10, limit: 1 }] };
    const stuck = [
      ['waiting for an answer', get(never.origin)],
      ['waiting after a failure', get(url)],
      ['waiting for the allowance', get(never.origin, { group: 'exports' })],
      ['waiting for a place', get(never.origin)],
    ] as const;
    for (const [where, call] of stuck) {
      const clock = fakeClock();
      const { connect, budgets } = setUp({ clock, parallel: 1, groups });
      const other = new AbortController();
      const blocking = where.endsWith('place') ? failureOf(connect({ signal: other.signal }).request(call)) : null;
      if (where.endsWith('allowance')) await budgets.take('k1', 'exports', [{ ms: 10_250, limit: 1 }], clock.now());
      const stop = new AbortController();
      const work = failureOf(connect({ signal: stop.signal }).request(call));
      setTimeout(() => {
        stop.abort(new Error('the user'));
      }, 30);
      const before = performance.now();
      expect((await work).kind).toBe('cancelled');
      expect(performance.now() - before).toBeLessThan(230);
      other.abort();
      await blocking;
    }
  });

  it('before anything began', async () => {
    const server = await httpServer((_, answer) => answer.end('{}'));
    const { connect } = setUp();
    const failure = await failureOf(connect({ signal: AbortSignal.abort() }).request(get(server.origin)));
    expect(failure.kind).toBe('cancelled');
    expect(server.connections()).toBe(0);
  });
});

describe('what is kept of an exchange', () => {
  it('holds no secret', async () => {
    const secret = 'canary-4711-ż"x';
    const { url } = await script((request, answer) => {
      answer.writeHead(500, { 'set-cookie': `s=${encodeURIComponent(secret)}` });
      answer.end(JSON.stringify({ echo: secret, agent: request.headers['user-agent'] }));
    });
    const { http, engine, redactor } = setUp();
    redactor.register(secret);
    const query = `?token=${encodeURIComponent(secret)}&x-api-key=other-secret`;
    const basic = Buffer.from(`anna:${secret}`).toString('base64');
    const failure = await failureOf(
      http.request(get(url + query, { headers: { authorization: `Basic ${basic}`, 'x-plain': 'plain' } })),
    );
    const kept = JSON.stringify([engine.exchanges(), failure]);
    for (const form of [secret, encodeURIComponent(secret), basic, 'canary', 'other-secret'])
      expect(kept).not.toContain(form);
    expect(engine.exchanges()[0]).toMatchObject({
      connection: 'c1',
      method: 'GET',
      status: 500,
      requestHeaders: { authorization: 'Basic •••', 'x-plain': 'plain', 'user-agent': 'Kontor/1' },
    });
    expect(failure.details).toContain('Kontor/1');
  });

  it('is bounded', async () => {
    const { url } = await script(reply(200));
    const { http, engine } = setUp();
    for (let i = 0; i < 220; i++) await http.request(get(url));
    expect(engine.exchanges().length).toBe(200);
  });
});

describe('downloads', () => {
  const content = randomBytes(3_000_000);
  const sha256 = createHash('sha256').update(content).digest('base64');
  const whole: RequestListener = (_, answer) =>
    void answer.writeHead(200, { 'content-length': content.length }).end(content);

  it('come whole under their name, hashed, after a cut as well', async () => {
    const half: RequestListener = (_, answer) => {
      answer.writeHead(200, { 'content-length': content.length });
      answer.write(content.subarray(0, 1_500_000), () => answer.socket?.destroy());
    };
    const { url } = await script(half, whole);
    const toPath = path.join(folder, 'download.zip');
    const progress: number[] = [];
    const result = await setUp().http.download({ ...get(url), toPath, onProgress: (bytes) => progress.push(bytes) });
    expect(result).toMatchObject({ status: 200, bytes: content.length, sha256 });
    expect(readFileSync(toPath).equals(content)).toBe(true);
    expect(progress.at(-1)).toBe(content.length);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('that are refused leave no file and say why', async () => {
    const { url } = await script(reply(404, {}, '<Code>NoSuchKey</Code>'));
    const toPath = path.join(folder, 'refused.zip');
    const result = await setUp().http.download({ ...get(url), toPath });
    expect(result).toMatchObject({ status: 404, bytes: 0 });
    expect(result.refusal?.text()).toBe('<Code>NoSuchKey</Code>');
    expect(existsSync(toPath)).toBe(false);
  });

  it('that never end well leave nothing behind', async () => {
    const toPath = path.join(folder, 'never.zip');
    const { url } = await script(cut);
    expect((await failureOf(setUp().http.download({ ...get(url), toPath }))).key).toBe('net.reset');
    const large = await script(whole);
    const failure = await failureOf(setUp().http.download({ ...get(large.url), toPath, maxBytes: 1_000_000 }));
    expect(failure.key).toBe('net.too_large');
    expect(readdirSync(folder).filter((name) => name.startsWith('never'))).toEqual([]);
  });

  it('onto a full disk say so', async () => {
    const full: Transport = {
      send: () =>
        Promise.resolve({
          status: 200,
          headers: {},
          // The write fails as the disk would make it fail.
          body: (async function* () {
            yield await Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
          })(),
        }),
      close: () => Promise.resolve(),
    };
    const { http } = setUp({ transport: full });
    const failure = await failureOf(http.download({ ...get('http://x.invalid/'), toPath: path.join(folder, 'full') }));
    expect(failure).toMatchObject({ kind: 'unavailable', key: 'archive.disk_full' });
  });
});

describe('uploads', () => {
  const where = path.join(folder, 'upload.bin');
  const content = randomBytes(2_500_000);
  writeFileSync(where, content);
  const put = (url: string) => ({ method: 'PUT' as const, url, file: { path: where, start: 0, end: content.length } });

  it('arrive with their length and tell their progress', async () => {
    const received: Buffer[] = [];
    const server = await httpServer((request, answer) => {
      request.on('data', (chunk: Buffer) => received.push(chunk));
      request.on('end', () => answer.writeHead(201, { etag: '"1"' }).end());
    });
    const progress: number[] = [];
    const answer = await setUp().http.upload({ ...put(server.origin), onProgress: (sent) => progress.push(sent) });
    expect(answer.status).toBe(201);
    expect(answer.headers['etag']).toBe('"1"');
    expect(Buffer.concat(received).equals(content)).toBe(true);
    expect(progress).toEqual([1_048_576, 2_097_152, 2_500_000]);
  });

  it('are sent once, whatever happens', async () => {
    for (const answer of [reply(503), reply(429, { 'retry-after': '1' }), cut]) {
      const { url, asked } = await script(answer);
      const failure = await failureOf(setUp().http.upload(put(url)));
      expect(failure.kind === 'unavailable' || failure.kind === 'rate_limited').toBe(true);
      expect(asked()).toBe(1);
    }
  });
});

import { describe, expect, it } from 'vitest';
import type { FailureSpec } from '../../../shared/errors';
import type { Transport } from '../ports';
import type { HttpRequest } from '../providers/sdk/http';
import { fakeClock } from '../../../tests/support/fakeClock';
import { cut, failureOf, get, reply, script, setUp, skips } from '../../../tests/support/httpSetUp';
import { promptTurns, signalled, turnsUntilSettled } from '../../../tests/support/prompt';
import { refusingPort, httpServer } from '../../../tests/support/loopback';
import { createNodeTransport } from './transports/nodeTransport';

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
    const url = `http://127.0.0.1:${String(await refusingPort())}/`;
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
    const server = await httpServer((_, answer) => {
      now -= 1;
      answer.end('{}');
    });
    const network = createNodeTransport({ isNetworkUp: () => true });
    // Counted where they leave: when they arrive is a matter of the sockets.
    const send: Transport['send'] = (request) => {
      now += 1;
      most = Math.max(most, now);
      return network.send(request);
    };
    const { http, connect } = setUp({ parallel: 2, transport: { ...network, send } });
    const other = connect();
    await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 ? http : other).request(get(server.origin))));
    expect(most).toBe(2);
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

  it('asks once for a person, and answers what the server said', async () => {
    const failing = Array.from({ length: 6 }, () => reply(500));
    const { url, asked } = await script(...failing, reply(200));
    const { connect, engine } = setUp();
    const call = () => failureOf(connect({ connectionId: 'c1' }).request(get(url)));
    await call();
    expect((await call()).key).toBe('net.circuit_open');
    expect(asked()).toBe(5);
    engine.halfOpenCircuits('other');
    expect((await call()).key).toBe('net.circuit_open');
    engine.halfOpenCircuits('c1');
    expect((await call()).key).toBe('net.server_error');
    expect(asked()).toBe(6);
    expect((await call()).key).toBe('net.circuit_open');
    engine.halfOpenCircuits('c1');
    for (let calls = 0; calls < 3; calls += 1)
      expect((await connect({ connectionId: 'c1' }).request(get(url))).status).toBe(200);
    expect(asked()).toBe(9);
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
  async function standing(options: Parameters<typeof setUp>[0] = {}) {
    const arrived = signalled();
    const server = await httpServer(arrived.tell);
    const clock = fakeClock();
    const { connect, budgets } = setUp({ clock, ...options });
    const stop = new AbortController();
    const start = (more: Partial<HttpRequest> = {}) =>
      failureOf(connect({ signal: stop.signal }).request(get(server.origin, more)));
    const cancelled = async (work: Promise<FailureSpec>) => {
      stop.abort(new Error('the user'));
      expect(await turnsUntilSettled(work)).toBeLessThan(promptTurns);
      expect((await work).kind).toBe('cancelled');
    };
    return { arrived, server, clock, connect, budgets, start, cancelled };
  }

  it('ends at once while it waits for an answer', async () => {
    const { arrived, start, cancelled } = await standing();
    const work = start();
    await arrived.told;
    await cancelled(work);
  });

  it('ends at once while it waits after a failure', async () => {
    const { clock, start, cancelled } = await standing();
    const { url } = await script(reply(503, { 'retry-after': '60' }));
    const waits = clock.sleepOf(60_000);
    const work = start({ url });
    await waits;
    await cancelled(work);
  });

  it('ends at once while it waits for the allowance', async () => {
    const { clock, budgets, start, cancelled } = await standing({ groups: { exports: [{ seconds: 10, limit: 1 }] } });
    await budgets.take('k1', 'exports', [{ ms: 10_250, limit: 1 }], clock.now());
    const waits = clock.sleepOf(10_000);
    const work = start({ group: 'exports' });
    await waits;
    await cancelled(work);
  });

  it('ends at once while it waits for a place, and the place stays usable', async () => {
    const { arrived, server, connect, start, cancelled } = await standing({ parallel: 1 });
    const other = new AbortController();
    const holding = failureOf(connect({ signal: other.signal }).request(get(server.origin)));
    await arrived.told;
    const work = start();
    await turnsUntilSettled(Promise.resolve());
    await cancelled(work);
    other.abort();
    await holding;
    const { url } = await script(reply(200));
    expect((await connect().request(get(url))).status).toBe(200);
  });

  it('before anything began', async () => {
    const server = await httpServer((_, answer) => answer.end('{}'));
    const { connect } = setUp();
    const failure = await failureOf(connect({ signal: AbortSignal.abort() }).request(get(server.origin)));
    expect(failure.kind).toBe('cancelled');
    expect(server.connections()).toBe(0);
  });
});

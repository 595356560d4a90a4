import { describe, expect, it } from 'vitest';
import { fakeClock } from '../../../tests/support/fakeClock';
import { failureOf, get, reply, script, setUp, skips } from '../../../tests/support/httpSetUp';
import { httpServer } from '../../../tests/support/loopback';
import { Failure } from '../../../shared/errors';

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

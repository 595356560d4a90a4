// The way back from the browser: what is let in, what is not, and that nothing listens afterwards.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { fakeClock } from '../../../tests/support/fakeClock';
import { failureOf } from '../../../tests/support/httpSetUp';
import { createSimulatorTransport } from '../http/transports/simulatorTransport';
import type { Opener } from '../ports';
import type { PageVisit } from '../providers/sdk/context';
import { followingOpener } from './followPage';
import { visitPages } from './visitPage';

const STATE = 'a-state-that-nobody-guesses';
const TEXTS = { language: 'de', of: (outcome: string) => ({ title: `<${outcome}>`, text: 'weiter' }) };
const PATH = '/kontor';

interface Knocked {
  readonly status: number;
  readonly body: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}
function knock(url: string, options: { readonly method?: string; readonly host?: string } = {}): Promise<Knocked> {
  return new Promise((resolve, reject) => {
    const { host, method = 'GET' } = options;
    const asked = request(
      url,
      { method, agent: false, ...(host === undefined ? {} : { headers: { host } }) },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (piece: string) => (body += piece));
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers });
        });
      },
    );
    asked.on('error', reject).end();
  });
}

function bench(redirect: Partial<PageVisit['redirect']> = {}) {
  const clock = fakeClock();
  const abort = new AbortController();
  let tell: (url: string) => void = () => undefined;
  const opened = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const opener: Opener = {
    open: (url) => {
      tell(url);
      return Promise.resolve();
    },
  };
  const visit = visitPages({ opener, clock, texts: () => Promise.resolve(TEXTS) })({
    page: (back) => `https://service.example/authorize?back=${encodeURIComponent(back)}`,
    redirect: { host: '127.0.0.1', path: PATH, ports: [], ...redirect },
    state: STATE,
    opened: () => undefined,
    signal: abort.signal,
  });
  visit.catch(() => undefined);
  const back = opened.then((url) => new URL(url).searchParams.get('back') ?? '');
  return { clock, abort, visit, back };
}
const good = `?code=c&state=${STATE}`;

describe('the way back from the browser', () => {
  it('takes one answer, shows a page without script or foreign content, and closes', async () => {
    const { visit, back } = bench();
    const url = await back;
    expect(new URL(url)).toMatchObject({ hostname: '127.0.0.1', pathname: PATH });
    const { status, body, headers } = await knock(url + good);
    expect(status).toBe(200);
    expect(body).toContain('<html lang="de">');
    expect(body).toContain('<h1>&lt;done&gt;</h1>');
    expect(body).not.toContain('script');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    const { answer, redirectUri } = await visit;
    expect([answer.get('code'), redirectUri]).toEqual(['c', url]);
    await expect(knock(url + good)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it.each([
    ['another state', `?code=c&state=guessed`, {}, 400],
    ['no state', '?code=c', {}, 400],
    ['two states', `${good}&state=x`, {}, 400],
    ['two codes', `${good}&code=d`, {}, 400],
    ['a code and a refusal', `${good}&error=access_denied`, {}, 400],
    ['neither code nor refusal', `?state=${STATE}`, {}, 400],
    ['another method', good, { method: 'POST' }, 405],
    ['a foreign name that leads here', good, { host: 'evil.example' }, 421],
  ])('does not take %s, and goes on waiting', async (_, query, options, status) => {
    const { visit, back } = bench();
    const url = await back;
    expect((await knock(url + query, options)).status).toBe(status);
    expect((await knock(new URL('/favicon.ico', url).href)).status).toBe(404);
    await knock(url + good);
    expect((await visit).answer.get('code')).toBe('c');
  });

  it('hands over a refusal with its own page', async () => {
    const { visit, back } = bench();
    const { body } = await knock(`${await back}?error=access_denied&state=${STATE}`);
    expect(body).toContain('<h1>&lt;refused&gt;</h1>');
    expect((await visit).answer.get('error')).toBe('access_denied');
  });

  it('waits five minutes, then nothing listens', async () => {
    const { visit, back, clock } = bench();
    const url = await back;
    await clock.advance(299_999);
    expect((await knock(`${url}?x`)).status).toBe(400);
    await clock.advance(1);
    expect(await failureOf(visit)).toMatchObject({ kind: 'unavailable', key: 'oauth.not_finished' });
    await expect(knock(url + good)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('closes when the user leaves', async () => {
    const { visit, back, abort } = bench();
    const url = await back;
    abort.abort(new Error('left'));
    await expect(visit).rejects.toThrow('left');
    await expect(knock(url + good)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('takes the next of the registered ports when one is in use, and says so when all are', async () => {
    const servers = await Promise.all([occupied(), occupied()]);
    const [first = 0, second = 0] = servers.map((server) => (server.address() as AddressInfo).port);
    expect(await failureOf(bench({ ports: [first, second] }).visit)).toMatchObject({
      kind: 'unavailable',
      key: 'oauth.ports_taken',
      params: { ports: `${String(first)}, ${String(second)}` },
    });
    await new Promise((resolve) => servers[1].close(resolve));
    const { visit, back } = bench({ host: 'localhost', ports: [first, second] });
    expect(await back).toBe(`http://localhost:${String(second)}${PATH}`);
    await knock(`http://127.0.0.1:${String(second)}${PATH}${good}`);
    expect((await visit).answer.get('code')).toBe('c');
    await new Promise((resolve) => servers[0].close(resolve));
  });
});

function occupied(): Promise<Server> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(server);
    });
  });
}

describe('a page of the demo', () => {
  const DEMO = 'https://cloud.demo.invalid';
  function demo(answer: (url: URL) => Response) {
    const asked: string[] = [];
    const opened: string[] = [];
    const nowhere = () => Promise.reject(new Error('no network'));
    const transport = createSimulatorTransport({ send: nowhere, close: () => Promise.resolve() });
    transport.serve(DEMO, (asking) => {
      asked.push(asking.url);
      return Promise.resolve(answer(new URL(asking.url)));
    });
    const browser = { open: (url: string) => (opened.push(url), Promise.resolve()) };
    const opener = followingOpener(browser, transport, (origin) => origin === DEMO);
    const visit = () =>
      visitPages({ opener, clock: fakeClock(), texts: () => Promise.reject(new Error('no page is shown')) })({
        page: (back) => `${DEMO}/authorize?back=${encodeURIComponent(back)}`,
        redirect: { host: '127.0.0.1', path: PATH, ports: [] },
        state: STATE,
        opened: (url) => void opened.push(`shown ${url}`),
        signal: new AbortController().signal,
      });
    return { asked, opened, opener, visit };
  }
  const to = (location: string) => new Response(null, { status: 302, headers: { location } });

  it('is followed without browser and socket', async () => {
    const { visit, opened, asked } = demo((url) =>
      url.pathname === '/authorize' ? to(`/consent${url.search}`) : to(`${url.searchParams.get('back') ?? ''}${good}`),
    );
    expect((await visit()).answer.get('code')).toBe('c');
    expect(asked.map((url) => new URL(url).pathname)).toEqual(['/authorize', '/consent']);
    expect(opened).toEqual([expect.stringMatching(/^shown https:\/\/cloud\.demo\.invalid\/authorize/)]);
  });

  it.each([
    ['stays where it is', () => new Response('sign in here')],
    ['goes round in circles', (url: URL) => to(url.href)],
    ['comes back elsewhere', () => to(`http://127.0.0.1:1/other${good}`)],
    ['comes back with another state', (url: URL) => to(`${url.searchParams.get('back') ?? ''}?code=c&state=x`)],
  ])('that %s brings nothing', async (_, answer) => {
    await expect(demo(answer).visit()).rejects.toThrow();
  });

  it('that wants nothing back is opened there too, everything else in the browser', async () => {
    const { opener, asked, opened } = demo(() => new Response('granted'));
    await opener.open(`${DEMO}/grant`);
    await opener.open('https://service.example/');
    expect([asked, opened]).toEqual([[`${DEMO}/grant`], ['https://service.example/']]);
  });
});

// Waits on this computer for the browser to come back: bound to 127.0.0.1, for one answer, then nothing listens any more.
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Failure } from '../../../shared/errors';
import type { RedirectAddress } from '../providers/sdk/context';
import { showReturn, type ReturnTexts } from './returnPage';

export interface Listening {
  readonly redirectUri: string;
  /** The first answer that carries the state; never fails. */
  readonly returned: Promise<URLSearchParams>;
  close(): Promise<void>;
}

export async function listenForReturn(
  redirect: RedirectAddress,
  state: string,
  texts: ReturnTexts,
): Promise<Listening> {
  let settle: (answer: URLSearchParams) => void = () => undefined;
  const returned = new Promise<URLSearchParams>((resolve) => {
    settle = resolve;
  });
  let isAnswered = false;
  const server = createServer((request, response) => {
    const answer = isAnswered ? 410 : answerOf(request, { redirect, state });
    if (typeof answer === 'number') {
      response.writeHead(answer, { 'content-length': '0', connection: 'close' }).end();
      return;
    }
    isAnswered = true;
    void finish(response, answer);
  });
  async function finish(response: ServerResponse, answer: URLSearchParams): Promise<void> {
    // Nobody else gets in while the page is still on its way to the browser.
    server.close();
    await showReturn(response, texts, answer.has('code') ? 'done' : 'refused');
    settle(answer);
  }
  const port = await listen(server, redirect.ports);
  return {
    redirectUri: `http://${redirect.host}:${String(port)}${redirect.path}`,
    returned,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** The answer, or the status for what is none. Anybody on this computer can knock here, any web page too. */
function answerOf(
  request: IncomingMessage,
  { redirect, state }: { readonly redirect: RedirectAddress; readonly state: string },
): URLSearchParams | number {
  const port = String(request.socket.localPort);
  // A foreign name that leads to 127.0.0.1 is a page's way in.
  if (![`127.0.0.1:${port}`, `localhost:${port}`].includes(request.headers.host ?? '')) return 421;
  const asked = request.url ?? '';
  if (!URL.canParse(asked, 'http://127.0.0.1')) return 404;
  const url = new URL(asked, 'http://127.0.0.1');
  if (url.pathname !== redirect.path) return 404;
  if (request.method !== 'GET') return 405;
  return isAnswer(url.searchParams, state) ? url.searchParams : 400;
}

export function isAnswer(answer: URLSearchParams, state: string): boolean {
  const once = (name: string): boolean => answer.getAll(name).length === 1;
  if (!once('state') || !isSame(answer.get('state') ?? '', state)) return false;
  return once('code') ? !answer.has('error') : once('error') && !answer.has('code');
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

async function listen(server: Server, ports: readonly number[]): Promise<number> {
  for (const port of ports.length === 0 ? [0] : ports) {
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => {
        resolve(false);
      });
      server.listen(port, '127.0.0.1', () => {
        resolve(true);
      });
    });
    server.removeAllListeners('error');
    if (isFree) return (server.address() as AddressInfo).port;
  }
  throw new Failure({ kind: 'unavailable', key: 'oauth.ports_taken', params: { ports: ports.join(', ') } });
}

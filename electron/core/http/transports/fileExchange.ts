// Bytes of files over node:http(s): a body of known length from a slice of a file, and answers that are files themselves.
// Three to five times faster than a stream through fetch, and never chunked, which many storage servers refuse.
import { type FileHandle, open } from 'node:fs/promises';
import { Agent as HttpAgent, type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { Duplex } from 'node:stream';
import { type FileSlice, NetworkProblem, type TransportAnswer, type TransportRequest } from '../../ports';
import { addressOf, dial, dialThrough, type Proxy } from './dial';
import { type Dialing, dialingFor, poolName } from './dialing';
import { refuseRelayLogin, type Route } from './route';
import { type ExchangeStop, joinHeaders, watchedBody } from './watchedBody';

/** Measured with 300 MiB on loopback: 0.66 s in pieces of 1 MiB, 1.44 s in Node's usual 64 KiB. */
const pieceBytes = 1 << 20;

type Opened = (problem: Error | null, socket?: Duplex) => void;

/** Keep-alive agents over our own sockets, by origin and tunnel. */
export class FileAgents {
  readonly #dialing: Dialing;
  readonly #agents = new Map<string, HttpAgent>();

  constructor(dialing: Dialing) {
    this.#dialing = dialing;
  }

  get(to: { readonly isTls: boolean; readonly tunnel: Proxy | null }, request: TransportRequest): HttpAgent {
    const { isTls, tunnel } = to;
    const name = poolName(tunnel, request);
    const known = this.#agents.get(name);
    if (known) return known;
    const agent = isTls ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
    const dialing = dialingFor(this.#dialing, request);
    Object.assign(agent, {
      createConnection(options: { readonly host: string; readonly port: number | string }, opened: Opened) {
        const to = { isTls, host: options.host, port: Number(options.port) };
        const socket = tunnel ? dialThrough(tunnel, to, dialing) : dial(to, dialing);
        socket.then(
          (ready) => {
            opened(null, ready);
          },
          (problem: unknown) => {
            opened(problem as Error);
          },
        );
      },
    });
    this.#agents.set(name, agent);
    return agent;
  }

  /** Those to one origin, or all. */
  close(origin?: string): void {
    for (const [name, agent] of this.#agents) {
      if (origin !== undefined && !name.startsWith(`${origin} `)) continue;
      this.#agents.delete(name);
      agent.destroy();
    }
  }
}

export async function sendWithNode(
  request: TransportRequest,
  stop: ExchangeStop,
  via: { readonly agents: FileAgents; readonly route: Route },
): Promise<TransportAnswer> {
  const { body } = request;
  const slice = body !== undefined && !(body instanceof Uint8Array) ? body : null;
  const handle = slice ? await openSlice(slice) : null;
  const outgoing = startRequest(request, slice, via);
  stop.signal.addEventListener('abort', () => outgoing.destroy(stop.signal.reason as Error), { once: true });
  stop.expectWithin(request.idleTimeoutMs);
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on('response', resolve).on('error', reject);
    if (slice && handle) pump({ handle, slice, outgoing, request, stop }).catch(reject);
    else outgoing.end(body);
    if (!slice) stop.expectWithin(request.answerTimeoutMs ?? request.idleTimeoutMs);
  });
  stop.rest();
  // An answer before the end of the body, usually a refusal: the connection cannot be used again.
  incoming.once('close', () => {
    if (!outgoing.writableEnded) outgoing.destroy();
  });
  refuseRelayLogin(incoming.statusCode ?? 0, via.route);
  return {
    status: incoming.statusCode ?? 0,
    headers: joinHeaders(incoming.headers),
    body: watchedBody(incoming, stop, request.idleTimeoutMs),
  };
}

async function openSlice(slice: FileSlice): Promise<FileHandle> {
  const handle = await open(slice.path);
  const { size } = await handle.stat();
  if (slice.start >= 0 && slice.start <= slice.end && slice.end <= size) return handle;
  await handle.close();
  throw new RangeError(`bytes ${String(slice.start)} to ${String(slice.end)} of a file of ${String(size)}`);
}

function startRequest(
  request: TransportRequest,
  slice: FileSlice | null,
  via: { readonly agents: FileAgents; readonly route: Route },
): ClientRequest {
  const { isTls, host, port } = addressOf(new URL(via.route.origin));
  const start = isTls ? requestHttps : requestHttp;
  return start({
    agent: via.agents.get({ isTls, tunnel: via.route.tunnel }, request),
    host,
    port,
    method: request.method,
    path: via.route.path,
    headers: { ...via.route.headers, ...(slice ? { 'content-length': String(slice.end - slice.start) } : {}) },
  });
}

interface Pumping {
  readonly handle: FileHandle;
  readonly slice: FileSlice;
  readonly outgoing: ClientRequest;
  readonly request: TransportRequest;
  readonly stop: ExchangeStop;
}

/** One piece is read while the one before is on its way. Ends early when the answer is there or the request is gone. */
async function pump({ handle, slice, outgoing, request, stop }: Pumping): Promise<void> {
  const seen = { answer: false };
  const isAnswered = (): boolean => seen.answer;
  outgoing.once('response', () => (seen.answer = true));
  const buffers = [Buffer.allocUnsafe(pieceBytes), Buffer.allocUnsafe(pieceBytes)] as const;
  let written = Promise.resolve();
  try {
    for (let at = slice.start, turn: 0 | 1 = 0; at < slice.end && !seen.answer; turn = turn === 0 ? 1 : 0) {
      const most = Math.min(pieceBytes, slice.end - at);
      const wanted = request.allow ? await request.allow(most) : most;
      // Our own limit is no silence of the other side.
      if (request.allow && !isAnswered()) stop.expectWithin(request.idleTimeoutMs);
      const { bytesRead } = await handle.read(buffers[turn], 0, wanted, at);
      if (bytesRead === 0) throw new NetworkProblem('other', 'the file became shorter while it was sent');
      await written;
      at += bytesRead;
      const sent = at - slice.start;
      written = write(outgoing, buffers[turn].subarray(0, bytesRead)).then(() => {
        request.onSent?.(sent);
        if (!seen.answer) stop.expectWithin(request.idleTimeoutMs);
      });
      // Awaited one round later; until then a failure is not unhandled.
      written.catch(() => undefined);
    }
    await written;
    if (seen.answer) return;
    outgoing.end();
    stop.expectWithin(request.answerTimeoutMs ?? request.idleTimeoutMs);
  } catch (cause) {
    // An answer that is there already says more than the broken pipe behind it.
    if (seen.answer) return;
    outgoing.destroy();
    throw cause;
  } finally {
    await handle.close();
  }
}

function write(outgoing: ClientRequest, piece: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    outgoing.write(piece, (problem) => {
      if (problem) reject(problem);
      else resolve();
    });
  });
}

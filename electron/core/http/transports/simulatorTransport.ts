// Carries requests for some origins to handlers inside this process, without a socket; everything else goes to the network.
import { open } from 'node:fs/promises';
import {
  type FileSlice,
  NetworkProblem,
  type Transport,
  type TransportAnswer,
  type TransportRequest,
} from '../../ports';

export type FetchHandler = (request: Request) => Promise<Response>;

export interface SimulatorTransport extends Transport {
  /** `https://ksef.demo.invalid` */
  serve(origin: string, handler: FetchHandler): void;
  withdraw(origin: string): void;
}

export function createSimulatorTransport(network: Transport): SimulatorTransport {
  const handlers = new Map<string, FetchHandler>();
  return {
    serve(origin, handler) {
      handlers.set(new URL(origin).origin, handler);
    },
    withdraw(origin) {
      handlers.delete(new URL(origin).origin);
    },
    async send(request) {
      const handler = handlers.get(new URL(request.url).origin);
      return handler ? ask(handler, request) : network.send(request);
    },
    disconnect: async (origin) => network.disconnect?.(origin),
    close: () => network.close(),
  };
}

async function ask(handler: FetchHandler, request: TransportRequest): Promise<TransportAnswer> {
  request.signal.throwIfAborted();
  const body = await bodyOf(request.body);
  const asked = new Request(request.url, {
    method: request.method,
    headers: {
      ...request.headers,
      host: new URL(request.url).host,
      ...(body ? { 'content-length': String(body.length) } : {}),
    },
    redirect: 'manual',
    ...(body ? { body } : {}),
  });
  if (body) await leave(body.length, request);
  const response = await orAborted(handler(asked), request.signal);
  const breakAfter = response.headers.get('x-simulator-break');
  if (breakAfter === '0') throw new NetworkProblem('reset', 'the connection broke before the answer');
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'x-simulator-break'));
  return { status: response.status, headers, body: piecesOf(response, request.signal, breakAfter) };
}

/** As over a socket: piece by piece where there is a limit. */
async function leave(bytes: number, { body, allow, onSent }: TransportRequest): Promise<void> {
  const isFile = body !== undefined && !(body instanceof Uint8Array);
  for (let sent = 0; isFile && allow && sent < bytes;) {
    sent += await allow(bytes - sent);
    onSent?.(sent);
  }
  onSent?.(bytes);
}

async function bodyOf(body: Uint8Array | FileSlice | undefined): Promise<Uint8Array<ArrayBuffer> | null> {
  if (body === undefined) return null;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  const file = await open(body.path);
  try {
    const bytes = new Uint8Array(body.end - body.start);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, body.start);
    if (bytesRead !== bytes.length) throw new RangeError('the file is shorter than its slice');
    return bytes;
  } finally {
    await file.close();
  }
}

async function* piecesOf(
  response: Response,
  signal: AbortSignal,
  breakAfter: string | null,
): AsyncGenerator<Uint8Array> {
  const bytes = new Uint8Array(await orAborted(response.arrayBuffer(), signal));
  if (breakAfter === null) {
    if (bytes.length > 0) yield bytes;
    return;
  }
  yield bytes.subarray(0, Number(breakAfter));
  throw new NetworkProblem('reset', `the connection broke after ${breakAfter} bytes`);
}

/** A handler knows no signal: the caller stops waiting, the answer is thrown away. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}

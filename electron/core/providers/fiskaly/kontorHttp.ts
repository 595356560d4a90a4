// The client's network port over the engine: pace, proxy, certificates and the log of exchanges are the engine's, time is the client's.
import { isFailure, type Failure } from '../../../../shared/errors';
import type { ProviderContext } from '../sdk/context';
import type { HttpRequest } from '../sdk/http';
import { HttpTimeout, HttpTrouble, type HttpPort, type OutgoingRequest } from './client/httpPort';

/** Every status is an answer for the client: what to make of it is decided by its caller. */
const ALL_STATUSES = Array.from({ length: 300 }, (_, index) => 300 + index);

export interface KontorHttp extends HttpPort {
  /** Why the last call had no answer: the text of an error answer would say less. */
  lastFailure(): Failure | null;
}

export function kontorHttp(ctx: ProviderContext): KontorHttp {
  let last: Failure | null = null;

  const requestOf = ({ method, url, headers, body, timeoutMs }: OutgoingRequest): HttpRequest => ({
    method: method as HttpRequest['method'],
    url,
    headers,
    ...(body === undefined ? {} : { body }),
    timeoutMs,
    isIdempotent: false,
    expected: ALL_STATUSES,
  });

  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    last = null;
    try {
      return await work();
    } catch (error) {
      if (!isFailure(error)) throw error;
      last = error;
      const { key } = error.spec;
      throw key === 'net.timeout' ? new HttpTimeout(key, { cause: error }) : new HttpTrouble(key, { cause: error });
    }
  };

  return {
    lastFailure: () => last,
    send: (request) =>
      told(async () => {
        const order = { ...requestOf(request), deadlineMs: request.timeoutMs };
        const { status, headers, bytes } = await ctx.http.request(order);
        return { status, headers: inLists(headers), body: bytes };
      }),
    save: (request, toPath) =>
      told(async () => {
        const { status, headers, refusal } = await ctx.http.download({ ...requestOf(request), toPath });
        return { status, headers: inLists(headers), body: refusal?.bytes ?? new Uint8Array() };
      }),
  };
}

function inLists(headers: Readonly<Record<string, string>>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]]));
}

// A remote that answers from a script: handlers by "METHOD /path". A list of handlers is used up in order, its last one stays.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { Failure } from '../../shared/errors';
import type { HttpAnswer, HttpRequest, ProviderHttp } from '../../electron/core/providers/sdk/http';

export interface ScriptedAnswer {
  readonly status?: number;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Thrown instead of an answer, as the engine does. */
  readonly failure?: Failure;
}
export type Handler = ScriptedAnswer | ((request: HttpRequest) => ScriptedAnswer | Promise<ScriptedAnswer>);
export type Script = Record<string, Handler | Handler[]>;

export interface ScriptedHttp extends ProviderHttp {
  readonly asked: readonly HttpRequest[];
  countOf(route: string): number;
  bodiesOf(route: string): readonly unknown[];
}

const routeOf = (request: HttpRequest) => `${request.method} ${new URL(request.url).pathname}`;

export function scriptedHttp(script: Script): ScriptedHttp {
  const asked: HttpRequest[] = [];
  const uses = new Map<string, number>();

  async function answerTo(request: HttpRequest): Promise<ScriptedAnswer> {
    asked.push(request);
    const route = Object.keys(script).find((pattern) => matches(pattern, routeOf(request)));
    const entry = route === undefined ? undefined : script[route];
    if (route === undefined || entry === undefined) throw new Error(`not in the script: ${routeOf(request)}`);
    const use = uses.get(route) ?? 0;
    uses.set(route, use + 1);
    const handler = Array.isArray(entry) ? entry[Math.min(use, entry.length - 1)] : entry;
    const answer = typeof handler === 'function' ? await handler(request) : (handler ?? {});
    if (answer.failure) throw answer.failure;
    return answer;
  }

  return {
    asked,
    countOf: (route) => asked.filter((request) => matches(route, routeOf(request))).length,
    bodiesOf: (route) =>
      asked
        .filter((request) => matches(route, routeOf(request)))
        .map((request) => (typeof request.body === 'string' ? JSON.parse(request.body) : null) as unknown),
    request: async (request) => httpAnswer(await answerTo(request)),
    download: async (request) => {
      const answer = await answerTo(request);
      const bytes = answer.bytes ?? new Uint8Array();
      if (request.maxBytes !== undefined && bytes.length > request.maxBytes)
        throw new Failure({ kind: 'unavailable', key: 'net.too_large' });
      await writeFile(request.toPath, bytes);
      const sha256 = createHash('sha256').update(bytes).digest('base64');
      return { status: answer.status ?? 200, headers: answer.headers ?? {}, bytes: bytes.length, sha256 };
    },
    digest: async (request) => {
      const answer = await answerTo(request);
      const bytes = answer.bytes ?? new Uint8Array();
      const sha256 = createHash('sha256').update(bytes).digest('base64');
      return { status: answer.status ?? 200, headers: answer.headers ?? {}, bytes: bytes.length, sha256 };
    },
    upload: () => Promise.reject(new Error('nothing is uploaded here')),
  };
}

/** `*` stands for one segment. */
function matches(pattern: string, route: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '[^/]+');
  return new RegExp(`^${escaped}$`).test(route);
}

export function httpAnswer(answer: ScriptedAnswer): HttpAnswer {
  const bytes = answer.bytes ?? Buffer.from(answer.json === undefined ? '' : JSON.stringify(answer.json));
  const text = () => Buffer.from(bytes).toString('utf8');
  const type = (answer.status ?? 200) < 400 ? 'application/json' : 'application/problem+json';
  return {
    status: answer.status ?? 200,
    headers: { 'content-type': type, ...answer.headers },
    bytes,
    clockSkewMs: null,
    text,
    json: () => {
      try {
        return JSON.parse(text()) as unknown;
      } catch (cause) {
        throw new Failure({ kind: 'unavailable', key: 'net.not_json', cause });
      }
    },
  };
}

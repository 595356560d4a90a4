// Answers in KSeF's shapes. Every JSON object carries a field that no published description knows: clients must ignore it.
import { randomBytes } from 'node:crypto';
import { fromMs, isoTicks } from '../instants';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** A name that is in no version of the API. */
const UNKNOWN_FIELD = 'polePrzyszlejWersji';

/** Free maps of text: a name more would be content. */
const MAPS = new Set(['headers', 'extensions']);

export function withUnknownFields(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withUnknownFields(item));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return {
    ...Object.fromEntries(entries.map(([key, item]) => [key, MAPS.has(key) ? item : withUnknownFields(item as Json)])),
    [UNKNOWN_FIELD]: { od: '2.9.0' },
  };
}

export function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(withUnknownFields(body as Json)), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

export const empty = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers });

export function binary(bytes: Uint8Array, headers: Record<string, string>): Response {
  const body = new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
  return new Response(body, { status: 200, headers: { 'content-length': String(bytes.byteLength), ...headers } });
}

export type ErrorFormat = 'legacy' | 'problem-details';

/** What an answer needs to know about the call it refuses. */
export interface Refused {
  readonly format: ErrorFormat;
  readonly path: string;
  readonly nowMs: number;
}

/** Thrown by handlers; becomes an answer at the door. */
export class Refusal extends Error {
  readonly respond: (call: Refused) => Response;
  constructor(what: string, respond: (call: Refused) => Response) {
    super(what);
    this.name = 'Refusal';
    this.respond = respond;
  }
}

const traceId = (): string => randomBytes(16).toString('hex');

function problem(call: Refused, status: number, body: Record<string, Json | undefined>, headers = {}): Response {
  const common = { status, instance: call.path, timestamp: isoTicks(fromMs(call.nowMs)), traceId: traceId() };
  return json(
    status,
    { ...common, ...body },
    { ...headers, 'content-type': 'application/problem+json; charset=utf-8' },
  );
}

export function badRequest(code: number, description: string, ...details: readonly string[]): Refusal {
  return new Refusal(`${String(code)} ${details.join(' ')}`, (call) => {
    if (call.format === 'problem-details')
      return problem(call, 400, {
        title: 'Bad Request',
        detail: description,
        errors: [{ code, description, details }],
      });
    const detail = { exceptionCode: code, exceptionDescription: description, details };
    const serviceCode = `00-${traceId()}-${randomBytes(8).toString('hex')}-00`;
    const timestamp = isoTicks(fromMs(call.nowMs));
    return json(400, { exception: { exceptionDetailList: [detail], serviceCode, serviceName: 'ksef-sim', timestamp } });
  });
}

export const invalidInput = (...details: readonly string[]): Refusal =>
  badRequest(21405, 'Błąd walidacji danych wejściowych.', ...details);

export const unauthorized = (detail: string): Refusal =>
  new Refusal(`401 ${detail}`, (call) => problem(call, 401, { title: 'Unauthorized', detail }));

export const forbidden = (reasonCode: string, detail: string, security?: Record<string, Json>): Refusal =>
  new Refusal(`403 ${reasonCode}`, (call) => problem(call, 403, { title: 'Forbidden', detail, reasonCode, security }));

export const gone = (): Refusal =>
  new Refusal('410', (call) =>
    problem(call, 410, { title: 'Gone', detail: 'Operacja wygasła i nie jest już dostępna.' }),
  );

/** `retryAfter` is the header's text; null leaves the header out. */
export function tooManyRequests(detail: string, retryAfter: string | null): Refusal {
  const headers: Record<string, string> = retryAfter === null ? {} : { 'retry-after': retryAfter };
  return new Refusal(`429 ${detail}`, (call) =>
    call.format === 'problem-details'
      ? problem(call, 429, { title: 'Too Many Requests', detail }, headers)
      : json(429, { status: { code: 429, description: 'Too Many Requests', details: [detail] } }, headers),
  );
}

export const bare = (status: number, headers: Record<string, string> = {}): Refusal =>
  new Refusal(String(status), () => empty(status, headers));

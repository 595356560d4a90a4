// One call to KSeF: headers, error shape, warnings, and the answer read by its schema. Pace, deadlines and repeats are the engine's.
import type { z } from 'zod';
import { isFailure } from '../../../../shared/errors';
import { permissionMissing, unavailable } from '../sdk/errors';
import type { HttpAnswer, HttpRequest, ProviderHttp } from '../sdk/http';
import type { Environment } from './environments';
import { KsefRateLimit, refusalOfAnswer } from './errors';
import { isSendingCall } from './sendingCalls';

export interface Ksef {
  readonly http: ProviderHttp;
  readonly environment: Environment;
  readonly userAgent: string;
  /** Sending is switched on for this connection; without it no call that could send leaves. */
  readonly maySend?: boolean;
  /** Header X-System-Warning: nothing failed, but somebody should know. */
  readonly onWarning: (text: string) => void;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  /** Where the list goes on; KSeF wants it as a header. */
  readonly continuationToken?: string | undefined;
  readonly bearer?: string;
  readonly body?: unknown;
  /** Instead of JSON: the document of a certificate sign-in. */
  readonly xml?: string;
  readonly group: string;
  readonly isIdempotent?: boolean;
  readonly deadlineMs?: number;
}

export interface Call<S extends z.ZodType> extends Request {
  readonly answer: S;
}

export async function call<S extends z.ZodType>(ksef: Ksef, spec: Call<S>): Promise<z.infer<S>> {
  const answer = await send(ksef, spec, 'application/json');
  const isEmpty = answer.status === 204 || answer.bytes.length === 0;
  const parsed = spec.answer.safeParse(isEmpty ? undefined : answer.json());
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.map(String).join('.')).join(', ');
  throw unavailable('unexpected_answer', { details: `${spec.method} ${spec.path}: ${where}`, cause: parsed.error });
}

/** Sends and refuses what was refused; the answer is as it came. */
export async function send(ksef: Ksef, spec: Request, accept: string): Promise<HttpAnswer> {
  const content = contentOf(spec);
  const url = `${ksef.environment.apiBase}${spec.path}${queryText(spec.query)}`;
  if (isSendingCall(spec.method, new URL(url))) assertMaySend(ksef);
  const request: HttpRequest = {
    method: spec.method,
    url,
    headers: {
      accept,
      'user-agent': ksef.userAgent,
      'x-error-format': 'problem-details',
      ...(spec.bearer === undefined ? {} : { authorization: `Bearer ${spec.bearer}` }),
      ...(spec.continuationToken === undefined ? {} : { 'x-continuation-token': spec.continuationToken }),
      ...(content === null ? {} : { 'content-type': content.type }),
    },
    ...(content === null ? {} : { body: content.body }),
    group: spec.group,
    ...(spec.isIdempotent === undefined ? {} : { isIdempotent: spec.isIdempotent }),
    ...(spec.deadlineMs === undefined ? {} : { deadlineMs: spec.deadlineMs }),
  };
  let answer: HttpAnswer;
  try {
    answer = await ksef.http.request(request);
  } catch (error) {
    throw isFailure(error) && error.spec.kind === 'rate_limited' ? new KsefRateLimit(error.spec) : error;
  }
  const warning = answer.headers['x-system-warning'];
  if (warning !== undefined && warning !== '') ksef.onWarning(warning);
  if (answer.status < 200 || answer.status > 299) throw refusalOfAnswer(answer);
  return answer;
}

export function assertMaySend(ksef: Ksef): void {
  if (ksef.maySend !== true) throw permissionMissing('sending_off');
}

function contentOf(spec: Request): { readonly type: string; readonly body: string } | null {
  if (spec.xml !== undefined) return { type: 'application/xml', body: spec.xml };
  return spec.body === undefined ? null : { type: 'application/json', body: JSON.stringify(spec.body) };
}

/** Arrays become repeated parameters: `statuses=A&statuses=B`. */
export function queryText(query: Request['query']): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    for (const one of typeof value === 'object' ? value : value === undefined ? [] : [value])
      params.append(name, String(one));
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

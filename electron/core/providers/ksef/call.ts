// One call to KSeF: headers, error shape, warnings, and the answer read by its schema. Pace, deadlines and repeats are the engine's.
import type { z } from 'zod';
import { unavailable } from '../sdk/errors';
import type { HttpRequest, ProviderHttp } from '../sdk/http';
import type { Environment } from './environments';
import { refusalOfAnswer } from './errors';

export interface Ksef {
  readonly http: ProviderHttp;
  readonly environment: Environment;
  readonly userAgent: string;
  /** Header X-System-Warning: nothing failed, but somebody should know. */
  readonly onWarning: (text: string) => void;
}

export interface Call<S extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly bearer?: string;
  readonly body?: unknown;
  /** Instead of JSON: the document of a certificate sign-in. */
  readonly xml?: string;
  readonly group: string;
  readonly isIdempotent?: boolean;
  readonly deadlineMs?: number;
  readonly answer: S;
}

export async function call<S extends z.ZodType>(ksef: Ksef, spec: Call<S>): Promise<z.infer<S>> {
  const content = contentOf(spec);
  const answer = await ksef.http.request({
    method: spec.method,
    url: `${ksef.environment.apiBase}${spec.path}${queryText(spec.query)}`,
    headers: {
      accept: 'application/json',
      'user-agent': ksef.userAgent,
      'x-error-format': 'problem-details',
      ...(spec.bearer === undefined ? {} : { authorization: `Bearer ${spec.bearer}` }),
      ...(content === null ? {} : { 'content-type': content.type }),
    },
    ...(content === null ? {} : { body: content.body }),
    group: spec.group,
    ...(spec.isIdempotent === undefined ? {} : { isIdempotent: spec.isIdempotent }),
    ...(spec.deadlineMs === undefined ? {} : { deadlineMs: spec.deadlineMs }),
  } satisfies HttpRequest);
  const warning = answer.headers['x-system-warning'];
  if (warning !== undefined && warning !== '') ksef.onWarning(warning);
  if (answer.status < 200 || answer.status > 299) throw refusalOfAnswer(answer);
  const parsed = spec.answer.safeParse(answer.json());
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.map(String).join('.')).join(', ');
  throw unavailable('unexpected_answer', { details: `${spec.method} ${spec.path}: ${where}`, cause: parsed.error });
}

function contentOf(spec: Call<z.ZodType>): { readonly type: string; readonly body: string } | null {
  if (spec.xml !== undefined) return { type: 'application/xml', body: spec.xml };
  return spec.body === undefined ? null : { type: 'application/json', body: JSON.stringify(spec.body) };
}

/** Arrays become repeated parameters: `statuses=A&statuses=B`. */
export function queryText(query: Call<z.ZodType>['query']): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    for (const one of typeof value === 'object' ? value : [value]) params.append(name, String(one));
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

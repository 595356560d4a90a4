// Error answers of the client as failures; codes and the server's own words go under Details only.
import { z } from 'zod';
import { Failure, isFailure, type FailureSpec } from '../../../../shared/errors';
import { Refusal, type RefusalRow } from '../sdk/refusals';
import { RPC } from './client/rpcError';
import { NEEDS_SMAERS } from './client/v1';
import { CODES, FIELDS, STATUS } from './errorTable';

export const RpcErrorAnswer = z.looseObject({ code: z.number(), message: z.string().default(''), data: z.unknown() });
export type RpcErrorAnswer = z.infer<typeof RpcErrorAnswer>;

/** Both forms: what the documentation shows and what the real client sends. */
export const RpcResponse = z
  .looseObject({
    status: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]),
    headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
    header: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
    body: z.string().nullish(),
  })
  .transform(({ status, headers, header, body }) => ({
    status,
    headers: new Map(
      Object.entries(headers ?? header ?? {}).map(([name, value]) => [
        name.toLowerCase(),
        typeof value === 'string' ? value : (value[0] ?? ''),
      ]),
    ),
    bytes: Buffer.from(body ?? '', 'base64'),
  }));
export type ApiResponse = z.infer<typeof RpcResponse>;

const HttpErrorData = z.looseObject({ response: RpcResponse });
/** `code` can be missing, e.g. for wrong credentials; a proxy's page is no JSON at all. */
const ApiProblem = z.looseObject({ code: z.string().nullish(), message: z.string().nullish() });

/** A refusal by the API, for code that has to tell one from another. */
export class ApiRefusal extends Refusal {
  readonly code: string | null;
  constructor(spec: FailureSpec, status: number, code: string | null) {
    super(spec, status);
    this.code = code;
  }
}

export function isRefusal(error: unknown, codeOrStatus: string | number): error is ApiRefusal {
  return error instanceof ApiRefusal && (error.code === codeOrStatus || error.status === codeOrStatus);
}

/** The client itself refused, before anything was sent. */
class ClientRefusal extends Failure {
  readonly code: number;
  constructor(spec: FailureSpec, code: number) {
    super(spec);
    this.code = code;
  }
}

export function isClientRefusal(error: unknown, code: number): boolean {
  return error instanceof ClientRefusal && error.code === code;
}

/** It may have been carried out or not: only asking tells. */
export function isUnclear(error: unknown): error is Failure {
  if (!isFailure(error)) return false;
  if (error instanceof ApiRefusal) return error.status >= 499;
  return error.spec.kind === 'unavailable';
}

export interface ErrorScene {
  /** `PUT /tss/…` */
  readonly what: string;
  readonly nowMs: number;
  readonly timeoutMs: number;
  /** What the network said, when the client works in this process. */
  readonly network: Failure | null;
}

export function failureOf(error: RpcErrorAnswer, scene: ErrorScene): Failure {
  const details = `${scene.what}: ${String(error.code)} ${error.message}`;
  if (error.code === RPC.http) {
    const parsed = HttpErrorData.safeParse(error.data);
    if (parsed.success) return refusalOf(parsed.data.response, scene);
  }
  if (scene.network !== null) return scene.network;
  if (error.code === RPC.timeout) {
    const params = { seconds: Math.ceil(scene.timeoutMs / 1000) };
    return new Failure({ kind: 'unavailable', key: 'no_answer_in_time', params, details });
  }
  if (error.data === NEEDS_SMAERS) return new Failure({ kind: 'rejected', key: 'needs_smaers', details });
  const reason = typeof error.data === 'string' ? `${details}: ${error.data.slice(0, 200)}` : details;
  const isOurs = error.code === RPC.invalidParams || error.code === RPC.request || error.code === RPC.invalidRequest;
  if (isOurs) return new ClientRefusal({ kind: 'rejected', key: 'request_refused', details: reason }, error.code);
  return new Failure({ kind: 'unavailable', key: 'client_failed', details: reason });
}

export function refusalOf(response: ApiResponse, { what, nowMs }: Pick<ErrorScene, 'what' | 'nowMs'>): ApiRefusal {
  const { status, headers, bytes } = response;
  const problem = ApiProblem.safeParse(readJson(bytes)).data;
  const code = problem?.code ?? null;
  const [kind, key] = rowOf(status, code, problem !== undefined);
  const requestId = headers.get('x-request-id') ?? headers.get('request-id');
  const words = [code, problem?.message?.slice(0, 200), requestId === undefined ? null : `request ${requestId}`];
  const details = [`${what}: HTTP ${String(status)}`, ...words.filter(Boolean)].join(' ');
  const waits = secondsOf(headers.get('retry-after') ?? '', nowMs);
  const mayWait = kind === 'unavailable' || kind === 'rate_limited';
  const seconds = waits > 0 ? waits : kind === 'rate_limited' ? 60 : 0;
  const field = FIELDS[key];
  const spec: FailureSpec = {
    kind,
    key,
    details,
    ...(mayWait && seconds > 0 ? { retryAt: new Date(nowMs + seconds * 1000).toISOString() } : {}),
    ...(field === undefined ? {} : { fieldErrors: { [field]: `${key}.what` } }),
  };
  return new ApiRefusal(spec, status, code);
}

function rowOf(status: number, code: string | null, isApi: boolean): RefusalRow {
  const known = code === null ? undefined : CODES.get(code);
  if (known) return known;
  // Something answers, but not the API: a proxy's page, a guest network.
  if (!isApi && status < 500 && status !== 401 && status !== 429) return ['unavailable', 'wrong_address'];
  const row = STATUS.get(status);
  if (row?.[1] === 'wrong_address' && code !== null) return ['rejected', 'not_found'];
  if (row) return row;
  if (status >= 500) return ['unavailable', 'service_failed'];
  return ['rejected', 'request_refused'];
}

/** Seconds, or a date. */
function secondsOf(retryAfter: string, nowMs: number): number {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter);
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? 0 : Math.max(0, Math.ceil((at - nowMs) / 1000));
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown;
  } catch {
    return null;
  }
}

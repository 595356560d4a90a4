// KSeF's endpoints as functions. No retries, no waiting: pace, deadlines and repeats are the engine's, decisions are the caller's.
import type { z } from 'zod';
import { unavailable } from '../sdk/errors';
import type { DownloadResult, HttpRequest, ProviderHttp } from '../sdk/http';
import { guardPresigned, type Environment } from './environments';
import { refusalOfAnswer } from './errors';
import * as wire from './wire';
import type { ContextIdentifier } from './token';
import type { SubjectType } from './roles';

export interface Ksef {
  readonly http: ProviderHttp;
  readonly environment: Environment;
  readonly userAgent: string;
  /** Header X-System-Warning: nothing failed, but somebody should know. */
  readonly onWarning: (text: string) => void;
}

interface Call<S extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly bearer?: string;
  readonly body?: unknown;
  readonly group: string;
  readonly isIdempotent?: boolean;
  readonly deadlineMs?: number;
  readonly answer: S;
}

async function call<S extends z.ZodType>(ksef: Ksef, spec: Call<S>): Promise<z.infer<S>> {
  const answer = await ksef.http.request({
    method: spec.method,
    url: `${ksef.environment.apiBase}${spec.path}${queryText(spec.query)}`,
    headers: {
      accept: 'application/json',
      'user-agent': ksef.userAgent,
      'x-error-format': 'problem-details',
      ...(spec.bearer === undefined ? {} : { authorization: `Bearer ${spec.bearer}` }),
      ...(spec.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(spec.body === undefined ? {} : { body: JSON.stringify(spec.body) }),
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

/** Arrays become repeated parameters: `statuses=A&statuses=B`. */
export function queryText(query: Call<z.ZodType>['query']): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    for (const one of typeof value === 'object' ? value : [value]) params.append(name, String(one));
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

export function getPublicKeys(ksef: Ksef): Promise<wire.PublicKeyCertificates> {
  return call(ksef, {
    method: 'GET',
    path: '/security/public-key-certificates',
    group: 'public',
    answer: wire.PublicKeyCertificates,
  });
}

export function askChallenge(ksef: Ksef): Promise<z.infer<typeof wire.Challenge>> {
  // A challenge that nobody uses lapses by itself, so a lost answer may be asked again.
  return call(ksef, {
    method: 'POST',
    path: '/auth/challenge',
    group: 'public',
    isIdempotent: true,
    answer: wire.Challenge,
  });
}

export interface TokenSignIn {
  readonly challenge: string;
  readonly contextIdentifier: ContextIdentifier;
  readonly encryptedToken: string;
  readonly publicKeyId: string;
}

export function startTokenSignIn(ksef: Ksef, body: TokenSignIn): Promise<wire.SignInStarted> {
  return call(ksef, { method: 'POST', path: '/auth/ksef-token', body, group: 'public', answer: wire.SignInStarted });
}

export async function signInStatus(ksef: Ksef, referenceNumber: string, bearer: string): Promise<wire.Status> {
  const path = `/auth/${encodeURIComponent(referenceNumber)}`;
  const answer = await call(ksef, { method: 'GET', path, bearer, group: 'public', answer: wire.SignInStatus });
  return answer.status;
}

/** One shot: a second call for the same sign-in is refused with 21301. */
export function redeemTokens(ksef: Ksef, bearer: string): Promise<z.infer<typeof wire.RedeemedTokens>> {
  return call(ksef, {
    method: 'POST',
    path: '/auth/token/redeem',
    bearer,
    group: 'public',
    answer: wire.RedeemedTokens,
  });
}

export async function refreshAccess(ksef: Ksef, refreshToken: string): Promise<wire.TokenInfo> {
  const answer = await call(ksef, {
    method: 'POST',
    path: '/auth/token/refresh',
    bearer: refreshToken,
    group: 'public',
    isIdempotent: true,
    answer: wire.RefreshedToken,
  });
  return answer.accessToken;
}

export function queryOwnGrants(ksef: Ksef, bearer: string): Promise<z.infer<typeof wire.Grants>> {
  return call(ksef, {
    method: 'POST',
    path: '/permissions/query/personal/grants',
    query: { pageOffset: 0, pageSize: 100 },
    bearer,
    body: { permissionState: 'Active' },
    group: 'other',
    isIdempotent: true,
    answer: wire.Grants,
  });
}

export interface InvoiceFilters {
  readonly subjectType: SubjectType;
  readonly dateRange: {
    readonly dateType: 'PermanentStorage' | 'Invoicing' | 'Issue';
    readonly from: string;
    readonly to?: string;
    readonly restrictToPermanentStorageHwmDate?: boolean;
  };
}

export interface MetadataQuery {
  readonly filters: InvoiceFilters;
  readonly pageOffset: number;
  readonly pageSize: number;
  readonly sortOrder: 'Asc' | 'Desc';
  /** How long to wait for a free place in the hourly allowance. */
  readonly deadlineMs?: number;
}

export function queryMetadata(ksef: Ksef, bearer: string, query: MetadataQuery): Promise<wire.MetadataPage> {
  return call(ksef, {
    method: 'POST',
    path: '/invoices/query/metadata',
    query: { pageOffset: query.pageOffset, pageSize: query.pageSize, sortOrder: query.sortOrder },
    bearer,
    body: query.filters,
    group: 'invoiceMetadata',
    isIdempotent: true,
    ...(query.deadlineMs === undefined ? {} : { deadlineMs: query.deadlineMs }),
    answer: wire.MetadataPage,
  });
}

export interface ExportOrder {
  readonly encryption: {
    readonly encryptedSymmetricKey: string;
    readonly initializationVector: string;
    readonly publicKeyId: string;
  };
  readonly filters: InvoiceFilters;
  readonly compressionType: 'Zip' | 'TarGz';
}

export async function startExport(ksef: Ksef, bearer: string, order: ExportOrder): Promise<string> {
  const body = { ...order, onlyMetadata: false };
  const path = '/invoices/exports';
  const answer = await call(ksef, {
    method: 'POST',
    path,
    bearer,
    body,
    group: 'invoiceExport',
    answer: wire.ExportStarted,
  });
  return answer.referenceNumber;
}

export function exportStatus(ksef: Ksef, bearer: string, referenceNumber: string): Promise<wire.ExportStatus> {
  const path = `/invoices/exports/${encodeURIComponent(referenceNumber)}`;
  return call(ksef, { method: 'GET', path, bearer, group: 'invoiceExportStatus', answer: wire.ExportStatus });
}

/** A part over its presigned link: no Bearer, no allowance, and only from KSeF's own hosts. */
export function downloadPart(ksef: Ksef, part: wire.ExportPart, toPath: string): Promise<DownloadResult> {
  if (part.method.toUpperCase() !== 'GET')
    throw unavailable('unexpected_answer', { details: `part method ${part.method.slice(0, 20)}` });
  return ksef.http.download({
    method: 'GET',
    url: guardPresigned(ksef.environment, part.url),
    headers: { 'user-agent': ksef.userAgent },
    toPath,
    expected: [403, 404, 410],
    maxBytes: part.encryptedPartSize,
    deadlineMs: 15 * 60_000,
    timeoutMs: 5 * 60_000,
  });
}

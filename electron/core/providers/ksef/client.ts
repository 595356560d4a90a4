// KSeF's endpoints as functions. No retries, no waiting, no decisions: these are the caller's.
import type { z } from 'zod';
import type { AllowedIps } from '../../../../shared/domain/allowedIps';
import { unavailable } from '../sdk/errors';
import type { DownloadResult } from '../sdk/http';
import { call, type Ksef } from './call';
import { guardPresigned } from './environments';
import * as wire from './wire';
import type { ContextIdentifier } from './context';
import type { SubjectType } from './roles';

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
  readonly authorizationPolicy?: { readonly allowedIps: AllowedIps };
}

export function startTokenSignIn(ksef: Ksef, body: TokenSignIn): Promise<wire.SignInStarted> {
  return call(ksef, { method: 'POST', path: '/auth/ksef-token', body, group: 'public', answer: wire.SignInStarted });
}

/** `verifyChain` asks for the checks of the issuer that production makes anyway. */
export function startCertificateSignIn(ksef: Ksef, xml: string, verifyChain?: boolean): Promise<wire.SignInStarted> {
  return call(ksef, {
    method: 'POST',
    path: '/auth/xades-signature',
    ...(verifyChain === undefined ? {} : { query: { verifyCertificateChain: String(verifyChain) } }),
    xml,
    group: 'public',
    answer: wire.SignInStarted,
  });
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

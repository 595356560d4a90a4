// The verbs of S3 for objects: one request each, the answer read, refusals thrown. No decisions here.
import type { HttpAnswer, UploadBody } from '../http';
import { childrenNamed, childText, parseXml } from '../xmlTree';
import { unavailable } from '../errors';
import { modifiedAt } from '../paths';
import type { Bucket } from './bucket';
import { ask, sendFile } from './call';
import { refusalOf } from './errors';

export interface Stored {
  readonly bytes: number;
  /** Without its quotes. */
  readonly etag: string;
  readonly versionId?: string;
  /** Base64; with `-N` behind it the hash of the hashes of N parts. */
  readonly sha256?: string;
}

export async function head(bucket: Bucket, key: string): Promise<Stored | null> {
  const answer = await ask(bucket, { method: 'HEAD', key, headers: { 'x-amz-checksum-mode': 'ENABLED' } });
  if (answer.status === 404) return null;
  if (answer.status !== 200) throw refusalOf(answer, 'HEAD', { path: `/${key}` });
  return { ...toldOf(answer), bytes: Number(answer.headers['content-length'] ?? '-1') };
}

/** What an answer tells of what is stored now. */
export function toldOf({ headers }: HttpAnswer): Omit<Stored, 'bytes'> {
  const [versionId, sha256] = [headers['x-amz-version-id'], headers['x-amz-checksum-sha256']];
  return {
    etag: bare(headers['etag'] ?? ''),
    ...(versionId === undefined || versionId === 'null' ? {} : { versionId }),
    ...(sha256 === undefined ? {} : { sha256 }),
  };
}

/** Only S3 tells a tag; a filter or a captive portal answers 200 to everything. */
export const isObjectAnswer = (answer: HttpAnswer): boolean => answer.status === 200 && toldOf(answer).etag !== '';

export const bare = (etag: string): string => etag.replace(/^(?:W\/)?"|"$/g, '');

export interface Listing {
  readonly objects: readonly (Stored & { readonly key: string; readonly modifiedAtMs?: number })[];
  /** What keys go on with below the prefix, each with its `/`. */
  readonly prefixes: readonly string[];
  readonly next: string | null;
}

/** What lies directly under a prefix that ends in `/`. */
export async function list(bucket: Bucket, prefix: string, from: string | null, count = 1000): Promise<Listing> {
  const query = {
    'list-type': '2',
    prefix,
    delimiter: '/',
    'max-keys': String(count),
    ...(from === null ? {} : { 'continuation-token': from }),
  };
  return readListing(await ask(bucket, { method: 'GET', key: null, query }), prefix);
}

export function readListing(answer: HttpAnswer, prefix: string): Listing {
  if (answer.status !== 200) throw refusalOf(answer, 'list', { path: `/${prefix}` });
  const root = parseXml(answer.text());
  if (!root.name.endsWith('}ListBucketResult'))
    throw unavailable('unexpected_answer', { details: `list: ${root.name.slice(0, 100)}` });
  const objects = childrenNamed(root, 'Contents').map((entry) => ({
    key: childText(entry, 'Key'),
    bytes: Number(childText(entry, 'Size') || '-1'),
    etag: bare(childText(entry, 'ETag')),
    ...modifiedAt(childText(entry, 'LastModified')),
  }));
  const prefixes = childrenNamed(root, 'CommonPrefixes').map((entry) => childText(entry, 'Prefix'));
  const next = childText(root, 'NextContinuationToken');
  return { objects, prefixes, next: childText(root, 'IsTruncated') === 'true' && next !== '' ? next : null };
}

export interface PutHeaders {
  readonly headers: Readonly<Record<string, string>>;
  /** Hex SHA-256 of the body. */
  readonly payload: string;
}

/** Bare answers: which status means what depends on what is being written. */
export function putBytes(bucket: Bucket, key: string, body: Uint8Array, { headers, payload }: PutHeaders) {
  return ask(bucket, { method: 'PUT', key, headers, payload, body });
}

export function putFile(
  bucket: Bucket,
  key: string,
  file: UploadBody,
  { headers, payload }: PutHeaders,
  onProgress: (sent: number) => void,
) {
  return sendFile(bucket, { method: 'PUT', key, headers, payload }, file, onProgress);
}

/** Gone already counts as deleted. With a version nothing of it stays behind, else versioned buckets keep it under a marker. */
export async function remove(bucket: Bucket, key: string, versionId?: string): Promise<void> {
  const query = versionId === undefined ? {} : { versionId };
  const answer = await ask(bucket, { method: 'DELETE', key, query, isIdempotent: true });
  if (answer.status >= 300 && answer.status !== 404) throw refusalOf(answer, 'DELETE', { path: `/${key}` });
}

// The verbs of S3 for uploads in parts: one request each, the answer read, refusals thrown. No decisions here.
import type { HttpAnswer, UploadBody } from '../http';
import { unavailable } from '../errors';
import { childrenNamed, childText, parseXml } from '../xmlTree';
import type { Bucket } from './bucket';
import { ask, sendFile } from './call';
import { refusalOf, wordsOf } from './errors';
import { bare, toldOf, type Stored } from './objects';
import { createHash } from 'node:crypto';

export interface OpenUpload {
  readonly uploadId: string;
  /** The service hashes every part by SHA-256 and the whole by the hashes of its parts. */
  readonly hasSha256: boolean;
}

export async function createUpload(
  bucket: Bucket,
  key: string,
  headers: Readonly<Record<string, string>>,
): Promise<OpenUpload> {
  const answer = await ask(bucket, {
    method: 'POST',
    key,
    query: { uploads: '' },
    headers: { ...headers, 'x-amz-checksum-algorithm': 'SHA256', 'x-amz-checksum-type': 'COMPOSITE' },
  });
  const refuse = () => refusalOf(answer, 'create upload', { path: `/${key}` });
  if (answer.status !== 200 || wordsOf(answer)) throw refuse();
  const uploadId = childText(parseXml(answer.text()), 'UploadId');
  if (uploadId === '') throw refuse();
  return { uploadId, hasSha256: answer.headers['x-amz-checksum-algorithm']?.toUpperCase() === 'SHA256' };
}

export interface Part {
  readonly number: number;
  readonly bytes: number;
  readonly etag: string;
  /** Base64. */
  readonly sha256?: string;
}

export async function putPart(
  bucket: Bucket,
  at: { readonly key: string; readonly uploadId: string; readonly number: number },
  file: UploadBody,
  { headers, payload }: { readonly headers: Readonly<Record<string, string>>; readonly payload: string },
  onProgress: (sent: number) => void,
): Promise<Omit<Part, 'number' | 'bytes'>> {
  const query = { partNumber: String(at.number), uploadId: at.uploadId };
  const answer = await sendFile(bucket, { method: 'PUT', key: at.key, query, headers, payload }, file, onProgress);
  const { etag, sha256 } = toldOf(answer);
  if (answer.status !== 200 || etag === '') throw refusalOf(answer, 'put part', { path: `/${at.key}` });
  return { etag, ...(sha256 === undefined ? {} : { sha256 }) };
}

/** Every part that the service holds, page by page. */
export async function listParts(bucket: Bucket, key: string, uploadId: string): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (let marker = ''; ;) {
    const query = { uploadId, ...(marker === '' ? {} : { 'part-number-marker': marker }) };
    const answer = await ask(bucket, { method: 'GET', key, query });
    if (answer.status !== 200) throw refusalOf(answer, 'list parts', { path: `/${key}` });
    const root = parseXml(answer.text());
    if (!root.name.endsWith('}ListPartsResult'))
      throw unavailable('unexpected_answer', { details: `list parts: ${root.name.slice(0, 100)}` });
    for (const entry of childrenNamed(root, 'Part')) {
      const sha256 = childText(entry, 'ChecksumSHA256');
      parts.push({
        number: Number(childText(entry, 'PartNumber')),
        bytes: Number(childText(entry, 'Size')),
        etag: bare(childText(entry, 'ETag')),
        ...(sha256 === '' ? {} : { sha256 }),
      });
    }
    const next = childText(root, 'NextPartNumberMarker');
    if (childText(root, 'IsTruncated') !== 'true' || next === marker || next === '') return parts;
    marker = next;
  }
}

/** The bare answer: 200 can carry a refusal, and a lost answer can mean that it is done. */
export function completeUpload(
  bucket: Bucket,
  at: { readonly key: string; readonly uploadId: string },
  parts: readonly Part[],
  options: { readonly headers: Readonly<Record<string, string>>; readonly expected: readonly number[] },
): Promise<HttpAnswer> {
  const entries = parts.map(({ number, etag, sha256 }) => {
    const sum = sha256 === undefined ? '' : `<ChecksumSHA256>${sha256}</ChecksumSHA256>`;
    return `<Part><PartNumber>${String(number)}</PartNumber><ETag>&quot;${escaped(etag)}&quot;</ETag>${sum}</Part>`;
  });
  const body = `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${entries.join('')}</CompleteMultipartUpload>`;
  return ask(bucket, {
    method: 'POST',
    key: at.key,
    query: { uploadId: at.uploadId },
    headers: { 'content-type': 'application/xml', ...options.headers },
    payload: createHash('sha256').update(body).digest('hex'),
    body,
    expected: options.expected,
    // Joining many parts takes minutes; S3 keeps the connection alive with blanks.
    timeoutMs: 600_000,
    deadlineMs: 600_000,
  });
}

const escaped = (text: string): string => text.replace(/[<>&"']/g, (it) => `&#${String(it.charCodeAt(0))};`);

/** What the answer to completing tells of the object. */
export function completedOf(answer: HttpAnswer): Omit<Stored, 'bytes'> {
  const root = parseXml(answer.text());
  const sha256 = childText(root, 'ChecksumSHA256');
  return { ...toldOf(answer), etag: bare(childText(root, 'ETag')), ...(sha256 === '' ? {} : { sha256 }) };
}

/** Gone already counts as aborted. */
export async function abortUpload(bucket: Bucket, key: string, uploadId: string): Promise<void> {
  const answer = await ask(bucket, { method: 'DELETE', key, query: { uploadId }, isIdempotent: true });
  if (answer.status >= 300 && answer.status !== 404) throw refusalOf(answer, 'abort upload', { path: `/${key}` });
}

/** Uploads under way to exactly this key: ids with the instants at which they began. */
export async function listUploads(
  bucket: Bucket,
  key: string,
): Promise<readonly { readonly uploadId: string; readonly startedAtMs: number }[]> {
  const answer = await ask(bucket, { method: 'GET', key: null, query: { uploads: '', prefix: key } });
  if (answer.status !== 200) throw refusalOf(answer, 'list uploads', { path: `/${key}` });
  return childrenNamed(parseXml(answer.text()), 'Upload')
    .filter((entry) => childText(entry, 'Key') === key)
    .map((entry) => ({
      uploadId: childText(entry, 'UploadId'),
      startedAtMs: Date.parse(childText(entry, 'Initiated')),
    }));
}

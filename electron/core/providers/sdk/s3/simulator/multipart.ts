// Uploads in parts: opened, filled in any order, listed page by page, completed or ended.
import { createHash } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { document, empty, errorBody, refuse, tag, time } from './answers';
import { keptBytes, md5Of, metadataOf, refusedWrite, versionOf } from './objects';
import { checkedSums, sumHeader, sumOf } from './sums';
import { header, isFault, lacks, type Call, type StoredPart, type Upload } from './world';

const gone = () =>
  refuse(404, 'NoSuchUpload', 'The specified multipart upload does not exist. The upload ID may be invalid.');

export function openUpload(call: Call, key: string): Response {
  const { world } = call;
  if (header(call, 'if-none-match') !== null)
    return refuse(501, 'NotImplemented', 'If-None-Match belongs to completing');
  if (lacks(call, 's3:PutObject')) return refuse(403, 'AccessDenied', 'Access Denied');
  const id = world.unique('upload');
  const algorithm = world.options.kind === 'older' ? null : header(call, 'x-amz-checksum-algorithm');
  world.uploads.set(id, {
    id,
    key,
    algorithm,
    startedAtMs: world.options.now(),
    mediaType: header(call, 'content-type') ?? 'binary/octet-stream',
    parts: new Map(),
    metadata: metadataOf(call),
  });
  const inner = `${tag('Bucket', world.options.bucket)}${tag('Key', key)}${tag('UploadId', id)}`;
  return document(
    'InitiateMultipartUploadResult',
    inner,
    algorithm === null ? {} : { 'x-amz-checksum-algorithm': algorithm },
  );
}

/** Calls with an upload id. */
export function handleUpload(call: Call, key: string): Response {
  const { world, method, query } = call;
  const id = query.get('uploadId') ?? '';
  if (isFault(call, 'upload_gone')) world.uploads.delete(id);
  const upload = world.uploads.get(id);
  if (upload?.key !== key) return gone();
  switch (method) {
    case 'PUT':
      return putPart(call, upload);
    case 'GET':
      return listParts(call, upload);
    case 'POST':
      return complete(call, upload);
    case 'DELETE':
      world.uploads.delete(id);
      return empty(204);
    default:
      return refuse(405, 'MethodNotAllowed');
  }
}

function putPart(call: Call, upload: Upload): Response {
  const number = Number(call.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > 10_000)
    return refuse(400, 'InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  if (header(call, 'content-length') === null) return refuse(411, 'MissingContentLength');
  const sums = checkedSums(call);
  if (sums instanceof Response) return sums;
  const kind = upload.algorithm?.toLowerCase() ?? null;
  const named = [...sums.keys()][0];
  if (kind !== null && named !== undefined && named !== sumHeader(kind))
    return refuse(400, 'InvalidRequest', `Checksum Type mismatch occurred, expected checksum Type: ${kind}`);
  const part = keepPart(upload, number, { bytes: call.body, atMs: call.world.options.now() });
  if (isFault(call, 'wrong_stored_byte')) upload.parts.set(number, { ...part, bytes: keptBytes(call) });
  return empty(200, { etag: `"${part.etag}"`, ...Object.fromEntries(part.sums) });
}

export function keepPart(
  upload: Upload,
  number: number,
  { bytes, atMs }: Pick<StoredPart, 'bytes' | 'atMs'>,
): StoredPart {
  const kind = upload.algorithm?.toLowerCase() ?? null;
  const own = kind === null ? null : sumOf(kind, bytes);
  const sums = kind === null || own === null ? new Map<string, string>() : new Map([[sumHeader(kind), own]]);
  const part = { bytes, etag: md5Of(bytes), atMs, sums };
  upload.parts.set(number, part);
  return part;
}

function checksumTag(upload: Upload, part: StoredPart): string {
  const sum = upload.algorithm === null ? undefined : part.sums.get(sumHeader(upload.algorithm.toLowerCase()));
  return sum === undefined ? '' : tag(`Checksum${upload.algorithm ?? ''}`, sum);
}

function listParts(call: Call, upload: Upload): Response {
  if (lacks(call, 's3:ListMultipartUploadParts')) return refuse(403, 'AccessDenied', 'Access Denied');
  const after = Number(call.query.get('part-number-marker') ?? '0');
  const most = Math.min(call.world.options.pageSize, Number(call.query.get('max-parts') ?? '1000'));
  const all = [...upload.parts].filter(([number]) => number > after).toSorted(([a], [b]) => a - b);
  const shown = all.slice(0, most);
  const parts = shown.map(
    ([number, part]) =>
      `<Part>${tag('PartNumber', number)}${tag('LastModified', time(part.atMs))}${tag('ETag', `"${part.etag}"`)}${tag('Size', part.bytes.length)}${checksumTag(upload, part)}</Part>`,
  );
  const isCut = all.length > shown.length;
  const next = shown.at(-1)?.[0] ?? 0;
  return document(
    'ListPartsResult',
    `${tag('Bucket', call.world.options.bucket)}${tag('Key', upload.key)}${tag('UploadId', upload.id)}${tag('PartNumberMarker', after)}${tag('NextPartNumberMarker', next)}${tag('MaxParts', most)}${tag('IsTruncated', isCut)}${parts.join('')}`,
  );
}

interface Named {
  readonly number: number;
  readonly etag: string;
  readonly sum: string | null;
}

const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Part' });

function namedParts(body: Buffer, algorithm: string | null): readonly Named[] | null {
  try {
    const { CompleteMultipartUpload: root } = parser.parse(body.toString('utf8')) as {
      CompleteMultipartUpload?: { Part?: readonly Record<string, string>[] };
    };
    const parts = root?.Part ?? [];
    return parts.length === 0
      ? null
      : parts.map((part) => ({
          number: Number(part['PartNumber']),
          etag: (part['ETag'] ?? '').replace(/"|&quot;|&#34;/g, ''),
          sum: algorithm === null ? null : (part[`Checksum${algorithm}`] ?? null),
        }));
  } catch {
    return null;
  }
}

/** The refusal, or the parts in their order. */
function joinable(call: Call, upload: Upload): Response | readonly StoredPart[] {
  const wanted = namedParts(call.body, upload.algorithm);
  if (!wanted) return refuse(400, 'MalformedXML', 'The XML you provided was not well-formed or did not validate');
  const numbers = wanted.map(({ number }) => number);
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0)))
    return refuse(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
  const parts: StoredPart[] = [];
  for (const { number, etag, sum } of wanted) {
    const part = upload.parts.get(number);
    const known =
      upload.algorithm === null ? null : (part?.sums.get(sumHeader(upload.algorithm.toLowerCase())) ?? null);
    // An object whose hash is made of its parts' needs them named.
    const isUnnamed = upload.algorithm?.startsWith('SHA') === true && sum === null;
    if (part?.etag !== etag || isUnnamed || (sum !== null && sum !== known))
      return refuse(400, 'InvalidPart', 'One or more of the specified parts could not be found.');
    parts.push(part);
  }
  if (parts.slice(0, -1).some((part) => part.bytes.length < call.world.options.minPartBytes))
    return refuse(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  return parts;
}

function complete(call: Call, upload: Upload): Response {
  const { world } = call;
  const { kind, isEncrypted } = world.options;
  if (isFault(call, 'late_error'))
    return new Response(errorBody('InternalError', 'We encountered an internal error. Please try again.'), {
      status: 200,
      headers: { 'content-type': 'application/xml' },
    });
  if (isFault(call, 'lost_part')) upload.parts.delete(1);
  // Older servers do not look at the condition here.
  const refused = kind === 'older' ? null : refusedWrite(call, upload.key);
  if (refused) return refused;
  const parts = joinable(call, upload);
  if (parts instanceof Response) return parts;
  const bytes = Buffer.concat(parts.map((part) => part.bytes));
  if (!world.hasRoomFor(bytes.length)) return refuse(400, 'XMinioAdminBucketQuotaExceeded', 'Bucket quota exceeded');
  const joined = (pieces: readonly Buffer[], name: string) => createHash(name).update(Buffer.concat(pieces));
  const md5 = joined(
    parts.map((part) => Buffer.from(part.etag, 'hex')),
    'md5',
  ).digest('hex');
  const etag = `${isEncrypted ? md5Of(Buffer.from(world.unique('tag'))) : md5}-${String(parts.length)}`;
  const sums = new Map<string, string>();
  if (upload.algorithm === 'SHA256') {
    const pieces = parts.map((part) => Buffer.from(part.sums.get('x-amz-checksum-sha256') ?? '', 'base64'));
    sums.set('x-amz-checksum-sha256', `${joined(pieces, 'sha256').digest('base64')}-${String(parts.length)}`);
  }
  const { key, mediaType, metadata } = upload;
  const stored = world.put(key, { bytes, etag, atMs: world.options.now(), mediaType, metadata, sums });
  world.uploads.delete(upload.id);
  if (isFault(call, 'done_504')) return new Response('', { status: 504 });
  const sum = sums.get('x-amz-checksum-sha256');
  const inner = `${tag('Location', `${world.options.baseUrl}/${key}`)}${tag('Bucket', world.options.bucket)}${tag('Key', key)}${tag('ETag', `"${etag}"`)}`;
  return document(
    'CompleteMultipartUploadResult',
    `${inner}${sum === undefined ? '' : `${tag('ChecksumSHA256', sum)}${tag('ChecksumType', 'COMPOSITE')}`}`,
    versionOf(stored),
  );
}

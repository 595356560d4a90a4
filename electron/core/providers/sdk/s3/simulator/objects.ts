// Objects: put, told, given out, deleted.
import { createHash } from 'node:crypto';
import { empty, refuse } from './answers';
import { checkedSums } from './sums';
import { header, isFault, lacks, type Call, type StoredObject } from './world';

export function handleObject(call: Call, key: string): Response {
  switch (call.method) {
    case 'PUT':
      return put(call, key);
    case 'HEAD':
    case 'GET':
      return get(call, key);
    case 'DELETE':
      return remove(call, key);
    default:
      return refuse(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.');
  }
}

/** What stands against writing a whole object, before its bytes are looked at. */
export function refusedWrite(call: Call, key: string): Response | null {
  if (lacks(call, 's3:PutObject')) return refuse(403, 'AccessDenied', 'Access Denied');
  if (Buffer.byteLength(key) > 1024) return refuse(400, 'KeyTooLongError', 'Your key is too long');
  if (isFault(call, 'busy'))
    return refuse(
      409,
      'ConditionalRequestConflict',
      'The conditional request cannot succeed due to a conflicting operation.',
    );
  const condition = header(call, 'if-none-match');
  if (condition === null) return null;
  if (condition !== '*' || isFault(call, 'no_conditions'))
    return refuse(501, 'NotImplemented', 'A header you provided implies functionality that is not implemented');
  return call.world.objects.has(key)
    ? refuse(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
        more: '<Condition>If-None-Match</Condition>',
      })
    : null;
}

export function metadataOf(call: Call): Record<string, string> {
  return Object.fromEntries([...call.request.headers].filter(([name]) => name.startsWith('x-amz-meta-')));
}

export const md5Of = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex');

/** What somebody keeps who does not notice that a byte has changed. */
export function keptBytes(call: Call): Buffer {
  if (!isFault(call, 'wrong_stored_byte')) return call.body;
  const bytes = Buffer.from(call.body);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return bytes;
}

function put(call: Call, key: string): Response {
  const { world } = call;
  if (header(call, 'x-amz-copy-source') !== null) return refuse(501, 'NotImplemented');
  if (header(call, 'content-length') === null)
    return refuse(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
  const refused = refusedWrite(call, key);
  if (refused) return refused;
  const sums = checkedSums(call);
  if (sums instanceof Response) return sums;
  const needsHash = world.options.isLocked && sums.size === 0;
  if ((needsHash || isFault(call, 'wants_md5')) && header(call, 'content-md5') === null)
    return refuse(
      400,
      'InvalidRequest',
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
    );
  if (!world.hasRoomFor(call.body.length))
    return refuse(400, 'XMinioAdminBucketQuotaExceeded', 'Bucket quota exceeded');
  const bytes = keptBytes(call);
  const stored = world.put(key, {
    bytes,
    etag: world.options.isEncrypted ? md5Of(Buffer.from(world.unique('tag'))) : md5Of(bytes),
    atMs: world.options.now(),
    mediaType: header(call, 'content-type') ?? 'binary/octet-stream',
    sums: isFault(call, 'wrong_stored_byte') ? new Map<string, string>() : sums,
    metadata: metadataOf(call),
  });
  return empty(200, { etag: `"${stored.etag}"`, ...versionOf(stored), ...Object.fromEntries(stored.sums) });
}

export const versionOf = ({ versionId }: StoredObject): Record<string, string> =>
  versionId === 'null' ? {} : { 'x-amz-version-id': versionId };

function get(call: Call, key: string): Response {
  const { world, method } = call;
  const found = world.objects.get(key);
  if (!found) {
    // Who may not list is not told whether there is anything.
    if (lacks(call, 's3:ListBucket')) return refuse(403, 'AccessDenied', 'Access Denied');
    return refuse(404, 'NoSuchKey', 'The specified key does not exist.');
  }
  if (lacks(call, 's3:GetObject')) return refuse(403, 'AccessDenied', 'Access Denied');
  const range = /^bytes=(\d+)-(\d*)$/.exec(header(call, 'range') ?? '');
  const start = range ? Number(range[1]) : 0;
  const end = range?.[2] ? Math.min(Number(range[2]) + 1, found.bytes.length) : found.bytes.length;
  if (range && start >= found.bytes.length)
    return refuse(416, 'InvalidRange', 'The requested range is not satisfiable');
  const headers = {
    'content-type': found.mediaType,
    'content-length': String(end - start),
    'last-modified': new Date(found.atMs).toUTCString(),
    'accept-ranges': 'bytes',
    etag: `"${found.etag}"`,
    ...versionOf(found),
    ...found.metadata,
    // Of a part of the object there is no hash to tell.
    ...(header(call, 'x-amz-checksum-mode') === 'ENABLED' && !range ? Object.fromEntries(found.sums) : {}),
    ...(range ? { 'content-range': `bytes ${String(start)}-${String(end - 1)}/${String(found.bytes.length)}` } : {}),
  };
  const body = method === 'HEAD' ? null : new Uint8Array(found.bytes.subarray(start, end));
  return new Response(body, { status: range ? 206 : 200, headers });
}

function remove(call: Call, key: string): Response {
  const { world, query } = call;
  const versionId = query.get('versionId');
  if (lacks(call, versionId === null ? 's3:DeleteObject' : 's3:DeleteObjectVersion'))
    return refuse(403, 'AccessDenied', 'Access Denied');
  if (versionId === null) {
    const found = world.objects.get(key);
    if (found && world.options.isVersioned) world.older.push({ key, ...found });
    world.objects.delete(key);
    return empty(204, world.options.isVersioned ? { 'x-amz-delete-marker': 'true' } : {});
  }
  if (world.options.isLocked)
    return refuse(403, 'AccessDenied', 'Access Denied because object protected by object lock.');
  if (world.objects.get(key)?.versionId === versionId) world.objects.delete(key);
  const index = world.older.findIndex((it) => it.key === key && it.versionId === versionId);
  if (index >= 0) world.older.splice(index, 1);
  return empty(204, { 'x-amz-version-id': versionId });
}

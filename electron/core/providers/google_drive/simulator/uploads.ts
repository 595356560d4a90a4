// Calls that carry a file's bytes: in one body with its metadata, or piece by piece to an address of its own.
import { spoilt, type Item } from '../../sdk/cloud/simulator/items';
import { badRequest, fileOf, full, json, notFound, picked, refusal } from './answers';
import { problemOfNew } from './files';
import { metadataIn, type Metadata } from './metadata';
import { isNamed, seen, type Call, type UploadSession } from './world';

/** `id` of a file that is changed; null: a new one. */
export function upload(call: Call, id: string | null): Response {
  const target = id === null ? null : seen(call, id);
  if (id !== null && !target) return notFound(id);
  const way = call.query.get('uploadType');
  if (way === 'multipart') return multipart(call, target);
  return way === 'resumable' ? open(call, target) : badRequest('uploadType');
}

/** multipart/related, RFC 2387: JSON first, then the content. */
function multipart(call: Call, target: Item | null): Response {
  const type = call.request.headers.get('content-type') ?? '';
  const boundary = /^multipart\/related;.*boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined) return badRequest('Malformed multipart body.');
  const parts = partsOf(call.body, boundary);
  const [first, second] = parts;
  if (parts.length !== 2 || !first || !second || !/application\/json/i.test(first.head))
    return badRequest('Malformed multipart body.');
  if (second.body.length > 5 * 1024 * 1024) return refusal(413, 'uploadTooLarge', 'The file is too large.');
  const metadata = metadataIn(first.body.toString('utf8'));
  if (!metadata) return badRequest('Parse Error');
  const mediaType = /content-type:\s*([^\r\n;]+)/i.exec(second.head)?.[1] ?? 'application/octet-stream';
  return answerWith(call, store(call, { mimeType: mediaType, ...metadata }, second.body, target));
}

function partsOf(body: Buffer, boundary: string): readonly { readonly head: string; readonly body: Buffer }[] {
  const parts: { head: string; body: Buffer }[] = [];
  const mark = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(mark); at >= 0;) {
    const start = at + mark.length;
    const next = body.indexOf(mark, start);
    if (next < 0) return body.subarray(start, start + 2).toString() === '--' ? parts : [];
    // A part ends in the line break before the next mark.
    const part = body.subarray(start + 2, next - 2);
    const gap = part.indexOf('\r\n\r\n');
    if (gap < 0) return [];
    parts.push({ head: part.subarray(0, gap).toString('latin1'), body: part.subarray(gap + 4) });
    at = next;
  }
  return [];
}

function answerWith(call: Call, stored: Item | Response): Response {
  return stored instanceof Response ? stored : json(200, picked(fileOf(stored, call.world), call.query.get('fields')));
}

function store(call: Call, metadata: Metadata, content: Buffer, target: Item | null): Item | Response {
  const { world } = call;
  const problem = target ? null : problemOfNew(call, metadata);
  if (problem) return problem;
  if (isNamed(call, 'quota_full') || world.isFull(content.length)) return full();
  const bytes = isNamed(call, 'wrong_stored_byte') ? spoilt(content) : Buffer.from(content);
  const modifiedMs = metadata.modifiedTime === undefined ? world.options.now() : Date.parse(metadata.modifiedTime);
  if (target) {
    Object.assign(target, { bytes, modifiedMs, version: target.version + 1 });
    return target;
  }
  const [parent = 'root'] = metadata.parents ?? [];
  return world.items.make({
    id: metadata.id ?? world.items.newId('1File'),
    parent,
    name: metadata.name ?? '',
    bytes,
    modifiedMs,
    mediaType: metadata.mimeType ?? 'application/octet-stream',
  });
}

function open(call: Call, target: Item | null): Response {
  const { world, request, query } = call;
  const metadata = metadataIn(call.body.toString('utf8'));
  if (!metadata) return badRequest('Parse Error');
  const problem = target ? null : problemOfNew(call, metadata);
  if (problem) return problem;
  const told = request.headers.get('x-upload-content-length');
  const total = told === null ? null : Number(told);
  if (world.isFull(total ?? 0)) return full();
  const id = world.items.newId('upload-');
  const mimeType = request.headers.get('x-upload-content-type') ?? undefined;
  world.sessions.set(id, {
    startedMs: world.options.now(),
    metadata: { ...(mimeType === undefined ? {} : { mimeType }), ...metadata },
    target,
    total,
    content: Buffer.alloc(0),
    done: null,
  });
  const more = new URLSearchParams({ uploadType: 'resumable', upload_id: id, fields: query.get('fields') ?? '*' });
  const location = `${world.options.baseUrl}/www.googleapis.com/upload/drive/v3/files?${more.toString()}`;
  return new Response(null, { status: 200, headers: { location, 'x-guploader-uploadid': id } });
}

/** A piece, or the question how far it is. */
export function proceed(call: Call, id: string): Response {
  if (isNamed(call, 'session_lost')) call.world.sessions.delete(id);
  const session = call.world.session(id);
  if (!session) return refusal(404, 'notFound', 'Upload session not found');
  if (session.done) return answerWith(call, session.done);
  const range = rangeOf(call);
  if (range === null) return badRequest('Failed to parse Content-Range header.');
  if (session.total !== null && range.total !== session.total) return badRequest('The total size has changed.');
  if (range.start === null) return far(session);
  const { start, end, total } = range;
  const grain = call.world.options.pieceGrain;
  const isLast = end === total;
  if (end - start !== call.body.length) return badRequest('Content-Length and Content-Range differ.');
  if (!isLast && (end - start) % grain !== 0) return badRequest(`Pieces are multiples of ${String(grain)} bytes.`);
  if (start !== session.content.length) return refusal(503, 'backendError', 'Invalid request. The piece does not fit.');
  const kept = isNamed(call, 'less_kept') ? Math.min(grain, call.body.length) : call.body.length;
  session.content = Buffer.concat([session.content, call.body.subarray(0, kept)]);
  if (session.content.length < total) return far(session);
  return complete(call, session);
}

function complete(call: Call, session: UploadSession): Response {
  const stored = store(call, session.metadata, session.content, session.target);
  if (!(stored instanceof Response)) session.done = stored;
  return answerWith(call, stored);
}

interface Asked {
  readonly start: null;
  readonly total: number;
}
interface Sent {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly total: number;
}

function rangeOf({ request, body }: Call): Asked | Sent | null {
  const told = request.headers.get('content-range');
  // All in one piece.
  if (told === null) return { start: 0, end: body.length, total: body.length };
  const asked = /^bytes \*\/(\d+)$/.exec(told);
  if (asked) return body.length === 0 ? { start: null, total: Number(asked[1]) } : null;
  const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(told) ?? [];
  return first === undefined ? null : { start: Number(first), end: Number(last) + 1, total: Number(total) };
}

const far = ({ content }: UploadSession): Response =>
  new Response(null, {
    status: 308,
    headers: content.length === 0 ? {} : { range: `bytes=0-${String(content.length - 1)}` },
  });

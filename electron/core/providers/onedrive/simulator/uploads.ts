// What carries a file's bytes: one PUT, or a session at another address.
import { z } from 'zod';
import { spoilt, type Item } from '../../sdk/cloud/simulator/items';
import type { Addressed } from './address';
import { isBadName } from './address';
import { CONTENT_HOST, itemOf, json, notFound, refusal } from './answers';
import { jsonIn } from './items';
import { isNamed, type Call, type UploadSession } from './world';

const MOST_BYTES = 60 * 1_048_576;

interface Wanted {
  readonly parent: string;
  readonly name: string;
  readonly behaviour: string;
  readonly modifiedMs: number;
  readonly mediaType: string;
}

function store(call: Call, wanted: Wanted, content: Buffer): Item | Response {
  const { world } = call;
  const { items } = world;
  const there = items.named(wanted.parent, wanted.name)[0];
  if (there && (wanted.behaviour === 'fail' || there.bytes === null)) return refusal(409, 'nameAlreadyExists');
  if (isNamed(call, 'quota_full') || content.length > world.freeBytes()) return refusal(507, 'quotaLimitReached');
  const { modifiedMs, mediaType } = wanted;
  const made =
    there ??
    items.make({
      id: items.newId('ITEM'),
      parent: wanted.parent,
      name: wanted.name,
      bytes: null,
      modifiedMs,
      mediaType,
    });
  made.bytes = keptOf(call, content);
  if (there) made.version += 1;
  if (isNamed(call, 'hash_later')) world.hashless.set(made.id, 2);
  return made;
}

function keptOf(call: Call, content: Buffer): Buffer {
  if (isNamed(call, 'wrong_stored_byte')) return spoilt(content);
  if (isNamed(call, 'rewritten')) return Buffer.concat([content, Buffer.from('<!-- office -->')]);
  return Buffer.from(content);
}

export function put(call: Call, { item, parent, name }: Addressed): Response {
  const { world, request, query } = call;
  if (item === 'root') return refusal(400, 'invalidRequest');
  const folder = name === '' && item ? item.parent : parent;
  const file = name === '' && item ? item.name : name;
  if (isBadName(file)) return refusal(400, 'invalidRequest', 'nameContainsInvalidCharacters');
  if (call.body.length > 250 * 1_048_576) return refusal(413, 'invalidRequest');
  const wanted: Wanted = {
    parent: folder ?? world.items.root,
    name: file,
    behaviour: query.get('@microsoft.graph.conflictBehavior') ?? 'replace',
    modifiedMs: world.options.now(),
    mediaType: request.headers.get('content-type') ?? 'application/octet-stream',
  };
  const isNew = item === null;
  const stored = store(call, wanted, call.body);
  return stored instanceof Response ? stored : json(isNew ? 201 : 200, itemOf(world, stored));
}

const Asked = z.object({
  item: z
    .object({
      '@microsoft.graph.conflictBehavior': z.enum(['fail', 'replace', 'rename']).default('fail'),
      name: z.string().optional(),
      fileSize: z.int().optional(),
      fileSystemInfo: z.object({ lastModifiedDateTime: z.string().optional() }).optional(),
    })
    .default({ '@microsoft.graph.conflictBehavior': 'fail' }),
});

export function createSession(call: Call, { item, parent, name }: Addressed): Response {
  const { world } = call;
  const asked = Asked.safeParse(jsonIn(call.body));
  if (!asked.success || item === 'root') return refusal(400, 'invalidRequest');
  const [folder, file] = item ? [item.parent, item.name] : [parent, name];
  if (folder === null) return notFound();
  if (isBadName(file)) return refusal(400, 'invalidRequest', 'nameContainsInvalidCharacters');
  const { '@microsoft.graph.conflictBehavior': behaviour, fileSize = 0, fileSystemInfo } = asked.data.item;
  if (fileSize > world.freeBytes()) return refusal(507, 'quotaLimitReached');
  const id = world.items.newId('session-');
  const at = fileSystemInfo?.lastModifiedDateTime;
  const startedMs = world.options.now();
  const modifiedMs = at === undefined ? startedMs : Date.parse(at);
  const fresh = { total: null, content: Buffer.alloc(0), isUneven: false };
  world.sessions.set(id, { startedMs, parent: folder, name: file, behaviour, modifiedMs, ...fresh });
  return json(200, { uploadUrl: `${world.options.baseUrl}/${CONTENT_HOST}/upload/${id}`, ...far(world, id) });
}

function far(world: Call['world'], id: string) {
  const session = world.session(id);
  const expirationDateTime = new Date((session?.startedMs ?? 0) + 86_400_000).toISOString();
  return { expirationDateTime, nextExpectedRanges: [`${String(session?.content.length ?? 0)}-`] };
}

/** At the address of a session. */
export function session(call: Call, id: string): Response {
  const { world, request } = call;
  if (isNamed(call, 'session_lost')) world.sessions.delete(id);
  const found = world.session(id);
  if (!found) return refusal(404, 'itemNotFound', 'uploadSessionNotFound');
  switch (request.method) {
    case 'GET':
      return json(200, far(world, id));
    case 'DELETE':
      world.sessions.delete(id);
      return new Response(null, { status: 204 });
    case 'PUT':
      return slice(call, id, found);
    default:
      return refusal(405, 'invalidRequest');
  }
}

function slice(call: Call, id: string, found: UploadSession): Response {
  const { world, body } = call;
  const [, first, last, total] =
    /^bytes (\d+)-(\d+)\/(\d+)$/.exec(call.request.headers.get('content-range') ?? '') ?? [];
  if (first === undefined || body.length === 0) return refusal(400, 'invalidRequest');
  const [start, end, all] = [Number(first), Number(last) + 1, Number(total)];
  if (end - start !== body.length) return refusal(400, 'invalidRequest', 'fragmentLengthMismatch');
  if (body.length >= MOST_BYTES) return refusal(413, 'invalidRequest');
  if (found.total !== null && found.total !== all) return refusal(400, 'invalidRequest');
  if (start < found.content.length) return refusal(416, 'invalidRange', 'fragmentOverlap');
  if (start > found.content.length) return refusal(416, 'invalidRange', 'fragmentOutOfOrder');
  found.total = all;
  found.isUneven ||= end < all && body.length % world.options.sliceGrain !== 0;
  found.content = Buffer.concat([found.content, body]);
  if (isNamed(call, 'taken_already')) return refusal(416, 'invalidRange', 'fragmentOverlap');
  if (end < all) return json(202, far(world, id));
  // Only here it comes out that the slices had the wrong size.
  if (found.isUneven) return refusal(400, 'invalidRequest', 'uploadSessionFailed');
  const stored = store(call, { ...found, mediaType: 'application/octet-stream' }, found.content);
  if (stored instanceof Response) return stored;
  world.sessions.delete(id);
  return json(201, itemOf(world, stored));
}

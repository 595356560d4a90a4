// Calls that carry a file's bytes.
import { spoilt, type Item } from '../../sdk/cloud/simulator/items';
import type { ArgsOf, Commit } from './args';
import { badArgument, json, refused, tagged, writeRefusal } from './answers';
import { contentHashOf } from './hash';
import { find, isBadName, isMalformed, makeFolders, metadataOf, revOf, segmentsOf } from './rpc';
import { isNamed, type Call } from './world';

const MOST_BYTES = 150 * 1_048_576;

const isOtherHash = (told: string | null | undefined, body: Buffer): boolean =>
  typeof told === 'string' && told !== contentHashOf(body);

export function upload(call: Call, args: ArgsOf<'/files/upload'>): Response {
  if (call.body.length > MOST_BYTES) return refused(tagged('payload_too_large'));
  if (isOtherHash(args.content_hash, call.body)) return refused(tagged('content_hash_mismatch'));
  const done = commit(call, args, call.body);
  return done instanceof Response ? done : json(200, metadataOf(call.world, done));
}

/** The stored file, or why it is refused. */
function commit(call: Call, args: Commit, content: Buffer): Item | Response {
  const { world } = call;
  const refuse = (...reason: [string, ...string[]]): Response => refused(writeRefusal(reason));
  if (isNamed(call, 'too_many_writes')) return refuse('too_many_write_operations');
  if (isNamed(call, 'quota_full')) return refuse('insufficient_space');
  if (isMalformed(args.path)) return refuse('malformed_path');
  const segments = segmentsOf(args.path);
  if (segments.length === 0 || segments.some(isBadName)) return refuse('disallowed_name');
  if (!world.mayWrite(args.path)) return refuse('no_write_permission');
  if (world.items.usedBytes() + content.length > world.options.allocatedBytes) return refuse('insufficient_space');
  const there = world.items.at(segments);
  if (there === 'ancestor') return refuse('conflict', 'file_ancestor');
  if (typeof there === 'object') return overwrite(call, args, there, content) ?? refuse('conflict', kindOf(there));
  const folders = segments.slice(0, -1);
  return world.items.make({
    id: world.items.newId('id:AAAAAAAAA'),
    parent: folders.length === 0 ? world.items.root : makeFolders(world, folders).id,
    name: segments.at(-1) ?? '',
    bytes: isNamed(call, 'wrong_stored_byte') ? spoilt(content) : Buffer.from(content),
    modifiedMs: args.client_modified ? Date.parse(args.client_modified) : world.options.now(),
    mediaType: '',
  });
}

const kindOf = ({ bytes }: Item): string => (bytes === null ? 'folder' : 'file');

/** Null: a conflict. Identical content is none, unless the caller insists. */
function overwrite(call: Call, args: Commit, there: Item, content: Buffer): Item | null {
  if (there.bytes === null) return null;
  const { mode } = args;
  const tag = typeof mode === 'string' ? mode : mode['.tag'];
  const isMine = typeof mode === 'object' && 'update' in mode && mode.update === revOf(there);
  if (tag === 'overwrite' || isMine) {
    there.bytes = isNamed(call, 'wrong_stored_byte') ? spoilt(content) : Buffer.from(content);
    there.version += 1;
    return there;
  }
  return there.bytes.equals(content) && !args.strict_conflict ? there : null;
}

export function startSession(call: Call, args: ArgsOf<'/files/upload_session/start'>): Response {
  const { world, body } = call;
  if (isOtherHash(args.content_hash, body)) return refused(tagged('content_hash_mismatch'));
  const session_id = world.items.newId('pid_upload_session:');
  world.sessions.set(session_id, { startedMs: world.options.now(), content: body, isClosed: args.close });
  return json(200, { session_id });
}

/** What keeps a session from going on at this offset; null: nothing does. */
function sessionProblem(call: Call, { session_id, offset }: ArgsOf<'/files/upload_session/append_v2'>['cursor']) {
  if (isNamed(call, 'session_lost')) call.world.sessions.delete(session_id);
  const session = call.world.session(session_id);
  if (!session) return tagged('not_found');
  if (offset !== session.content.length)
    return { '.tag': 'incorrect_offset', correct_offset: session.content.length } as const;
  return null;
}

export function append(call: Call, args: ArgsOf<'/files/upload_session/append_v2'>): Response {
  const { world, body } = call;
  if (body.length > MOST_BYTES) return refused(tagged('payload_too_large'));
  const session = world.session(args.cursor.session_id);
  if (session?.isClosed === true) return refused(tagged('closed'));
  const problem = sessionProblem(call, args.cursor);
  if (problem) return refused(problem);
  if (!session) throw new Error('a session was lost');
  if (isOtherHash(args.content_hash, body)) return refused(tagged('content_hash_mismatch'));
  if (isNamed(call, 'half_taken')) {
    session.content = Buffer.concat([session.content, body.subarray(0, body.length >> 1)]);
    return new Response(null, { headers: { 'x-simulator-break': '0' } });
  }
  session.content = Buffer.concat([session.content, body]);
  session.isClosed = args.close;
  return json(200, null);
}

export function finish(call: Call, args: ArgsOf<'/files/upload_session/finish'>): Response {
  const problem = sessionProblem(call, args.cursor);
  if (problem) return refused({ '.tag': 'lookup_failed', lookup_failed: problem });
  const session = call.world.session(args.cursor.session_id);
  if (!session) throw new Error('a session was lost');
  if (isOtherHash(args.content_hash, call.body)) return refused(tagged('content_hash_mismatch'));
  const done = commit(call, args.commit, Buffer.concat([session.content, call.body]));
  if (done instanceof Response) return done;
  call.world.sessions.delete(args.cursor.session_id);
  return json(200, metadataOf(call.world, done));
}

export function download(call: Call, args: ArgsOf<'/files/download'>): Response {
  if (call.body.length > 0) return badArgument('files/download', 'the body must be empty');
  const found = find(call.world, args.path);
  if (typeof found === 'string') return refused(tagged('path', 'not_found'));
  if (found.bytes === null) return refused(tagged('path', 'not_file'));
  const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(call.request.headers.get('range') ?? '') ?? [];
  const end = last === '' ? found.bytes.length : Number(last) + 1;
  const piece = found.bytes.subarray(Number(first), end);
  return new Response(new Uint8Array(piece), {
    status: piece.length === found.bytes.length ? 200 : 206,
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(piece.length),
      'dropbox-api-result': asciiJson(metadataOf(call.world, found)),
    },
  });
}

const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[^\x20-\x7e]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`);

// remote.php/dav/uploads/{user}/{session}/{part}: parts of big files, joined by a MOVE of `.file`. v2 is strict, v1 lets more pass.
import { davError, empty, page } from './answers';
import { destinationOf, keep, refuseName, storedHeaders } from './files';
import { ACCOUNT } from './options';
import { answerPropfind } from './propfind';
import type { Path } from './tree';
import { header, isNamed, segmentsOf, type Call, type UploadSession } from './world';

const notFound = () => davError(404, 'NotFound', 'File not found: the upload session does not exist');
const bad = (message: string) => davError(400, 'BadRequest', message);

export function handleUploads(call: Call, rest: string): Response {
  const [folder, part, more] = segmentsOf(rest) ?? [];
  if (folder === undefined || more !== undefined) return bad('Bad path');
  if (call.world.options.chunking === 'none') return notFound();
  if (isNamed(call, 'chunk_expired')) call.world.sessions.delete(folder);
  const session = call.world.sessions.get(folder);
  if (part === undefined && call.method === 'MKCOL') return open(call, folder, session);
  if (!session) return notFound();
  session.lastUsedMs = call.world.now();
  if (part === undefined) return onSession(call, folder, session);
  if (call.method === 'PUT') return putPart(call, session, part);
  if (call.method === 'MOVE' && part === '.file') return join(call, folder, session);
  return davError(405, 'MethodNotAllowed', 'Parts can only be written');
}

function open(call: Call, folder: string, session: UploadSession | undefined): Response {
  if (session) return davError(405, 'MethodNotAllowed', 'The resource you tried to create already exists');
  const destination = header(call, 'destination');
  if (call.world.options.chunking === 'v2' && !destinationOf(call))
    return bad('Destination header is missing or leads elsewhere');
  call.world.sessions.set(folder, { destination, lastUsedMs: call.world.now(), isJoining: false, parts: new Map() });
  return empty(201);
}

function onSession(call: Call, folder: string, session: UploadSession): Response {
  if (call.method === 'DELETE') {
    call.world.sessions.delete(folder);
    return empty(204);
  }
  if (call.method !== 'PROPFIND') return davError(405, 'MethodNotAllowed', 'Not for an upload session');
  const root = `${call.world.options.subPath}/remote.php/dav/uploads/${encodeURIComponent(ACCOUNT.userId)}/${folder}/`;
  const self = { href: root, node: { type: 'folder', id: 1, etag: folder, children: new Map() } } as const;
  const children = () => [
    { href: `${root}.file`, node: fileNode(Buffer.alloc(0)) },
    ...[...session.parts].map(([name, bytes]) => ({ href: root + name, node: fileNode(bytes) })),
  ];
  return answerPropfind(call, self, children, { used: 0, free: -3 });
}

function fileNode(bytes: Buffer) {
  return {
    type: 'file',
    id: 1,
    etag: 'part',
    bytes,
    modifiedMs: 0,
    mediaType: 'application/octet-stream',
    checksum: null,
  } as const;
}

function putPart(call: Call, session: UploadSession, name: string): Response {
  const { world, body } = call;
  const isStrict = world.options.chunking === 'v2';
  if (session.isJoining)
    return davError(423, 'OCA\\DAV\\Connector\\Sabre\\Exception\\FileLocked', 'The upload is being assembled');
  if (isStrict && (!/^\d+$/.test(name) || Number(name) < 1 || Number(name) > 10_000))
    return bad('Invalid chunk name, must be numeric between 1 and 10000');
  if (isStrict && header(call, 'destination') !== session.destination)
    return bad('Destination header is missing or has changed');
  const total = header(call, 'oc-total-length');
  if (total !== null && Number(total) > world.freeBytes())
    return davError(507, 'InsufficientStorage', 'Insufficient space');
  const isNew = !session.parts.has(name);
  session.parts.set(name, Buffer.from(body));
  return empty(isNew ? 201 : 204, { etag: '"part"' });
}

function join(call: Call, folder: string, session: UploadSession): Response {
  const { world } = call;
  if (session.isJoining)
    return davError(423, 'OCA\\DAV\\Connector\\Sabre\\Exception\\FileLocked', 'The file is locked');
  const to = destinationOf(call);
  if (!to || to.length === 0) return bad('Destination header is missing or leads elsewhere');
  if (world.options.chunking === 'v2' && header(call, 'destination') !== session.destination)
    return bad('Destination has changed');
  const there = world.tree.at(to);
  if (there && header(call, 'overwrite') === 'F')
    return davError(412, 'PreconditionFailed', 'The destination node already exists');
  const refused = refuseName(to);
  if (refused) return refused;
  if (!world.tree.folderAt(to.slice(0, -1))) return davError(409, 'Conflict', 'The destination node is not found');
  if (!world.mayWrite(to)) return davError(403, 'Forbidden', 'No permission');
  const bytes = Buffer.concat(
    [...session.parts].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })).map(([, part]) => part),
  );
  const told = header(call, 'oc-total-length');
  if (told !== null && Number(told) !== bytes.length)
    return bad(`Chunks on server do not sum up to ${told} but to ${String(bytes.length)} bytes`);
  if (bytes.length > world.freeBytes()) return davError(507, 'InsufficientStorage', 'Insufficient space');
  if (isNamed(call, 'move_504_and_nothing')) return page(504, '504 Gateway Time-out');
  if (isNamed(call, 'move_504_then_423')) {
    session.isJoining = true;
    world.later(20_000, () => {
      finish(call, folder, to, bytes);
    });
    return page(504, '504 Gateway Time-out');
  }
  const file = finish(call, folder, to, bytes);
  return empty(there ? 204 : 201, storedHeaders(file));
}

function finish(call: Call, folder: string, to: Path, bytes: Buffer) {
  call.world.sessions.delete(folder);
  return keep(call, to, bytes);
}

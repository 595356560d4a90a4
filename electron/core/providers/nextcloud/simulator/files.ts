// remote.php/dav/files/{user}: the account's files.
import { createHash } from 'node:crypto';
import { davError, empty } from './answers';
import { ACCOUNT, FORBIDDEN } from './options';
import { answerPropfind, type Listed } from './propfind';
import type { FileNode, Path, TreeNode } from './tree';
import { header, isNamed, segmentsOf, type Call } from './world';

const notFound = () => davError(404, 'NotFound', 'File could not be located');
const forbidden = () => davError(403, 'Forbidden', 'No permission');
const noParent = () => davError(409, 'Conflict', 'Files cannot be created in non-existent collections');

export function handleFiles(call: Call, rest: string): Response {
  const path = segmentsOf(rest);
  if (!path) return davError(400, 'BadRequest', 'Bad path');
  switch (call.method) {
    case 'PROPFIND':
      return propfind(call, path);
    case 'MKCOL':
      return mkcol(call, path);
    case 'PUT':
      return put(call, path);
    case 'GET':
    case 'HEAD':
      return get(call, path);
    case 'DELETE':
      return remove(call, path);
    case 'MOVE':
      return move(call, path);
    case 'PATCH':
      return patch(call, path);
    default:
      return davError(501, 'NotImplemented', 'There was no handler found for this method');
  }
}

function hrefOf(call: Call, path: Path, node: TreeNode): string {
  const root = `${call.world.options.subPath}/remote.php/dav/files/${encodeURIComponent(ACCOUNT.userId)}`;
  return `${root}${path.map((it) => `/${encodeURIComponent(it)}`).join('')}${node.type === 'folder' ? '/' : ''}`;
}

function propfind(call: Call, path: Path): Response {
  const { tree } = call.world;
  const node = tree.at(path);
  if (!node) return notFound();
  const listed = (where: Path, it: TreeNode): Listed => ({
    href: hrefOf(call, where, it),
    node: it,
    permissions: call.world.mayWrite(where) ? (it.type === 'folder' ? 'RGDNVCK' : 'RGDNVW') : 'RG',
  });
  const children = () =>
    node.type === 'folder' ? [...node.children].map(([name, child]) => listed([...path, name], child)) : [];
  return answerPropfind(call, listed(path, node), children, { used: tree.usedBytes(), free: call.world.freeBytes() });
}

function mkcol(call: Call, path: Path): Response {
  const { world } = call;
  if (world.tree.at(path)) return davError(405, 'MethodNotAllowed', 'The resource you tried to create already exists');
  if (!world.tree.folderAt(path.slice(0, -1))) return davError(409, 'Conflict', 'Parent node does not exist');
  const refused = refuseName(path);
  if (refused) return refused;
  if (!world.mayWrite(path.slice(0, -1))) return forbidden();
  world.tree.makeFolder(path);
  return empty(201);
}

export function refuseName(path: Path): Response | null {
  const name = path.at(-1) ?? '';
  const lower = name.toLowerCase();
  const isBad =
    name === '' ||
    FORBIDDEN.characters.some((it) => name.includes(it)) ||
    FORBIDDEN.extensions.some((it) => lower.endsWith(it)) ||
    FORBIDDEN.names.some((it) => lower === it) ||
    Buffer.byteLength(name) > 250 ||
    name !== name.trim();
  return isBad
    ? davError(400, 'OCA\\DAV\\Connector\\Sabre\\Exception\\InvalidPath', 'The name is not a valid file name')
    : null;
}

/** If-Match and If-None-Match; null when the call may go on. */
export function precondition(call: Call, node: TreeNode | null): Response | null {
  const [none, match] = [header(call, 'if-none-match'), header(call, 'if-match')];
  const fails =
    (none === '*' && node) ||
    (match !== null && match !== '*' && match !== `"${node?.etag ?? ''}"`) ||
    (match === '*' && !node);
  if (!fails) return null;
  return davError(412, 'PreconditionFailed', 'A condition of the request was not met');
}

function put(call: Call, path: Path): Response {
  const { world, body } = call;
  const before = world.tree.at(path);
  if (before?.type === 'folder') return davError(409, 'Conflict', 'PUT is not allowed on non-files.');
  const failed = precondition(call, before) ?? refuseName(path);
  if (failed) return failed;
  if (!world.tree.folderAt(path.slice(0, -1))) return noParent();
  if (!world.mayWrite(path)) return forbidden();
  const told = header(call, 'content-length');
  if (told !== null && Number(told) !== body.length)
    return davError(400, 'BadRequest', `Expected filesize of ${told} bytes`);
  if (body.length > world.freeBytes()) return davError(507, 'InsufficientStorage', 'Insufficient space');
  const wanted = header(call, 'x-oc-mtime');
  if (wanted !== null && !/^\d+$/.test(wanted))
    return davError(400, 'BadRequest', 'X-OC-MTime header must be an integer');
  const file = keep(call, path, body);
  const hash = world.options.hashes && !isNamed(call, 'no_hash') ? header(call, 'x-hash') : null;
  return empty(before ? 204 : 201, {
    ...storedHeaders(file),
    ...(wanted === null ? {} : { 'x-oc-mtime': 'accepted' }),
    ...hashHeaders(hash, file.bytes),
  });
}

/** Stores the bytes, unless the script wants one of them wrong. */
export function keep(call: Call, path: Path, bytes: Buffer): FileNode {
  const kept = Buffer.from(bytes);
  if (isNamed(call, 'wrong_stored_byte') && kept.length > 0) kept[kept.length >> 1] = (kept[kept.length >> 1] ?? 0) ^ 1;
  const told = header(call, 'x-oc-mtime');
  const modifiedMs = told === null ? call.world.now() : Number(told) * 1000;
  return call.world.tree.write(path, kept, {
    modifiedMs,
    mediaType: header(call, 'content-type') ?? 'application/octet-stream',
  });
}

export function storedHeaders(file: FileNode): Record<string, string> {
  const etag = `"${file.etag}"`;
  return { etag, 'oc-etag': etag, 'oc-fileid': `${String(file.id).padStart(8, '0')}ocsim` };
}

function hashHeaders(wanted: string | null, bytes: Buffer): Record<string, string> {
  const names = wanted === 'all' ? ['md5', 'sha1', 'sha256'] : ['md5', 'sha1', 'sha256'].filter((it) => it === wanted);
  return Object.fromEntries(names.map((it) => [`x-hash-${it}`, createHash(it).update(bytes).digest('hex')]));
}

function get(call: Call, path: Path): Response {
  const node = call.world.tree.at(path);
  if (!node) return notFound();
  if (node.type === 'folder') return davError(405, 'MethodNotAllowed', 'GET is only implemented for files');
  const headers = {
    'content-type': node.mediaType,
    'last-modified': new Date(node.modifiedMs).toUTCString(),
    ...storedHeaders(node),
    ...(node.checksum === null ? {} : { 'oc-checksum': node.checksum }),
  };
  const range = /^bytes=(\d+)-(\d*)$/.exec(header(call, 'range') ?? '');
  if (call.method === 'HEAD') return empty(200, { ...headers, 'content-length': String(node.bytes.length) });
  if (!range) return new Response(new Uint8Array(node.bytes), { status: 200, headers });
  const [start, last] = [
    Number(range[1]),
    range[2] === '' ? node.bytes.length - 1 : Math.min(Number(range[2]), node.bytes.length - 1),
  ];
  if (start > last) return davError(416, 'RequestedRangeNotSatisfiable', 'The start is beyond the end');
  const contentRange = `bytes ${String(start)}-${String(last)}/${String(node.bytes.length)}`;
  return new Response(new Uint8Array(node.bytes.subarray(start, last + 1)), {
    status: 206,
    headers: { ...headers, 'content-range': contentRange },
  });
}

function remove(call: Call, path: Path): Response {
  const node = call.world.tree.at(path);
  if (!node) return notFound();
  if (path.length === 0 || !call.world.mayWrite(path)) return forbidden();
  const failed = precondition(call, node);
  if (failed) return failed;
  call.world.tree.remove(path);
  return empty(204);
}

/** The path below the account that a Destination names; null when it leads out of it. */
export function destinationOf(call: Call): Path | null {
  const told = header(call, 'destination');
  if (told === null || !URL.canParse(told, call.world.base)) return null;
  const url = new URL(told, call.world.base);
  const root = `${call.world.options.subPath}/remote.php/dav/files/${encodeURIComponent(ACCOUNT.userId)}/`;
  if (url.host !== new URL(call.request.url).host || !url.pathname.startsWith(root)) return null;
  return segmentsOf(url.pathname.slice(root.length));
}

function move(call: Call, path: Path): Response {
  const { tree } = call.world;
  const node = tree.at(path);
  if (!node) return notFound();
  const to = destinationOf(call);
  if (!to || to.length === 0)
    return davError(400, 'BadRequest', 'The destination header was not supplied or leads elsewhere');
  const there = tree.at(to);
  if (there && header(call, 'overwrite') === 'F')
    return davError(412, 'PreconditionFailed', 'The destination node already exists');
  const failed = refuseName(to);
  if (failed) return failed;
  if (!tree.folderAt(to.slice(0, -1))) return davError(409, 'Conflict', 'The destination node is not found');
  if (!call.world.mayWrite(to)) return forbidden();
  tree.move(path, to);
  return empty(there ? 204 : 201);
}

function patch(call: Call, path: Path): Response {
  const node = call.world.tree.at(path);
  const wanted = (header(call, 'x-recalculate-hash') ?? '').toLowerCase();
  if (!call.world.options.hashes || !['md5', 'sha1', 'sha256'].includes(wanted))
    return davError(
      501,
      'NotImplemented',
      'There was no plugin in the system that was willing to handle this PATCH method',
    );
  if (node?.type !== 'file') return notFound();
  node.checksum = `${wanted.toUpperCase()}:${createHash(wanted).update(node.bytes).digest('hex')}`;
  return empty(204, { 'oc-checksum': node.checksum });
}

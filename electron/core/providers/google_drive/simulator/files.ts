// Calls about files without their content, and reading it.
import type { Item } from '../../sdk/cloud/simulator/items';
import { badRequest, fieldsOfList, fileOf, FOLDER, json, notFound, picked, refusal } from './answers';
import { metadataIn, type Metadata } from './metadata';
import { DEMO } from './options';
import { testOf } from './query';
import { isNamed, seen, type Call } from './world';

export function about(call: Call): Response {
  const fields = call.query.get('fields');
  if (fields === null) return refusal(400, 'required', "The 'fields' parameter is required for this method.");
  const { limitBytes } = call.world.options;
  const usage = String(call.world.items.usedBytes());
  const storageQuota = { usage, ...(limitBytes === null ? {} : { limit: String(limitBytes) }) };
  const user = { kind: 'drive#user', displayName: 'Zielona Kuźnia', emailAddress: DEMO.email, permissionId: '0123' };
  return json(200, picked({ kind: 'drive#about', user, storageQuota, maxUploadSize: '5242880000000' }, fields));
}

export function generateIds({ world, query }: Call): Response {
  const count = Number(query.get('count') ?? '10');
  if (!Number.isInteger(count) || count < 1 || count > 1000) return badRequest('Invalid value for count');
  const ids = Array.from({ length: count }, () => world.items.newId('1Drive'));
  for (const id of ids) world.givenIds.add(id);
  return json(200, { kind: 'drive#generatedIds', space: 'drive', ids });
}

export function list(call: Call): Response {
  const { world, query } = call;
  const size = Number(query.get('pageSize') ?? '100');
  if (!Number.isInteger(size) || size < 1 || size > 1000) return badRequest('Invalid value for pageSize');
  let test: (item: Item) => boolean;
  try {
    test = testOf(query.get('q') ?? 'trashed = false or trashed = true');
  } catch {
    return refusal(400, 'invalid', 'Invalid Value');
  }
  const all = [...world.items.all()].filter((item) => call.seesAll || item.isForeign !== true).filter(test);
  const found = isNamed(call, 'search_lags') ? [] : all;
  const start = Number(query.get('pageToken') ?? '0');
  const fields = query.get('fields');
  const next = start + size < found.length ? String(start + size) : undefined;
  return json(200, {
    files: found.slice(start, start + size).map((item) => picked(fileOf(item, call.world), fieldsOfList(fields))),
    ...(next !== undefined && (fields === null || fields.includes('nextPageToken')) ? { nextPageToken: next } : {}),
  });
}

export function get(call: Call, id: string): Response {
  const root = { id: 'root', name: 'My Drive', mimeType: FOLDER, capabilities: { canAddChildren: true } };
  if (id === 'root') return json(200, picked(root, call.query.get('fields')));
  const item = seen(call, id);
  if (!item) return notFound(id);
  if (call.query.get('alt') === 'media') return content(call, item);
  return json(200, picked(fileOf(item, call.world), call.query.get('fields')));
}

function content({ request }: Call, item: Item): Response {
  if (item.bytes === null)
    return refusal(403, 'fileNotDownloadable', 'Only files with binary content can be downloaded.');
  const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '') ?? [];
  const piece = item.bytes.subarray(Number(first), last === '' ? item.bytes.length : Number(last) + 1);
  return new Response(new Uint8Array(piece), {
    status: piece.length === item.bytes.length ? 200 : 206,
    headers: { 'content-type': item.mediaType, 'content-length': String(piece.length) },
  });
}

/** Why a new item is refused; null: nothing is wrong with it. */
export function problemOfNew(call: Call, metadata: Metadata): Response | null {
  const { world } = call;
  const { id, name, parents = ['root'] } = metadata;
  if (id !== undefined && world.items.get(id))
    return refusal(409, 'fileIdInUse', 'A file already exists with the provided ID.');
  if (id !== undefined && !world.givenIds.has(id))
    return refusal(400, 'invalid', 'The provided file ID is not usable.');
  if (name === undefined) return badRequest('A name is required here');
  const [parent = 'root'] = parents;
  const folder = parent === 'root' ? null : seen(call, parent);
  if (parent !== 'root' && !folder) return notFound(parent);
  if (folder && folder.bytes !== null) return refusal(403, 'parentNotAFolder', 'The specified parent is not a folder.');
  if (folder && call.world.options.readOnly.includes(folder.name))
    return refusal(403, 'insufficientFilePermissions', 'The user does not have sufficient permissions for this file.');
  return null;
}

/** Folders only: files come with their content. */
export function create(call: Call): Response {
  const metadata = metadataIn(call.body.toString('utf8'));
  if (!metadata) return badRequest('Parse Error');
  if (metadata.mimeType !== FOLDER) return badRequest('The simulator makes files with their content only');
  const problem = problemOfNew(call, metadata);
  if (problem) return problem;
  const { items, options } = call.world;
  const [parent = 'root'] = metadata.parents ?? [];
  const id = metadata.id ?? items.newId('1Folder');
  const item = items.make({
    id,
    parent,
    name: metadata.name ?? '',
    bytes: null,
    modifiedMs: options.now(),
    mediaType: FOLDER,
  });
  return json(200, picked(fileOf(item, call.world), call.query.get('fields')));
}

export function update(call: Call, id: string): Response {
  const item = seen(call, id);
  const metadata = metadataIn(call.body.toString('utf8'));
  if (!item) return notFound(id);
  if (!metadata) return badRequest('Parse Error');
  if (metadata.trashed !== undefined) item.isTrashed = metadata.trashed;
  if (metadata.name !== undefined) item.name = metadata.name;
  if (metadata.modifiedTime !== undefined) item.modifiedMs = Date.parse(metadata.modifiedTime);
  return json(200, picked(fileOf(item, call.world), call.query.get('fields')));
}

export function remove(call: Call, id: string): Response {
  const item = seen(call, id);
  if (!item) return notFound(id);
  call.world.items.remove(id);
  return new Response(null, { status: 204 });
}

// How Microsoft Graph puts its answers: items, and refusals with codes inside codes.
import type { Item } from '../../sdk/cloud/simulator/items';
import { quickXorOf } from './hash';
import { DEMO } from './options';
import type { World } from './world';

/** Where uploads and downloads lie: another host, which needs no sign-in. */
export const CONTENT_HOST = 'my.microsoftpersonalcontent.com';

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json', ...headers } });
}

export function refusal(status: number, code: string, inner?: string, headers: Record<string, string> = {}): Response {
  const innerError = {
    ...(inner === undefined ? {} : { code: inner }),
    'request-id': '0',
    date: '2026-11-02T08:00:00',
  };
  return json(status, { error: { code, message: `The simulated service says ${inner ?? code}`, innerError } }, headers);
}

export const notFound = (): Response => refusal(404, 'itemNotFound');

/** Hashing takes its time; what has not changed is not hashed again. */
const hashes = new WeakMap<Buffer, string>();
function hashOf(bytes: Buffer): string {
  const known = hashes.get(bytes) ?? quickXorOf(bytes);
  hashes.set(bytes, known);
  return known;
}

export const etagOf = ({ id, version }: Item): string => `"{${id}},${String(version)}"`;

function pathOfParent({ items }: World, { parent }: Item): string {
  const folder = items.get(parent);
  return `/drive/root:${folder ? encodeURI(items.pathOf(folder)) : ''}`;
}

export function itemOf(world: World, item: Item): Readonly<Record<string, unknown>> {
  const { id, name, bytes } = item;
  const at = new Date(item.modifiedMs).toISOString();
  const common = {
    id,
    name,
    eTag: etagOf(item),
    cTag: `"c:{${id}},${String(item.version)}"`,
    size: bytes?.length ?? 0,
    createdDateTime: at,
    lastModifiedDateTime: at,
    fileSystemInfo: { createdDateTime: at, lastModifiedDateTime: at },
    parentReference: { driveId: DEMO.driveId, driveType: 'business', id: item.parent, path: pathOfParent(world, item) },
  };
  if (bytes === null) return { ...common, folder: { childCount: world.items.children(id).length } };
  const waits = world.hashless.get(id) ?? 0;
  if (waits > 0) world.hashless.set(id, waits - 1);
  return {
    ...common,
    '@microsoft.graph.downloadUrl': `${world.options.baseUrl}/${CONTENT_HOST}/download/${id}`,
    file: { mimeType: item.mediaType, hashes: waits > 0 ? {} : { quickXorHash: hashOf(bytes) } },
  };
}

export function rootItem(world: World): Readonly<Record<string, unknown>> {
  return {
    id: world.items.root,
    name: 'root',
    size: world.items.usedBytes(),
    root: {},
    folder: { childCount: world.items.children(world.items.root).length },
    parentReference: { driveId: DEMO.driveId, driveType: 'business' },
  };
}

// How Google puts its answers, and the fields of a file, of which only those are told that were asked for.
import { createHash } from 'node:crypto';
import type { Item } from '../../sdk/cloud/simulator/items';
import type { World } from './world';

export const FOLDER = 'application/vnd.google-apps.folder';

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
  });
}

export function refusal(status: number, reason: string, message: string, domain = 'global'): Response {
  return json(status, { error: { code: status, message, errors: [{ domain, reason, message }] } });
}

export const badRequest = (message: string): Response => refusal(400, 'badRequest', message);
export const notFound = (id: string): Response => refusal(404, 'notFound', `File not found: ${id}.`);
export const full = (): Response =>
  refusal(403, 'storageQuotaExceeded', "The user's Drive storage quota has been exceeded.", 'usageLimits');

const hex = (name: string, bytes: Buffer): string => createHash(name).update(bytes).digest('hex');

export function fileOf(
  item: Item,
  { items, options: { readOnly } }: Pick<World, 'items' | 'options'>,
): Readonly<Record<string, unknown>> {
  const isFolder = item.bytes === null;
  return {
    kind: 'drive#file',
    id: item.id,
    name: item.name,
    mimeType: isFolder ? FOLDER : item.mediaType,
    parents: [item.parent],
    trashed: items.isInBin(item),
    createdTime: new Date(item.modifiedMs).toISOString(),
    modifiedTime: new Date(item.modifiedMs).toISOString(),
    version: String(item.version),
    capabilities: { canAddChildren: isFolder && !readOnly.includes(item.name) },
    ...(item.bytes === null
      ? {}
      : {
          size: String(item.bytes.length),
          md5Checksum: hex('md5', item.bytes),
          sha1Checksum: hex('sha1', item.bytes),
          sha256Checksum: hex('sha256', item.bytes),
          headRevisionId: `rev-${item.id}-${String(item.version)}`,
        }),
  };
}

const USUAL = 'kind,id,name,mimeType';

/** `id,name,capabilities(canAddChildren)`: what stands in brackets is asked of the inner value. */
export function picked(
  value: Readonly<Record<string, unknown>>,
  fields: string | null,
): Readonly<Record<string, unknown>> {
  const wanted = fields === null ? USUAL : fields;
  if (wanted === '*') return value;
  const found: Record<string, unknown> = {};
  for (const [, name = '', , inner] of wanted.matchAll(/([A-Za-z0-9]+)(\(([^)]*)\))?/g)) {
    const own = value[name];
    if (own !== undefined) found[name] = inner === undefined ? own : picked(own as Record<string, unknown>, inner);
  }
  return found;
}

/** The part of `fields` that speaks of each file of a list. */
export function fieldsOfList(fields: string | null): string | null {
  if (fields === null) return null;
  return /files\(((?:[^()]|\([^()]*\))*)\)/.exec(fields)?.[1] ?? null;
}

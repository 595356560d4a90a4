// Calls about items: reading, making folders, changing, deleting.
import { z } from 'zod';
import type { Addressed } from './address';
import { isBadName } from './address';
import { etagOf, itemOf, json, notFound, refusal, rootItem } from './answers';
import { DEMO } from './options';
import type { Call } from './world';

export function drive({ world }: Call): Response {
  const used = world.items.usedBytes();
  const { totalBytes } = world.options;
  return json(200, {
    id: DEMO.driveId,
    driveType: 'business',
    owner: { user: { displayName: 'Zielona Kuźnia', email: DEMO.email } },
    quota: { deleted: 0, remaining: world.freeBytes(), state: 'normal', total: totalBytes, used },
  });
}

export function get({ world }: Call, { item }: Addressed): Response {
  if (!item) return notFound();
  return json(200, item === 'root' ? rootItem(world) : itemOf(world, item));
}

export function children(call: Call, { item }: Addressed): Response {
  const { world, query } = call;
  if (!item) return notFound();
  if (item !== 'root' && item.bytes !== null) return refusal(400, 'invalidRequest');
  const size = Number(query.get('$top') ?? '200');
  if (!Number.isInteger(size) || size < 1 || size > 1000) return refusal(400, 'invalidRequest');
  const start = Number(query.get('$skiptoken') ?? '0');
  const all = world.items.children(item === 'root' ? world.items.root : item.id);
  const next = new URL(call.request.url);
  next.searchParams.set('$skiptoken', String(start + size));
  const path = next.pathname.slice(next.pathname.indexOf('/graph.microsoft.com/'));
  return json(200, {
    value: all.slice(start, start + size).map((each) => itemOf(world, each)),
    ...(start + size < all.length ? { '@odata.nextLink': `${world.options.baseUrl}${path}${next.search}` } : {}),
  });
}

const NewFolder = z.object({
  name: z.string().min(1),
  folder: z.object({}),
  '@microsoft.graph.conflictBehavior': z.enum(['fail', 'rename', 'replace']).default('fail'),
});

export function makeFolder(call: Call, { item }: Addressed): Response {
  const { world } = call;
  if (!item) return notFound();
  const asked = NewFolder.safeParse(jsonIn(call.body));
  if (!asked.success) return refusal(400, 'invalidRequest');
  const { name } = asked.data;
  if (isBadName(name)) return refusal(400, 'invalidRequest', 'nameContainsInvalidCharacters');
  const parent = item === 'root' ? world.items.root : item.id;
  if (world.items.named(parent, name).length > 0) return refusal(409, 'nameAlreadyExists');
  return json(201, itemOf(world, world.makeFolder(parent, name)));
}

const Change = z.object({
  name: z.string().optional(),
  fileSystemInfo: z.object({ lastModifiedDateTime: z.string().optional() }).optional(),
});

export function change(call: Call, { item }: Addressed): Response {
  if (!item || item === 'root') return notFound();
  const asked = Change.safeParse(jsonIn(call.body));
  if (!asked.success) return refusal(400, 'invalidRequest');
  const at = asked.data.fileSystemInfo?.lastModifiedDateTime;
  if (at !== undefined) item.modifiedMs = Date.parse(at);
  if (asked.data.name !== undefined) item.name = asked.data.name;
  return json(200, itemOf(call.world, item));
}

export function remove({ world, request }: Call, { item }: Addressed): Response {
  if (!item || item === 'root') return notFound();
  const match = request.headers.get('if-match');
  if (match !== null && match !== etagOf(item)) return refusal(412, 'resourceModified');
  world.items.remove(item.id);
  return new Response(null, { status: 204 });
}

export function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

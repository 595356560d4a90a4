// Calls with JSON in and out.
import type { Item } from '../../sdk/cloud/simulator/items';
import type { ArgsOf } from './args';
import { json, refused, tagged } from './answers';
import { contentHashOf } from './hash';
import { DEMO } from './options';
import type { World } from './world';

export const revOf = ({ id, version }: Item): string =>
  `01${id.replace(/\D/g, '').slice(-10).padStart(10, '0')}${String(version).padStart(4, '0')}`;

export function metadataOf(world: World, item: Item): Readonly<Record<string, unknown>> {
  const path = world.items.pathOf(item);
  const common = { name: item.name, id: item.id, path_lower: path.toLowerCase(), path_display: path };
  if (item.bytes === null)
    return world.mayWrite(path) ? common : { ...common, sharing_info: { read_only: true, no_access: false } };
  const at = `${new Date(item.modifiedMs).toISOString().slice(0, 19)}Z`;
  return {
    ...common,
    client_modified: at,
    server_modified: at,
    rev: revOf(item),
    size: item.bytes.length,
    is_downloadable: true,
    content_hash: contentHashOf(item.bytes),
  };
}

const withTag = (world: World, item: Item) => ({
  '.tag': item.bytes === null ? 'folder' : 'file',
  ...metadataOf(world, item),
});

export const segmentsOf = (path: string): readonly string[] => path.split('/').filter((it) => it !== '');

/** By path or by `id:…`. */
export function find(world: World, path: string): Item | 'root' | 'missing' | 'ancestor' {
  if (path.startsWith('id:')) return world.items.get(path) ?? 'missing';
  return path === '' ? 'root' : world.items.at(segmentsOf(path));
}

/** A path is empty or begins with a slash and ends in none. */
export const isMalformed = (path: string): boolean =>
  path !== '' && !path.startsWith('id:') && (!path.startsWith('/') || path.endsWith('/') || path.includes('//'));

export const isBadName = (name: string): boolean =>
  name === '' || name.length > 255 || /[/\\]/.test(name) || name !== name.trimEnd() || /^\.dropbox/i.test(name);

export function account(): Response {
  return json(200, {
    account_id: DEMO.accountId,
    name: { display_name: 'Zielona Kuźnia' },
    email: DEMO.email,
    email_verified: true,
    disabled: false,
    country: 'PL',
    locale: 'pl',
    is_paired: false,
    account_type: { '.tag': 'business' },
    root_info: { '.tag': 'user', root_namespace_id: '1', home_namespace_id: '1' },
  });
}

export function space(world: World): Response {
  const allocation = { '.tag': 'individual', allocated: world.options.allocatedBytes };
  return json(200, { used: world.items.usedBytes(), allocation });
}

export function createFolder(world: World, { path }: ArgsOf<'/files/create_folder_v2'>): Response {
  if (path === '' || isMalformed(path)) return refused(tagged('path', 'malformed_path'));
  const segments = segmentsOf(path);
  if (segments.some(isBadName)) return refused(tagged('path', 'disallowed_name'));
  const there = world.items.at(segments);
  if (there === 'ancestor') return refused(tagged('path', 'conflict', 'file_ancestor'));
  if (typeof there === 'object') return refused(tagged('path', 'conflict', there.bytes === null ? 'folder' : 'file'));
  if (!world.mayWrite(path)) return refused(tagged('path', 'no_write_permission'));
  return json(200, { metadata: metadataOf(world, makeFolders(world, segments)) });
}

/** The deepest of the folders, made where they are missing. */
export function makeFolders(world: World, segments: readonly string[]): Item {
  const { items } = world;
  let made: Item | null = null;
  for (const name of segments) {
    const parent: string = made?.id ?? items.root;
    const plain = { id: items.newId('id:AAAAAAAAA'), parent, name, bytes: null, modifiedMs: 0, mediaType: '' };
    made = items.named(parent, name)[0] ?? items.make(plain);
  }
  if (!made) throw new Error('no folder was named');
  return made;
}

export function getMetadata(world: World, { path }: ArgsOf<'/files/get_metadata'>): Response {
  if (path === '' || isMalformed(path)) return refused(tagged('path', 'malformed_path'));
  const found = find(world, path);
  return typeof found === 'object' ? json(200, withTag(world, found)) : refused(tagged('path', 'not_found'));
}

export function listFolder(world: World, args: ArgsOf<'/files/list_folder'>): Response {
  const { path, limit = 500, recursive } = args;
  if (isMalformed(path)) return refused(tagged('path', 'malformed_path'));
  const found = find(world, path);
  if (typeof found === 'string' && found !== 'root') return refused(tagged('path', 'not_found'));
  if (typeof found === 'object' && found.bytes !== null) return refused(tagged('path', 'not_folder'));
  const parent = typeof found === 'object' ? found.id : world.items.root;
  const below = (id: string): readonly Item[] =>
    world.items.children(id).flatMap((item) => [item, ...(recursive ? below(item.id) : [])]);
  return page(
    world,
    below(parent).map((item) => withTag(world, item)),
    limit,
  );
}

function page(world: World, entries: readonly unknown[], limit: number): Response {
  const cursor = world.items.newId('cursor');
  const rest = entries.slice(limit);
  world.cursors.set(cursor, rest);
  return json(200, { entries: entries.slice(0, limit), cursor, has_more: rest.length > 0 });
}

export function listOn(world: World, { cursor }: ArgsOf<'/files/list_folder/continue'>): Response {
  const rest = world.cursors.get(cursor);
  if (!rest) return refused(tagged('reset'));
  world.cursors.delete(cursor);
  return page(world, rest, 500);
}

export function remove(world: World, { path, parent_rev }: ArgsOf<'/files/delete_v2'>): Response {
  const found = find(world, path);
  if (typeof found === 'string') return refused(tagged('path_lookup', 'not_found'));
  if (!world.mayWrite(world.items.pathOf(found))) return refused(tagged('path_write', 'no_write_permission'));
  if (parent_rev !== undefined && (found.bytes === null || parent_rev !== revOf(found)))
    return refused(tagged('path_write', 'conflict', found.bytes === null ? 'folder' : 'file'));
  const metadata = withTag(world, found);
  world.items.remove(found.id);
  return json(200, { metadata });
}

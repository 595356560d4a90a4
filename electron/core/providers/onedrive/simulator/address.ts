// What an address of Graph names: an item by its id, or by a path below one, and what is to be done with it.
import type { Item } from '../../sdk/cloud/simulator/items';
import type { World } from './world';

export interface Addressed {
  /** The item itself; `root` for the start; null when it is not there. */
  readonly item: Item | 'root' | null;
  /** Of an item that may be made: its folder, null when that is not there. */
  readonly parent: string | null;
  readonly name: string;
  /** `content`, `children`, `createUploadSession`; empty for the item itself. */
  readonly action: string;
}

/** Null: no such address. `path` begins behind the drive. */
export function addressed(world: World, path: string): Addressed | null {
  const found = /^\/(root|special\/approot|items\/([^/:]+))(?::\/(.*?)(?::(?:\/(\w+))?)?|\/(\w+))?$/.exec(path);
  if (!found) return null;
  const [, start = '', id, below, actionBelow, action] = found;
  const from = startOf(world, start, id === undefined ? undefined : decodeURIComponent(id));
  if (below === undefined)
    return { item: from, parent: from && from !== 'root' ? from.parent : null, name: '', action: action ?? '' };
  const segments = below.split('/').map((it) => decodeURIComponent(it));
  if (segments.some((name) => name === '' || name === '.' || name === '..')) return null;
  return { ...walk(world, from, segments), action: actionBelow ?? '' };
}

function startOf(world: World, start: string, id: string | undefined): Item | 'root' | null {
  if (start === 'root' || id === world.items.root) return 'root';
  if (start === 'special/approot') return world.appFolder();
  return world.items.get(id ?? '');
}

function walk(world: World, from: Item | 'root' | null, segments: readonly string[]): Omit<Addressed, 'action'> {
  let here = from;
  for (const name of segments.slice(0, -1)) here = here && childNamed(world, here, name);
  const name = segments.at(-1) ?? '';
  const isFolder = here === 'root' || here?.bytes === null;
  const parent = here === 'root' ? world.items.root : isFolder && here ? here.id : null;
  return { item: here && childNamed(world, here, name), parent, name };
}

const childNamed = (world: World, folder: Item | 'root', name: string): Item | null =>
  world.items.named(folder === 'root' ? world.items.root : folder.id, name)[0] ?? null;

export const isBadName = (name: string): boolean =>
  /["*:<>?/\\|]/.test(name) || name !== name.trim() || name.endsWith('.') || name.startsWith('~') || name.length > 255;

// What a job knows of the folders it works in, so that a thousand files cost one look and not a thousand.
import { isFailure } from '../../../../shared/errors';
import type { Clock } from '../../ports';
import type { ProviderHttp } from '../sdk/http';
import { escapePath } from './address';
import { list, stat, type DavEntry } from './dav';
import { ensureFolder } from './folders';
import type { Server } from './server';

/** Others may write there too: what was seen counts for so long. A condition on every write guards the time in between. */
const FRESH_MS = 30_000;
/** From so many files on, one listing is less than a look at each. */
const LISTED_FROM = 4;

export interface FolderView {
  /** What lies there under this name. Asked again for the same name, it looks again. */
  entry(name: string): Promise<DavEntry | null>;
}

interface Known {
  readonly madeAtMs: number;
  readonly view: Promise<FolderView>;
}
/** One `http` is one job. */
const folders = new WeakMap<ProviderHttp, Map<string, Known>>();

/** Makes the folder when it is missing. */
export function openFolder(server: Server, segments: readonly string[], clock: Clock): Promise<FolderView> {
  const views = folders.get(server.http) ?? new Map<string, Known>();
  folders.set(server.http, views);
  const key = escapePath(segments);
  const known = views.get(key);
  const now = clock.monotonic();
  if (known && now - known.madeAtMs < FRESH_MS) return known.view;
  const view = look(server, segments);
  views.set(key, { madeAtMs: now, view });
  view.catch(() => views.delete(key));
  return view;
}

async function look(server: Server, segments: readonly string[]): Promise<FolderView> {
  const url = `${server.files}${escapePath(segments)}`;
  // Its answer does not tell whether the folder is new: rclone's server says 201 to one that is there.
  await ensureFolder(server, segments);
  const asked = new Set<string>();
  let listing: Promise<ReadonlyMap<string, DavEntry> | null> | null = null;
  return {
    entry: async (name) => {
      const isFirst = !asked.has(name);
      asked.add(name);
      if (isFirst && asked.size >= LISTED_FROM) {
        listing ??= listed(server, url);
        const there = await listing;
        if (there) return there.get(name) ?? null;
      }
      return stat(server, `${url}${escapePath([name])}`);
    },
  };
}

/** Null when there is too much to list. */
async function listed(server: Server, url: string): Promise<ReadonlyMap<string, DavEntry> | null> {
  try {
    const entries = (await list(server, url)) ?? [];
    return new Map(entries.flatMap((entry) => (entry.name === null ? [] : [[entry.name, entry]])));
  } catch (error) {
    if (isFailure(error) && error.spec.key === 'net.too_large') return null;
    throw error;
  }
}

// What a job knows of the folders it works in, so that a thousand files cost one look and not a thousand.
import { isFailure } from '../../../../shared/errors';
import type { Clock } from '../../ports';
import type { ProviderHttp } from './http';

/** Others may write there too: what was seen counts for so long. A condition on every write guards the time in between. */
const FRESH_MS = 30_000;
/** From so many files on, one listing is less than a look at each. */
const LISTED_FROM = 4;

export interface FolderView<E> {
  /** What lies there under this name. Asked again for the same name, it looks again. */
  entry(name: string): Promise<E | null>;
}

/** How a destination looks into a folder. */
export interface FolderEyes<E> {
  readonly one: (name: string) => Promise<E | null>;
  /** Null, or the failure `net.too_large`, when there is too much to list. */
  readonly all: () => Promise<ReadonlyMap<string, E> | null>;
}

interface Known {
  readonly madeAtMs: number;
  readonly view: Promise<FolderView<unknown>>;
}
/** One `http` is one job. */
const folders = new WeakMap<ProviderHttp, Map<string, Known>>();

/** `prepare` makes the folder when it is missing. What one `http` sees under one key is always of the same kind. */
export function openFolder<E>(
  at: { readonly http: ProviderHttp; readonly key: string; readonly clock: Clock },
  eyes: FolderEyes<E>,
  prepare: () => Promise<void> = () => Promise.resolve(),
): Promise<FolderView<E>> {
  const views = folders.get(at.http) ?? new Map<string, Known>();
  folders.set(at.http, views);
  const known = views.get(at.key);
  const now = at.clock.monotonic();
  if (known && now - known.madeAtMs < FRESH_MS) return known.view as Promise<FolderView<E>>;
  const view = prepare().then(() => viewOf(eyes));
  views.set(at.key, { madeAtMs: now, view });
  view.catch(() => views.delete(at.key));
  return view;
}

function viewOf<E>(eyes: FolderEyes<E>): FolderView<E> {
  const asked = new Set<string>();
  let listing: Promise<ReadonlyMap<string, E> | null> | null = null;
  return {
    entry: async (name) => {
      const isFirst = !asked.has(name);
      asked.add(name);
      if (isFirst && asked.size >= LISTED_FROM) {
        listing ??= listed(eyes);
        const there = await listing;
        if (there) return there.get(name) ?? null;
      }
      return eyes.one(name);
    },
  };
}

async function listed<E>(eyes: FolderEyes<E>): Promise<ReadonlyMap<string, E> | null> {
  try {
    return await eyes.all();
  } catch (error) {
    if (isFailure(error) && error.spec.key === 'net.too_large') return null;
    throw error;
  }
}

// Folders on the way to a file: found, or made one by one, and looked into once for many files.
import { openFolder, type FolderView } from '../folderView';
import type { Cloud, CloudKind, Entry, EntryPage, Place } from './cloud';
import type { Job } from './job';

/** The deepest folder of a path that is there. */
export async function deepestPlace(cloud: Cloud, segments: readonly string[]): Promise<Place> {
  let place = await cloud.root();
  for (const name of segments) {
    const next = await cloud.folder(place, name);
    if (!next) return place;
    place = next;
  }
  return place;
}

async function madePlace(cloud: Cloud, segments: readonly string[]): Promise<Place> {
  let place = await deepestPlace(cloud, segments);
  for (const name of segments.slice(place.segments.length)) place = await cloud.makeFolder(place, name);
  return place;
}

export interface Looked {
  readonly place: Place;
  readonly view: FolderView<readonly Entry[]>;
}

/** Makes the folder when it is missing; several files at once share the look. */
export async function lookInto({ ctx, kind, cloud, folders }: Job): Promise<Looked> {
  const place = await sharedPlace(ctx.http, folders.join('/'), () => madePlace(cloud, folders));
  const eyes = {
    one: (name: string) => nonEmpty(cloud.entries(place, name, null)),
    all: async () => {
      const entries = await listAll(cloud, place);
      return entries && byKey(kind, entries);
    },
  };
  const view = await openFolder({ http: ctx.http, key: place.id, clock: ctx.clock }, eyes);
  return { place, view: { entry: (name) => view.entry(kind.keyOf(name)) } };
}

/** More than this, and each file is looked at by itself. */
const MOST_LISTED = 10_000;

async function listAll(cloud: Cloud, place: Place): Promise<readonly Entry[] | null> {
  const found: Entry[] = [];
  let from: string | null = null;
  do {
    const page: EntryPage = await cloud.page(place, from);
    found.push(...page.entries);
    from = page.next;
  } while (from !== null && found.length < MOST_LISTED);
  return from === null ? found : null;
}

async function nonEmpty(entries: Promise<readonly Entry[]>): Promise<readonly Entry[] | null> {
  const found = await entries;
  return found.length > 0 ? found : null;
}

function byKey({ keyOf }: CloudKind, entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, readonly Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry.name);
    found.set(key, [...(found.get(key) ?? []), entry]);
  }
  return found;
}

/** One `http` is one job: two of its files must not make the same folder twice where names need not be unique. */
const places = new WeakMap<object, Map<string, Promise<Place>>>();

function sharedPlace(http: object, key: string, make: () => Promise<Place>): Promise<Place> {
  const known = places.get(http) ?? new Map<string, Promise<Place>>();
  places.set(http, known);
  const there = known.get(key);
  if (there) return there;
  const place = make();
  known.set(key, place);
  place.catch(() => known.delete(key));
  return place;
}

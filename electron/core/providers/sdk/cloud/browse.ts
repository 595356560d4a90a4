// What lies in a folder of a cloud, and one of its files brought back: compared by the hash that the service tells of it.
import type { ProviderContext } from '../context';
import type { Fetched, FetchFile, FetchOrder, ListFolder } from '../files';
import { segmentsOf } from '../paths';
import type { Cloud, CloudKind, Entry, Place } from './cloud';
import { deepestPlace } from './folders';
import { hashOf } from './job';

/** Null: it is not there. */
async function placeBelow(ctx: ProviderContext, cloud: Cloud, folders: readonly string[]): Promise<Place | null> {
  const base = segmentsOf(String(ctx.connection.settings['default_folder'] ?? ''));
  const segments = [...base, ...folders];
  const place = await deepestPlace(cloud, segments);
  return place.segments.length === segments.length ? place : null;
}

export const listAt =
  (kind: CloudKind): ListFolder =>
  async (ctx, { folders, from }) => {
    const cloud = kind.open(ctx);
    const place = await placeBelow(ctx, cloud, folders);
    if (!place) return null;
    const { entries, next } = await cloud.page(place, from);
    return {
      entries: entries.map(({ id, name, isFolder, bytes, modifiedAtMs }) => ({
        name,
        isFolder,
        bytes: Math.max(0, bytes),
        ...(modifiedAtMs === undefined || modifiedAtMs <= 0 ? {} : { modifiedAtMs }),
        ...(isFolder || id === '' ? {} : { remoteId: id }),
      })),
      next,
    };
  };

export const fetchAt =
  (kind: CloudKind): FetchFile =>
  async (ctx, order) => {
    const cloud = kind.open(ctx);
    const place = await placeBelow(ctx, cloud, order.folders);
    const entry = place && (await fileIn(kind, cloud, place, order));
    if (!entry) return null;
    const onProgress = (bytes: number): void => {
      ctx.progress.progress(bytes, Math.max(bytes, entry.bytes), 'bytes');
    };
    const got = await cloud.readBack(entry, { toPath: order.toPath, onProgress });
    return got && judged(kind, entry, order.toPath, got);
  };

async function fileIn(kind: CloudKind, cloud: Cloud, place: Place, order: FetchOrder): Promise<Entry | null> {
  const found = (await cloud.entries(place, kind.keyOf(order.fileName), null)).filter(({ isFolder }) => !isFolder);
  return found.find(({ id }) => id === order.remoteId) ?? found[0] ?? null;
}

/** What was written is read again: the disk is part of the way. */
async function judged(
  kind: CloudKind,
  { hash, bytes: told }: Entry,
  path: string,
  got: { readonly bytes: number; readonly sha256: string },
): Promise<Fetched> {
  const { bytes } = got;
  const sha256 = Buffer.from(got.sha256, 'base64').toString('hex');
  if (hash === null) return { bytes, sha256, verdict: bytes === told ? 'unknown' : 'differs' };
  const own = await hashOf({ path, bytes, sha256 }, kind);
  return { bytes, sha256, verdict: own === hash ? 'same' : 'differs' };
}

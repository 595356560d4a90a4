// Compares again what a receipt promises. Where the service tells no SHA-256 there is no file here to hash as it does: it is read back.
// What is not where it was may have been moved: the service knows it by its id.
import type { CheckFile } from '../files';
import { segmentsOf } from '../paths';
import type { Cloud, CloudKind, Entry } from './cloud';
import { isSameReadBack } from './compare';
import { deepestPlace } from './folders';

export const checkAt =
  (kind: CloudKind): CheckFile =>
  async (ctx, expected) => {
    const cloud = kind.open(ctx);
    const isSame = async (entry: Entry): Promise<boolean> => {
      if (entry.isFolder || entry.bytes !== expected.bytes) return false;
      const told = entry.sha256;
      return told === undefined ? isSameReadBack(cloud, entry, expected) : told === expected.sha256;
    };
    const segments = segmentsOf(expected.path);
    const found = await entriesAt(cloud, kind, segments);
    for (const entry of found) if (await isSame(entry)) return 'same';
    const { remoteId = '' } = expected;
    // What the service itself wrote into as it arrived can only be known again by its id.
    const isRewritten = expected.verifiedBy === 'size' && kind.mayRewrite?.(segments.at(-1) ?? '') === true;
    if (isRewritten && found.some(({ id }) => id === remoteId)) return 'same';
    const there = remoteId === '' ? null : await cloud.find(remoteId);
    // Under its own path it was looked at already.
    const isElsewhere = there !== null && !found.some(({ id }) => id === there.entry.id);
    if (isElsewhere && (await isSame(there.entry))) return { movedTo: there.path };
    return found.length === 0 ? 'missing' : 'differs';
  };

async function entriesAt(cloud: Cloud, kind: CloudKind, segments: readonly string[]): Promise<readonly Entry[]> {
  const folders = segments.slice(0, -1);
  const place = await deepestPlace(cloud, folders);
  if (place.segments.length < folders.length) return [];
  return cloud.entries(place, kind.keyOf(segments.at(-1) ?? ''), null);
}

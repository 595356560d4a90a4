// Compares again what a receipt promises. Where the service tells no SHA-256 there is no file here to hash as it does: it is read back.
import type { CheckFile } from '../files';
import { segmentsOf } from '../paths';
import type { CloudKind } from './cloud';
import { isSameReadBack } from './compare';
import { deepestPlace } from './folders';

export const checkAt =
  (kind: CloudKind): CheckFile =>
  async (ctx, expected) => {
    const cloud = kind.open(ctx);
    const segments = segmentsOf(expected.path);
    const folders = segments.slice(0, -1);
    const place = await deepestPlace(cloud, folders);
    if (place.segments.length < folders.length) return 'missing';
    const found = await cloud.entries(place, kind.keyOf(segments.at(-1) ?? ''), null);
    if (found.length === 0) return 'missing';
    for (const entry of found) {
      if (entry.isFolder || entry.bytes !== expected.bytes) continue;
      const told = entry.sha256;
      if (told === undefined ? await isSameReadBack(cloud, entry, expected) : told === expected.sha256) return 'same';
    }
    return 'differs';
  };

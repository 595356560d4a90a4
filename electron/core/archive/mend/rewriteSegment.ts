// A segment written anew from what is sound in it and from originals that their source has given once more. Its links stay the bytes that
// they are, so that it is the same segment for the chain.
import { readFileSync } from 'node:fs';
import { SegmentReader } from '../recover/readSegment';
import { INDEX_ENTRY, SIDECAR_SUFFIX, type Sidecar } from '../segment/sidecar';
import { OWN_LIMITS } from '../zip/limits';
import { ZipReader } from '../zip/zipReader';
import { ZipWriter } from '../zip/zipWriter';
import { DEFLATED } from '../zip/zipFormat';

/** An original that can no longer be read; the link beside it says whose it was and which hash it had. */
export interface LostOriginal {
  readonly connectionId: string;
  readonly naturalKey: string;
  readonly entry: string;
  readonly sha256: string;
}

/** Null: its links cannot be read either, so that nobody knows what was in it. */
export function lostOriginals(path: string): readonly LostOriginal[] | null {
  let segment: SegmentReader;
  try {
    segment = new SegmentReader(path);
  } catch {
    return null;
  }
  try {
    const versions = segment.versions();
    while (versions.next().done !== true);
    if (segment.flaws > segment.lost.length) return null;
    return segment.lost.map(lostOriginal);
  } finally {
    segment.close();
  }
}

function lostOriginal({ connection, naturalKey, entry = '', sha256 = '' }: Sidecar): LostOriginal {
  return { connectionId: connection, naturalKey, entry, sha256 };
}

/** `originals`: files by the name of their entry. True: originals lie where they lay before. */
export function rewriteSegment(path: string, to: string, originals: ReadonlyMap<string, string>): boolean {
  const segment = new SegmentReader(path);
  const { at } = segment.index;
  segment.close();
  const zip = new ZipReader(path, OWN_LIMITS);
  const out = new ZipWriter(to, { at, hash: 'none' });
  let isSameLayout = true;
  try {
    for (const entry of zip.entries) {
      const { name, method, crc, bytes } = entry;
      const given = originals.get(name);
      const isLink = name === INDEX_ENTRY || name.endsWith(SIDECAR_SUFFIX);
      const add = (): number => {
        if (given !== undefined) return out.addDeflated(name, readFileSync(given));
        if (isLink || method !== DEFLATED) return out.addStored(name, Buffer.from(zip.read(entry)));
        return out.addPacked(name, { deflated: Buffer.from(zip.packed(entry)), crc, bytes });
      };
      if (add() !== entry.offset) isSameLayout = false;
    }
    out.finish();
    return isSameLayout;
  } finally {
    out.abandon();
    zip.close();
  }
}

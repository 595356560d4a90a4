// Reads a segment back: sidecars, originals, index; every hash and every link of the chain looked at. One broken original does not
// take the others with it: what is sound is given, what is not is counted.
import type { z } from 'zod';
import { OWN_LIMITS } from '../zip/limits';
import { ZipReader } from '../zip/zipReader';
import type { ZipEntry } from '../zip/directory';
import { INDEX_ENTRY, linkHash, SegmentIndex, Sidecar, SIDECAR_SUFFIX } from '../segment/sidecar';
import { sha256Hex } from '../sha256';

export interface ReadVersion {
  readonly sidecar: Sidecar;
  readonly offset: number | null;
  /** Null for a tombstone. Valid until the next one is read. */
  readonly original: Uint8Array | null;
}

export class SegmentReader {
  readonly index: SegmentIndex;
  /** Hash of the index: the link that the next segment or record follows. */
  readonly head: string;
  /** The link before the first entry, null when that cannot be read. */
  readonly previous: string | null;
  /** What could not be read or was not what its sidecar says; complete after all versions were read. */
  flaws = 0;
  /** Those among them whose link is sound: it says what is missing. */
  readonly lost: Sidecar[] = [];
  /** In file order, as its directory names them. */
  readonly zipEntries: readonly ZipEntry[];
  private readonly zip: ZipReader;
  private readonly sidecars: readonly Sidecar[];
  private readonly entries: ReadonlyMap<string, ZipEntry>;

  /** Throws when the segment was never completed: no readable directory or no index. */
  constructor(path: string) {
    this.zip = new ZipReader(path, OWN_LIMITS);
    try {
      this.zipEntries = this.zip.entries;
      this.entries = new Map(this.zip.entries.map((entry) => [entry.name, entry]));
      const { value, hash } = readLink(this.zip, this.entries.get(INDEX_ENTRY), SegmentIndex);
      this.index = value;
      this.head = hash;
      this.sidecars = this.readSidecars();
      this.previous = this.sidecars.length === 0 ? value.previous : (this.sidecars[0]?.previous ?? null);
    } catch (error) {
      this.zip.close();
      throw error;
    }
  }

  *versions(): Generator<ReadVersion> {
    for (const sidecar of this.sidecars) {
      const read = sidecar.entry === undefined ? { sidecar, offset: null, original: null } : this.readOriginal(sidecar);
      if (read === null) {
        this.flaws += 1;
        this.lost.push(sidecar);
      } else yield read;
    }
  }

  close(): void {
    this.zip.close();
  }

  private readSidecars(): readonly Sidecar[] {
    const sidecars: Sidecar[] = [];
    let head: string | null = null;
    for (const entry of this.zip.entries) {
      if (!entry.name.endsWith(SIDECAR_SUFFIX)) continue;
      try {
        const { value, hash } = readLink(this.zip, entry, Sidecar);
        if (head !== null && value.previous !== head) this.flaws += 1;
        head = hash;
        sidecars.push(value);
      } catch {
        this.flaws += 1;
      }
    }
    if (head !== null && this.index.previous !== head) this.flaws += 1;
    if (this.index.documents !== sidecars.length) this.flaws += 1;
    return sidecars;
  }

  private readOriginal(sidecar: Sidecar): ReadVersion | null {
    const entry = sidecar.entry === undefined ? undefined : this.entries.get(sidecar.entry);
    if (entry === undefined) return null;
    try {
      const original = this.zip.read(entry);
      const sha256 = sha256Hex(original);
      return sha256 === sidecar.sha256 ? { sidecar, offset: entry.offset, original } : null;
    } catch {
      return null;
    }
  }
}

/** Hash of a segment's last link alone. Throws when it has none that can be read. */
export function indexHash(path: string): string {
  const zip = new ZipReader(path, OWN_LIMITS);
  try {
    const entry = zip.entries.find(({ name }) => name === INDEX_ENTRY);
    return readLink(zip, entry, SegmentIndex).hash;
  } finally {
    zip.close();
  }
}

function readLink<T>(zip: ZipReader, entry: ZipEntry | undefined, schema: z.ZodType<T>): { value: T; hash: string } {
  if (entry === undefined) throw new Error('no segment index');
  const bytes = zip.read(entry);
  const value = schema.parse(JSON.parse(bytes.toString('utf8')));
  return { value, hash: linkHash(bytes) };
}

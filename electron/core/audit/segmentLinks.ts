// The links of one segment as they were written, byte for byte, each with the original that it stands for.
import { OWN_LIMITS } from '../archive/zip/limits';
import { ZipReader } from '../archive/zip/zipReader';
import type { ZipEntry } from '../archive/zip/directory';
import { INDEX_ENTRY, SegmentIndex, Sidecar, SIDECAR_SUFFIX } from '../archive/segment/sidecar';
import { sha256Hex } from '../archive/sha256';

export interface SegmentLink {
  /** Valid until the next one is asked for. */
  readonly text: Buffer;
  /** Null: the link that closes the segment. */
  readonly sidecar: Sidecar | null;
  /** Of the original in the segment; null for a tombstone. */
  readonly offset: number | null;
}

export class SegmentLinks {
  private readonly zip: ZipReader;
  private readonly entries: ReadonlyMap<string, ZipEntry>;

  /** Throws when it has no directory that can be read. */
  constructor(path: string) {
    this.zip = new ZipReader(path, OWN_LIMITS);
    this.entries = new Map(this.zip.entries.map((entry) => [entry.name, entry]));
  }

  /** Null for a link that can no longer be read. */
  *links(): Generator<SegmentLink | null> {
    for (const entry of this.zip.entries) {
      if (entry.name.endsWith(SIDECAR_SUFFIX)) yield this.sidecar(entry);
      else if (entry.name === INDEX_ENTRY) yield this.index(entry);
    }
  }

  /** Null when it is no longer what its sidecar says. */
  original({ entry: name = '', sha256 }: Sidecar): Buffer | null {
    const entry = this.entries.get(name);
    if (entry === undefined) return null;
    try {
      const bytes = this.zip.read(entry);
      return sha256Hex(bytes) === sha256 ? bytes : null;
    } catch {
      return null;
    }
  }

  close(): void {
    this.zip.close();
  }

  private sidecar(entry: ZipEntry): SegmentLink | null {
    try {
      // A view of the reader's own window, which reading the original moves.
      const text = Buffer.from(this.zip.read(entry));
      const sidecar = Sidecar.parse(JSON.parse(text.toString('utf8')));
      const original = sidecar.entry === undefined ? null : (this.entries.get(sidecar.entry)?.offset ?? null);
      return { text, sidecar, offset: original };
    } catch {
      return null;
    }
  }

  private index(entry: ZipEntry): SegmentLink | null {
    try {
      const text = Buffer.from(this.zip.read(entry));
      SegmentIndex.parse(JSON.parse(text.toString('utf8')));
      return { text, sidecar: null, offset: null };
    } catch {
      return null;
    }
  }
}

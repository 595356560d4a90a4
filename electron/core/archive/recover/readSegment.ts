// Reads a segment back: sidecars, originals, index; the chain and every hash checked. Null when it is not complete.
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { ZipReader } from '../zip/zipReader';
import type { ZipEntry } from '../zip/directory';
import { INDEX_ENTRY, linkHash, SegmentIndex, Sidecar, SIDECAR_SUFFIX } from '../segment/sidecar';

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
  /** The link before the first entry. */
  readonly previous: string;
  private readonly zip: ZipReader;
  private readonly sidecars: readonly Sidecar[];
  private readonly entries: ReadonlyMap<string, ZipEntry>;

  /** Throws when anything is missing, changed or out of the chain. */
  constructor(path: string) {
    this.zip = new ZipReader(path);
    try {
      this.entries = new Map(this.zip.entries.map((entry) => [entry.name, entry]));
      const chain = readChain(this.zip, this.entries);
      ({ index: this.index, head: this.head, previous: this.previous, sidecars: this.sidecars } = chain);
    } catch (error) {
      this.zip.close();
      throw error;
    }
  }

  *versions(): Generator<ReadVersion> {
    for (const sidecar of this.sidecars) {
      if (sidecar.entry === undefined) {
        yield { sidecar, offset: null, original: null };
        continue;
      }
      const entry = this.entries.get(sidecar.entry);
      if (entry === undefined) throw new Error(`no entry ${sidecar.entry}`);
      const original = this.zip.read(entry);
      const sha256 = createHash('sha256').update(original).digest('hex');
      if (sha256 !== sidecar.sha256) throw new Error(`changed entry ${sidecar.entry}`);
      yield { sidecar, offset: entry.offset, original };
    }
  }

  close(): void {
    this.zip.close();
  }
}

interface Chain {
  readonly index: SegmentIndex;
  readonly head: string;
  readonly previous: string;
  readonly sidecars: readonly Sidecar[];
}

function readChain(zip: ZipReader, entries: ReadonlyMap<string, ZipEntry>): Chain {
  const sidecars: Sidecar[] = [];
  let head: string | null = null;
  for (const entry of zip.entries) {
    if (!entry.name.endsWith(SIDECAR_SUFFIX)) continue;
    const { value, hash } = readLink(zip, entry, Sidecar);
    if (head !== null && value.previous !== head) throw new Error(`chain broken at ${entry.name}`);
    head = hash;
    sidecars.push(value);
  }
  const last = entries.get(INDEX_ENTRY);
  if (last === undefined) throw new Error('no segment index');
  const { value: index, hash } = readLink(zip, last, SegmentIndex);
  if (head !== null && index.previous !== head) throw new Error('chain broken at the index');
  if (index.documents !== sidecars.length) throw new Error('segment index counts other documents');
  return { index, head: hash, previous: sidecars[0]?.previous ?? index.previous, sidecars };
}

function readLink<T>(zip: ZipReader, entry: ZipEntry, schema: z.ZodType<T>): { value: T; hash: string } {
  const bytes = zip.read(entry);
  const value = schema.parse(JSON.parse(bytes.toString('utf8')));
  return { value, hash: linkHash(bytes) };
}

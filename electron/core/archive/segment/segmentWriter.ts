// Writes one segment: originals with their sidecars, closed by the index. Temp name first; `publish` makes it part of the archive.
import { join } from 'node:path';
import { makeFolder, moveInto, removeQuietly, syncFolder } from '../disk';
import { segmentName, TEMP_SUFFIX, type CompanyFolders } from '../folders';
import type { Reached } from '../writePoints';
import { ZipWriter, type PackedEntry } from '../zip/zipWriter';
import { entryName, INDEX_ENTRY, linkHash, SIDECAR_SUFFIX, type SegmentIndex, type Sidecar } from './sidecar';

export interface SegmentPlace {
  readonly seq: number;
  /** Hash of the last link before this segment. */
  readonly previous: string;
  readonly at: string;
}

export interface FinishedSegment {
  readonly seq: number;
  readonly name: string;
  readonly path: string;
  readonly documents: number;
  readonly bytes: number;
  readonly head: string;
}

export class SegmentWriter {
  readonly place: SegmentPlace;
  private readonly folders: CompanyFolders;
  private readonly zip: ZipWriter;
  private readonly temp: string;
  private head: string;
  private documents = 0;
  private originalBytes = 0;

  constructor(folders: CompanyFolders, place: SegmentPlace) {
    this.folders = folders;
    this.place = place;
    this.head = place.previous;
    makeFolder(folders.segments);
    this.temp = join(folders.segments, segmentName(place.seq) + TEMP_SUFFIX);
    this.zip = new ZipWriter(this.temp, { at: place.at, hash: 'none' });
  }

  get fileBytes(): number {
    return this.zip.bytes;
  }
  get count(): number {
    return this.documents;
  }

  /** Answers the offset of the original's entry, or null for a tombstone. */
  add(sidecar: Omit<Sidecar, 'v' | 'entry' | 'previous'>, original: PackedEntry | Uint8Array | null): number | null {
    const name = entryName(this.documents + 1, sidecar.fileName);
    const offset = original === null ? null : this.addOriginal(name, original);
    const entry = original === null ? {} : { entry: name };
    const full: Sidecar = { v: 1, ...sidecar, ...entry, previous: this.head };
    this.head = this.addLink(name + SIDECAR_SUFFIX, full);
    this.documents += 1;
    this.originalBytes += sidecar.bytes;
    return offset;
  }

  /** Directory and fsync: complete, but not yet visible under its name. */
  finish(
    index: Omit<SegmentIndex, 'v' | 'seq' | 'documents' | 'bytes' | 'previous'>,
    reached: Reached,
  ): FinishedSegment {
    const { documents, originalBytes: bytes } = this;
    const { seq } = this.place;
    this.head = this.addLink(INDEX_ENTRY, { v: 1, seq, ...index, documents, bytes, previous: this.head });
    reached('segment.filled');
    this.zip.finish();
    reached('segment.synced');
    const name = segmentName(seq);
    return { seq, name, path: join(this.folders.segments, name), documents, bytes, head: this.head };
  }

  publish(segment: FinishedSegment, reached: Reached): void {
    moveInto(this.temp, segment.path);
    reached('segment.renamed');
    syncFolder(this.folders.segments);
    reached('segment.durable');
  }

  abandon(): void {
    this.zip.abandon();
    removeQuietly(this.temp);
  }

  private addOriginal(name: string, original: PackedEntry | Uint8Array): number {
    return 'deflated' in original ? this.zip.addPacked(name, original) : this.zip.addDeflated(name, original);
  }

  private addLink(name: string, content: Sidecar | SegmentIndex): string {
    const bytes = Buffer.from(JSON.stringify(content), 'utf8');
    this.zip.addStored(name, bytes);
    return linkHash(bytes);
  }
}

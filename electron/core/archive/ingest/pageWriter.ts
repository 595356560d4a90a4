// Collects what is new on a page: originals go to the segment at once, rows wait for one transaction at the end. When too much
// waits, the transaction begins early; from then on nothing else may run until it is committed.
import { removeQuietly, syncFolder } from '../disk';
import { relink } from '../links/relink';
import { SegmentWriter, type FinishedSegment } from '../segment/segmentWriter';
import type { Sidecar } from '../segment/sidecar';
import type { PackedEntry } from '../zip/zipWriter';
import { findSource, knownCompany, sourceId, type CompanyRow, type Store } from '../store';
import type { IngestOrder } from '../types';
import { applyDocument, foldedKey, lastVersion, lastVersions, type VersionPlace } from './applyVersion';
import type { PartFacts } from './parts';

export type PageSidecar = Omit<Sidecar, 'v' | 'entry' | 'previous' | 'connection' | 'provider'>;
interface Pending {
  readonly version: PageSidecar;
  readonly place: VersionPlace;
  readonly parts: readonly PartFacts[];
  readonly last: Last | null;
}
interface Last {
  readonly sha256: string | null;
  readonly isDeleted: boolean;
  /** Null while it only waits on this page. */
  readonly row: { readonly id: number; readonly no: number } | null;
}

export class PageWriter {
  private readonly store: Store;
  private readonly company: CompanyRow;
  private readonly order: IngestOrder;
  private readonly onPage = new Map<string, Last>();
  private readonly before = new Map<string, Last>();
  private readonly finished: FinishedSegment[] = [];
  private readonly writers: SegmentWriter[] = [];
  private readonly touched = new Set<number>();
  private pending: Pending[] = [];
  private pendingBytes = 0;
  private source: number | null;
  private segment: SegmentWriter | null = null;
  private hasBegun = false;

  constructor(store: Store, company: CompanyRow, order: IngestOrder) {
    this.store = store;
    this.company = company;
    this.order = order;
    this.source = findSource(store, company, order.connectionId);
  }

  get isCommitting(): boolean {
    return this.hasBegun;
  }
  get isEmpty(): boolean {
    return this.writers.length === 0;
  }

  /** Asks for the last versions of many documents in one question: each for itself would be a read transaction of its own. */
  look(naturalKeys: readonly string[]): void {
    if (this.source === null) return;
    for (const { naturalKey, stored } of lastVersions(this.store, this.source, naturalKeys)) {
      const sha256 = stored.sha256?.toString('hex') ?? null;
      this.before.set(naturalKey, { sha256, isDeleted: stored.isDeleted === 1, row: stored });
    }
  }

  /** The last version of a document that was looked for, on this page or before it. Keys differ in more than the case of their letters. */
  last(naturalKey: string): Last | null {
    return this.onPage.get(foldedKey(naturalKey)) ?? this.before.get(naturalKey) ?? null;
  }

  add(
    version: PageSidecar,
    content: PackedEntry | Uint8Array | null,
    parts: readonly PartFacts[],
    last: Last | null,
  ): void {
    const segment = this.openSegment();
    const { connectionId: connection, providerId: provider } = this.order;
    const offset = segment.add({ connection, provider, ...version }, content);
    this.onPage.set(foldedKey(version.naturalKey), {
      sha256: version.sha256 ?? null,
      isDeleted: version.isDeleted,
      row: null,
    });
    this.pending.push({ version, place: { seq: segment.place.seq, offset }, parts, last });
    this.pendingBytes += parts.reduce((sum, part) => sum + 1000 + part.projection.words.length * 2, 1000);
    // Once the transaction is open, waiting has no use.
    if (this.hasBegun || this.pendingBytes > this.store.options.pendingBytes) this.apply();
  }

  /** Order: rows, segments durable under their names, then the commit. A kill before it leaves segments that are adopted. */
  commit(): void {
    const { reached } = this.store.options;
    this.apply();
    relink(this.store, this.company, this.touched);
    this.finishSegment(true);
    this.moveCheckpoint();
    reached('ingest.applied');
    const published: FinishedSegment[] = [];
    try {
      for (const [index, segment] of this.finished.entries()) {
        published.push(segment);
        this.writers[index]?.publish(segment, reached);
      }
      this.store.db.exec('COMMIT');
      this.hasBegun = false;
    } catch (error) {
      published.forEach((segment) => removeQuietly(segment.path));
      syncFolder(this.store.folders(this.company.uuid).segments);
      throw error;
    }
    reached('ingest.committed');
  }

  /** After a commit there is nothing left to take back. */
  abandon(): void {
    this.writers.forEach((writer) => writer.abandon());
    if (!this.hasBegun) return;
    this.hasBegun = false;
    if (this.store.db.inTransaction) this.store.db.exec('ROLLBACK');
  }

  private openSegment(): SegmentWriter {
    const { segmentBytes, segmentDocuments, reached } = this.store.options;
    if (this.segment !== null && (this.segment.fileBytes >= segmentBytes || this.segment.count >= segmentDocuments))
      this.finishSegment(false);
    if (this.segment !== null) return this.segment;
    const before = this.finished.at(-1);
    // Small calls may have added records since the page was begun; the first segment follows the newest link.
    const { seq, head } = before ?? knownCompany(this.store, this.company.uuid);
    const place = { seq: seq + 1, previous: head, at: this.order.at };
    this.segment = new SegmentWriter(this.store.folders(this.company.uuid), place);
    this.writers.push(this.segment);
    reached('segment.started');
    return this.segment;
  }

  private finishSegment(isLast: boolean): void {
    if (this.segment === null) return;
    const { companyId: company, connectionId: connection, providerId: provider, runId, at, page } = this.order;
    const checkpoint = isLast ? page.checkpoint : null;
    const index = { company, connection, provider, runId, at, checkpoint };
    const segment = this.segment.finish(index, this.store.options.reached);
    this.segment = null;
    this.finished.push(segment);
  }

  private apply(): void {
    if (!this.hasBegun) {
      this.store.db.exec('BEGIN IMMEDIATE');
      this.hasBegun = true;
      this.source = sourceId(this.store, this.company, this.order.connectionId, this.order.providerId);
    }
    const source = this.source ?? 0;
    for (const { version, place, parts, last } of this.pending) {
      // A second version on the same page follows one that had no row when it was looked at.
      const row = last !== null && last.row === null ? lastVersion(this.store, source, version.naturalKey) : last?.row;
      for (const id of applyDocument(this.store, this.company, source, version, place, parts, row ?? null))
        this.touched.add(id);
    }
    this.pending = [];
    this.pendingBytes = 0;
  }

  private moveCheckpoint(): void {
    const { statements } = this.store;
    const { stream, value } = this.order.page.checkpoint;
    statements.saveCheckpoint.run(this.source, stream, value);
    for (const segment of this.finished) {
      statements.addSegment.run(
        this.company.id,
        segment.seq,
        segment.documents,
        segment.bytes,
        segment.head,
        this.order.runId,
      );
      statements.moveHead.run(segment.seq, segment.head, this.company.id);
    }
  }
}

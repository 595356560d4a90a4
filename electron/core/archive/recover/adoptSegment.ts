// Takes a complete segment into the rows: after a crash between rename and commit, and for every segment when rebuilding.
import { applyDocument, lastVersion, novelty } from '../ingest/applyVersion';
import { readParts } from '../ingest/parts';
import { relink } from '../links/relink';
import { sourceId, type CompanyRow, type Store } from '../store';
import type { SegmentReader } from './readSegment';

/** One transaction. Throws, with nothing changed, when an original is not what its sidecar says. */
export function adoptSegment(store: Store, company: CompanyRow, segment: SegmentReader): void {
  const { index, head } = segment;
  store.db.transaction(() => {
    const source = sourceId(store, company, index.connection, index.provider);
    const touched = new Set<number>();
    for (const { sidecar, offset, original } of segment.versions()) {
      const last = lastVersion(store, source, sidecar.naturalKey);
      const known = last && { sha256: last.sha256?.toString('hex') ?? null, isDeleted: last.isDeleted === 1 };
      if (novelty(known, sidecar) === 'known') continue;
      const by = { parserId: sidecar.parserId, company };
      const parts = original === null ? [] : readParts(original, sidecar, by, store.options.formatFor);
      const place = { seq: index.seq, offset };
      for (const id of applyDocument(store, company, source, sidecar, place, parts, last)) touched.add(id);
    }
    relink(store, company, touched);
    if (index.checkpoint !== null) {
      store.statements.saveCheckpoint.run(source, index.checkpoint.stream, index.checkpoint.value);
    }
    store.statements.addSegment.run(company.id, index.seq, index.documents, index.bytes, head, index.runId);
    store.statements.moveHead.run(index.seq, head, company.id);
  })();
}

// How far the chain of every company goes, in one look: what lies behind it is not committed yet and belongs to nobody.
import type { SqliteDatabase } from '../../db/openSqlite';
import { segmentSeq } from '../folders';
import type { ChainHead, CompanyProof, DamagedSource } from './types';

export function chainHeads(db: SqliteDatabase): readonly ChainHead[] {
  const sql = `SELECT uuid AS companyId, seq, head, records_bytes AS recordsBytes FROM company ORDER BY uuid`;
  return db.prepare(sql).all() as ChainHead[];
}

/** Which numbers of each chain are segments, as the rows know it; all others are records. */
export function storedSegments(db: SqliteDatabase): ReadonlyMap<string, ReadonlySet<number>> {
  const sql = `SELECT c.uuid, s.seq FROM segment s JOIN company c ON c.id = s.company_id`;
  const found = new Map<string, Set<number>>();
  for (const [companyId, seq] of db.prepare(sql).raw().iterate() as Iterable<[string, number]>) {
    const known = found.get(companyId);
    if (known) known.add(seq);
    else found.set(companyId, new Set([seq]));
  }
  return found;
}

/** With the sources of what is damaged, as the rows know them. */
export function withSources(db: SqliteDatabase, proof: CompanyProof): CompanyProof {
  const sources = db.prepare(`SELECT s.uuid AS connectionId, min(i.issue_date) AS "from", max(i.issue_date) AS "to"
    FROM company c JOIN source s ON s.company_id = c.id JOIN document d ON d.source_id = s.id
    JOIN document_version v ON v.document_id = d.id JOIN invoice i ON i.id = d.id
    WHERE c.uuid = ? AND v.segment_seq = ? AND i.issue_date <> '' GROUP BY s.uuid ORDER BY s.uuid`);
  const of = (file: string): readonly DamagedSource[] => {
    const seq = file.startsWith('segments/') ? segmentSeq(file.slice('segments/'.length)) : null;
    return seq === null ? [] : (sources.all(proof.companyId, seq) as DamagedSource[]);
  };
  return { ...proof, damages: proof.damages.map((damage) => ({ ...damage, sources: of(damage.file) })) };
}

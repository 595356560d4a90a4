// With what the rows know of a company: how far its chain goes, and the hashes of its links.
import { openSqlite } from '../../db/openSqlite';
import { databaseFile } from '../folders';
import { chainHeads } from '../integrity/chainHeads';
import type { ChainHead } from '../integrity/types';
import { fileProver, type DamagedPlace, type FileProver } from './proveFile';

export interface PlacedProver extends FileProver {
  readonly head: ChainHead;
}

const HASHES = `SELECT s.seq, s.head FROM segment s JOIN company c ON c.id = s.company_id WHERE c.uuid = ?
  UNION ALL SELECT r.seq, r.hash FROM record r JOIN company c ON c.id = r.company_id WHERE c.uuid = ?`;

/** Null: this archive has no such company. */
export function proverOf(archive: string, { companyId, file }: DamagedPlace): PlacedProver | null {
  const db = openSqlite(databaseFile(archive), { readonly: true });
  try {
    const head = chainHeads(db).find((one) => one.companyId === companyId);
    if (head === undefined) return null;
    const hashes = new Map(db.prepare(HASHES).raw().all(companyId, companyId) as [number, string][]);
    return { ...fileProver(archive, head, file, (seq) => hashes.get(seq) ?? null), head };
  } finally {
    db.close();
  }
}

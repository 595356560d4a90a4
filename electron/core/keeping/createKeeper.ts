// The work itself: in the worker, and without one in tests.
import { existsSync } from 'node:fs';
import { chainHeads, storedSegments, withSources } from '../archive/integrity/chainHeads';
import type { CompanyProof } from '../archive/integrity/types';
import { bytesOf, verifyCompany } from '../archive/integrity/verifyCompany';
import { healSegment, lostIn } from '../archive/mend/healSegment';
import { databaseFile } from '../archive/folders';
import { openSqlite, type SqliteDatabase } from '../db/openSqlite';
import { writePart } from '../backup/backupParts';
import { makeAudit } from '../audit/makeAudit';
import { makeBackup, type BackupOptions } from '../backup/makeBackup';
import { putBack } from '../backup/putBack';
import { unpackBackup, type UnpackOptions } from '../backup/unpackBackup';
import type { Keeper } from './types';

export function createKeeper(options: BackupOptions & UnpackOptions): Keeper {
  return {
    verify: async (archive, onProgress, signal) => {
      const heads = lookInto(archive, chainHeads) ?? [];
      const segments = lookInto(archive, storedSegments);
      const total = heads.reduce((sum, head) => sum + bytesOf(archive, head), 0);
      let done = 0;
      const proofs: CompanyProof[] = [];
      for (const head of heads) {
        const read = (bytes: number): void => onProgress(Math.min((done += bytes), total), total);
        proofs.push(await verifyCompany(archive, head, read, signal, segments?.get(head.companyId)));
      }
      return lookInto(archive, (db) => proofs.map((proof) => withSources(db, proof))) ?? proofs;
    },
    backUp: (order, onProgress, signal) => makeBackup(order, onProgress, signal, options),
    part: (order, onProgress, signal) => writePart(order, onProgress, signal),
    unpack: (order, onProgress, signal) => unpackBackup(order, onProgress, signal, options),
    putBack: (order, onProgress, signal) => putBack(order, onProgress, signal),
    lostIn: (order) => Promise.resolve(lostIn(order)),
    heal: (order, _, signal) => healSegment(order, signal),
    audit: (order, onProgress, signal) => makeAudit(order, onProgress, signal),
    close: () => Promise.resolve(),
  };
}

/** Null before there is an archive. */
function lookInto<T>(archive: string, look: (db: SqliteDatabase) => T): T | null {
  if (!existsSync(databaseFile(archive))) return null;
  const db = openSqlite(databaseFile(archive), { readonly: true });
  try {
    return look(db);
  } finally {
    db.close();
  }
}

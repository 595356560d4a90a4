// For questions about a record at its source: how it is called there, and what is inside a ZIP that came as an answer.
import type { InvoiceRowId } from '../../../../shared/domain/ids';
import { Failure } from '../../../../shared/errors';
import type { SqliteDatabase } from '../../db/openSqlite';
import { promised } from '../promised';
import type { PackageLimits } from '../zip/limits';
import { ZipReader } from '../zip/zipReader';
import { originalChanged, type createOriginals } from './originals';
import type { SourceFileReader, SourceRecord } from './sourceFileCalls';

/** Files of one invoice, not a package of thousands. */
const LIMITS: PackageLimits = {
  maxEntries: 1_000,
  maxEntryBytes: 30 << 20,
  maxTotalBytes: 200 << 20,
  maxRatio: 250,
  ratioFromBytes: 1 << 20,
};

export function sourceFileQueries(db: SqliteDatabase, originals: ReturnType<typeof createOriginals>): SourceFileReader {
  const byId = db.prepare(`SELECT c.uuid AS companyId, s.uuid AS connectionId, d.natural_key AS naturalKey, i.direction,
    i.number, i.issue_date AS issueDate, i.month, i.is_deleted AS isDeleted
    FROM invoice i JOIN document d ON d.id = i.id JOIN source s ON s.id = i.source_id JOIN company c ON c.id = i.company_id
    WHERE i.id = ?`);
  return {
    sourceRecord: promised((id: InvoiceRowId): SourceRecord => {
      const row = byId.get(id) as (Omit<SourceRecord, 'isDeleted' | 'content'> & { isDeleted: number }) | undefined;
      if (row === undefined) throw new Failure({ kind: 'user_input', key: 'archive.unknown_invoice' });
      const { bytes, isUnchanged } = originals.read(id, null);
      if (!isUnchanged) throw originalChanged();
      return { ...row, isDeleted: row.isDeleted === 1, content: bytes };
    }),
    onlyFile: promised((path) => {
      const zip = new ZipReader(path, LIMITS);
      try {
        const [entry, ...others] = zip.entries;
        if (entry === undefined || others.length > 0) return { count: zip.entries.length, file: null };
        // Folders inside are the service's; a stored entry is a view that is gone with the reader.
        const name = entry.name.split('/').at(-1) ?? entry.name;
        return { count: 1, file: { name, bytes: Uint8Array.from(zip.read(entry)) } };
      } finally {
        zip.close();
      }
    }),
  };
}

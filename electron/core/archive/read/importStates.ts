// What the archive knows of documents that somebody is about to bring: by their keys, their bytes, and what the law and the seller call them.
import type { ConnectionId } from '../../../../shared/domain/ids';
import type { SqliteDatabase } from '../../db/openSqlite';
import { LINK_DAYS } from '../links/groups';
import { promised } from '../promised';
import type { ArchiveReader, AskedDocument, KnownDocument } from '../types';

interface Stored {
  readonly sha256: Buffer | null;
  readonly isDeleted: number;
  readonly mediaType: string;
}

export function importStates(db: SqliteDatabase): Pick<ArchiveReader, 'importStates'> {
  const stored = db.prepare(`SELECT v.sha256, v.is_deleted AS isDeleted, v.media_type AS mediaType FROM document d
    JOIN source s ON s.id = d.source_id JOIN document_version v ON v.document_id = d.id AND v.no = d.last_version
    WHERE s.uuid = ? AND d.natural_key = ?`);
  const same = (test: string) =>
    db
      .prepare(
        `SELECT s.uuid FROM invoice i JOIN source s ON s.id = i.source_id
         WHERE i.company_id = (SELECT id FROM company WHERE uuid = ?) AND ${test}
         AND i.is_hidden <> 1 AND i.is_deleted = 0 ORDER BY i.is_hidden, i.id LIMIT 1`,
      )
      .pluck();
  const byKsefNumber = same('i.ksef_number = ?');
  // As far apart as two records are linked by their number: sellers begin theirs anew.
  const byMatchKey = same(`i.match_key = ? AND abs(julianday(i.issue_date) - julianday(?)) <= ${String(LINK_DAYS)}`);

  const known = (companyId: string, connectionId: string | null, asked: AskedDocument): KnownDocument => {
    const own = connectionId === null ? undefined : (stored.get(connectionId, asked.key) as Stored | undefined);
    if (own?.isDeleted === 0) {
      const isSame = own.sha256?.toString('hex') === asked.sha256;
      // The row of a table says less than the document that is here already.
      const isLess = asked.mediaType === 'application/json' && own.mediaType !== asked.mediaType;
      return { state: isSame || isLess ? 'known' : 'changed' };
    }
    const found = [
      byKsefNumber.get(companyId, asked.ksefNumber),
      byMatchKey.get(companyId, asked.matchKey, asked.issueDate),
    ];
    const foundIn = found.find((one) => one !== undefined) as ConnectionId | undefined;
    return foundIn === undefined ? { state: 'new' } : { state: 'elsewhere', foundIn };
  };
  return {
    importStates: promised((companyId, connectionId, asked) => asked.map((one) => known(companyId, connectionId, one))),
  };
}

// Tags of a company's invoices, and what a source has of some dates.
import type { CompanyId, ConnectionId } from '../../../../shared/domain/ids';
import type { SqliteDatabase } from '../../db/openSqlite';

export function createTagQueries(db: SqliteDatabase) {
  const ofCompany =
    db.prepare(`SELECT t.tag, count(DISTINCT coalesce(l.leader_id, i.id)) AS count FROM tag t JOIN source s ON s.id = t.source_id
    JOIN document d ON d.source_id = t.source_id AND d.natural_key = t.natural_key
    JOIN invoice i ON i.id = d.id AND i.is_hidden <> 1 LEFT JOIN invoice_link l ON l.invoice_id = i.id
    WHERE s.company_id = (SELECT id FROM company WHERE uuid = ?) GROUP BY t.tag ORDER BY t.tag`);
  // A tag on one source's record is a tag on the invoice.
  const ofDocument = db
    .prepare(
      `SELECT DISTINCT t.tag FROM tag t JOIN document d ON d.source_id = t.source_id AND d.natural_key = t.natural_key
       WHERE d.id = @id OR d.id IN (SELECT o.invoice_id FROM invoice_link l
         JOIN invoice_link o ON o.leader_id = l.leader_id WHERE l.invoice_id = @id) ORDER BY t.tag`,
    )
    .pluck();
  const stored = db
    .prepare(
      `SELECT d.natural_key FROM invoice i JOIN document d ON d.id = i.id JOIN source s ON s.id = i.source_id
       JOIN document_version v ON v.document_id = d.id AND v.no = d.last_version
       WHERE s.uuid = ? AND v.part = 1 AND i.is_deleted = 0 AND i.issue_date BETWEEN ? AND ? AND substr(d.natural_key, 1, ?) = ?
       ORDER BY d.natural_key`,
    )
    .pluck();
  return {
    ofCompany: (companyId: CompanyId) => ofCompany.all(companyId) as { tag: string; count: number }[],
    ofDocument: (id: number) => ofDocument.all({ id }) as string[],
    stored: (connectionId: ConnectionId, { prefix, from, to }: { prefix: string; from: string; to: string }) =>
      stored.all(connectionId, from, to, prefix.length, prefix) as string[],
  };
}

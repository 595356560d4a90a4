// All that is held of a company, counted: what a removal will take away, and afterwards the proof of what it was.
import type { SqliteDatabase } from '../../db/openSqlite';
import type { CompanyHeld } from '../companyTypes';

const OF = 'WHERE company_id = c.id';
const VERSIONS = `document_version v JOIN document d ON d.id = v.document_id JOIN source s ON s.id = d.source_id
  WHERE s.company_id = c.id AND v.is_deleted = 0`;

const HELD = `SELECT c.seq AS links, c.head AS head,
  (SELECT count(*) FROM document d JOIN source s ON s.id = d.source_id WHERE s.company_id = c.id) AS documents,
  (SELECT count(*) FROM ${VERSIONS}) AS originals,
  (SELECT count(*) FROM bundle ${OF}) AS bundles,
  (SELECT count(*) FROM report ${OF} AND is_removed = 0) AS reports,
  (SELECT count(*) FROM fiscal_file ${OF}) AS tillFiles,
  (SELECT count(*) FROM outbox ${OF}) AS sentInvoices,
  (SELECT count(*) FROM run WHERE company_uuid = c.uuid) AS runs,
  (SELECT coalesce(sum(v.bytes), 0) FROM ${VERSIONS})
    + (SELECT coalesce(sum(bytes), 0) FROM bundle ${OF}) + (SELECT coalesce(sum(bytes), 0) FROM report ${OF})
    + (SELECT coalesce(sum(bytes), 0) FROM fiscal_file ${OF}) + (SELECT coalesce(sum(bytes), 0) FROM outbox ${OF}) AS bytes,
  (SELECT max(month) FROM invoice ${OF} AND month <> '') AS lastMonth
  FROM company c WHERE c.uuid = ?`;

export function companyHeld(db: SqliteDatabase, companyId: string): CompanyHeld | null {
  return (db.prepare(HELD).get(companyId) as CompanyHeld | undefined) ?? null;
}

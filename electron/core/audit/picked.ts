// Which documents, files and runs belong to the months, in one look: what a sync adds afterwards changes nothing here. The rows are kept
// in tables of this connection alone, so that memory does not grow with the archive.
import type { ChainHead } from '../archive/integrity/types';
import type { SqliteDatabase } from '../db/openSqlite';
import type { AuditOrder } from './types';

export interface AuditCompany extends ChainHead {
  readonly name: string;
  readonly country: string;
  readonly taxId: string | null;
}

const OF_COMPANY = '(SELECT id FROM company WHERE uuid = @companyId)';
const IN_MONTHS = 'BETWEEN @from AND @to';

/** By the month of the invoice, and whatever a bundle of the months holds; what has no date counts with the month it came in. */
const DOCUMENTS = `CREATE TEMP TABLE picked AS
  SELECT i.id AS id FROM invoice i WHERE i.company_id = ${OF_COMPANY} AND i.month ${IN_MONTHS}
  UNION SELECT item.document_id FROM bundle b JOIN bundle_item item ON item.bundle_id = b.id
    WHERE b.company_id = ${OF_COMPANY} AND b.month ${IN_MONTHS}
  UNION SELECT d.id FROM document d JOIN source s ON s.id = d.source_id LEFT JOIN invoice i ON i.id = d.id
    JOIN document_version v ON v.document_id = d.id
    WHERE s.company_id = ${OF_COMPANY} AND coalesce(i.month, '') = ''
    GROUP BY d.id HAVING substr(min(v.stored_at), 1, 7) ${IN_MONTHS}`;

/** Every version they ever had, with what is known of the last one. */
const VERSIONS = `CREATE TEMP TABLE kept AS
  SELECT d.id AS documentId, v.no, v.no = d.last_version AS isLast, s.uuid AS source, d.natural_key AS naturalKey,
    v.segment_seq AS segmentSeq, v.entry_offset AS entryOffset, lower(hex(v.sha256)) AS sha256, v.bytes,
    v.stored_at AS storedAt, v.is_deleted AS isDeleted, coalesce(i.month, '') AS month, i.number, i.kind, i.direction,
    i.issue_date AS issueDate, i.received_on AS receivedOn, i.counterparty, i.counterparty_tax_id AS taxId, i.currency,
    i.net, i.vat, i.gross, i.remote_number AS remoteNumber, i.problem IS NOT NULL AS isUnreadable,
    NULL AS file, NULL AS line
  FROM picked p JOIN document d ON d.id = p.id JOIN source s ON s.id = d.source_id
    JOIN document_version v ON v.document_id = d.id LEFT JOIN invoice i ON i.id = d.id`;

/** What records name: bundles, reports, exports of tills, invoices that were sent. */
const THINGS = `CREATE TEMP TABLE thing AS
  SELECT uuid AS id, bytes FROM bundle WHERE company_id = ${OF_COMPANY} AND month ${IN_MONTHS}
  UNION SELECT id, bytes FROM report WHERE company_id = ${OF_COMPANY} AND month ${IN_MONTHS} AND is_removed = 0
  UNION SELECT uuid, bytes FROM fiscal_file WHERE company_id = ${OF_COMPANY} AND month ${IN_MONTHS}
  UNION SELECT id, bytes FROM outbox WHERE company_id = ${OF_COMPANY} AND state <> 'discarded'
    AND substr(json_extract(facts, '$.issueDate'), 1, 7) ${IN_MONTHS}`;

const RECEIPTS = `CREATE TEMP TABLE proof AS
  SELECT coalesce(b.file_name, f.file_name, o.file_name) AS fileName, r.connection_uuid AS connection, r.path, r.bytes, r.sha256,
    r.verified_by AS verifiedBy, r.at, c.state AS checked, c.at AS checkedAt
  FROM receipt r JOIN thing t ON t.id = r.bundle_uuid LEFT JOIN bundle b ON b.uuid = r.bundle_uuid
    LEFT JOIN report f ON f.id = r.bundle_uuid LEFT JOIN fiscal_file o ON o.uuid = r.bundle_uuid
    LEFT JOIN receipt_check c ON c.bundle_uuid = r.bundle_uuid AND c.connection_uuid = r.connection_uuid AND c.path = r.path`;

/** That began in the months, or were about one of them. */
const RUNS = `CREATE TEMP TABLE done AS
  SELECT id, started_at AS startedAt, view, NULL AS line FROM run WHERE company_uuid = @companyId
    AND (substr(started_at, 1, 7) ${IN_MONTHS} OR json_extract(view, '$.month') ${IN_MONTHS})`;

const INDEXES = [
  'CREATE INDEX temp.kept_by_place ON kept (segmentSeq, entryOffset)',
  'CREATE INDEX temp.kept_by_key ON kept (source, naturalKey COLLATE NOCASE)',
  'CREATE INDEX temp.thing_by_id ON thing (id)',
  'CREATE INDEX temp.done_by_id ON done (id)',
];

/** Null: there is no such company. */
export function pick(db: SqliteDatabase, order: Pick<AuditOrder, 'companyId' | 'from' | 'to'>): AuditCompany | null {
  const { companyId, from, to } = order;
  return db.transaction(() => {
    const company = db
      .prepare(
        `SELECT uuid AS companyId, name, country, tax_id AS taxId, seq, head, records_bytes AS recordsBytes
         FROM company WHERE uuid = ?`,
      )
      .get(companyId) as AuditCompany | undefined;
    if (company === undefined) return null;
    for (const sql of [DOCUMENTS, VERSIONS, THINGS, RECEIPTS]) db.prepare(sql).run({ companyId, from, to });
    db.prepare(RUNS).run({ companyId, from, to });
    for (const sql of INDEXES) db.exec(sql);
    return company;
  })();
}

export interface PickedCounts {
  readonly documents: number;
  readonly things: number;
  readonly thingBytes: number;
}

export function countPicked(db: SqliteDatabase): PickedCounts {
  return db
    .prepare(
      `SELECT (SELECT count(DISTINCT documentId) FROM kept) AS documents, (SELECT count(*) FROM thing) AS things,
         (SELECT coalesce(sum(bytes), 0) FROM thing) AS thingBytes`,
    )
    .get() as PickedCounts;
}

export interface PickedPlace {
  readonly month: string;
  readonly source: string;
  readonly naturalKey: string;
}

export interface Picked {
  /** The documents of the months whose original, or whose tombstone, lies there. */
  at(segmentSeq: number, entryOffset: number | null): readonly PickedPlace[];
  /** Deletions that came together share a place: only these documents are meant. */
  found(
    segmentSeq: number,
    entryOffset: number | null,
    rows: readonly PickedPlace[],
    place: { file: string | null; line: number },
  ): void;
  hasKey(source: string, key: string): boolean;
  hasSource(source: string): boolean;
  hasThing(id: string): boolean;
  hasRun(id: string): boolean;
  hasMonth(month: string): boolean;
  /** The line of the chain that tells how it ended; of several the last one. */
  told(runId: string, line: number): void;
}

export function pickedOf(db: SqliteDatabase, { from, to }: Pick<AuditOrder, 'from' | 'to'>): Picked {
  const at = db.prepare('SELECT month, source, naturalKey FROM kept WHERE segmentSeq = ? AND entryOffset IS ?');
  const found = db.prepare(
    'UPDATE kept SET file = ?, line = ? WHERE segmentSeq = ? AND entryOffset IS ? AND source = ? AND naturalKey = ?',
  );
  const key = db.prepare('SELECT 1 FROM kept WHERE source = ? AND naturalKey = ? COLLATE NOCASE LIMIT 1').pluck();
  const source = db.prepare('SELECT 1 FROM kept WHERE source = ? LIMIT 1').pluck();
  const thing = db.prepare('SELECT 1 FROM thing WHERE id = ?').pluck();
  const run = db.prepare('SELECT 1 FROM done WHERE id = ?').pluck();
  const told = db.prepare('UPDATE done SET line = ? WHERE id = ?');
  return {
    at: (seq, offset) => at.all(seq, offset) as PickedPlace[],
    found: (seq, offset, rows, { file, line }) => {
      for (const row of rows) found.run(file, line, seq, offset, row.source, row.naturalKey);
    },
    hasKey: (uuid, name) => key.get(uuid, name) !== undefined,
    hasSource: (uuid) => source.get(uuid) !== undefined,
    hasThing: (id) => thing.get(id) !== undefined,
    hasRun: (id) => run.get(id) !== undefined,
    hasMonth: (month) => month >= from && month <= to,
    told: (runId, line) => void told.run(line, runId),
  };
}

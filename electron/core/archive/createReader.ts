// The archive's reader over an open database: in the worker, and without one in tests. Never writes.
import type { ConnectionId } from '../../../shared/domain/ids';
import { Failure } from '../../../shared/errors';
import type { SqliteDatabase } from '../db/openSqlite';
import { explained } from './explained';
import { fiscalReader } from './fiscal/fiscalQueries';
import type { FormatLookup } from './ingest/project';
import { outboxQueries } from './outbox/outboxQueries';
import { bundleQueries } from './read/bundleQueries';
import { companyHeld } from './read/companyHeld';
import { customerQueries } from './read/customers';
import { createDetail } from './read/detail';
import { holdingQueries } from './read/holdings';
import { importStates } from './read/importStates';
import { listInvoices, months } from './read/invoiceLists';
import { createPaper } from './read/paper';
import { createOriginals, originalChanged } from './read/originals';
import { runQueries } from './read/runQueries';
import { sourceFileQueries } from './read/sourceFiles';
import { createStatementCache } from './read/statementCache';
import { summary } from './read/summary';
import { createTagQueries } from './read/tags';
import { reconcileCalls } from './reconcile/reconcile';
import { findings } from './recover/findings';
import { reportQueries } from './reports/reportQueries';
import type { ArchiveCompany, ArchiveReader } from './types';
import { promised } from './promised';

export function createReader(
  db: SqliteDatabase,
  archive: string,
  options: { readonly formatFor: FormatLookup },
): ArchiveReader {
  const statements = createStatementCache(db);
  const originals = createOriginals(db, archive);
  const tags = createTagQueries(db);
  const detail = createDetail(db, originals, options.formatFor, tags);
  const paper = createPaper(db, originals, options.formatFor);
  return explained(archive, {
    listInvoices: promised((filter, sort, after, limit) => listInvoices(statements, filter, sort, after, limit)),
    summary: (filter) => summary(statements, filter),
    months: (companyId) => months(statements, companyId),
    invoice: promised((id) => detail(id)),
    original: promised((id, version) => {
      const { bytes, isUnchanged, version: stored } = originals.read(id, version);
      if (!isUnchanged) throw originalChanged();
      return { bytes, fileName: stored.fileName, mediaType: stored.mediaType };
    }),
    attachment: promised((id, index) => {
      const { bytes, isUnchanged, version } = originals.read(id, null);
      if (!isUnchanged) throw originalChanged();
      const file = options.formatFor(bytes, 'auto')?.attachments?.(bytes, version.part)[index];
      if (file === undefined) throw new Failure({ kind: 'user_input', key: 'archive.no_original' });
      return { name: file.name, bytes: file.load() };
    }),
    ...sourceFileQueries(db, originals),
    companies: promised(() => companies(db)),
    sourceOf: promised((companyId, providerId, identity) => sourceOf(db, companyId, providerId, identity)),
    paper: promised((id, version) => paper(id, version)),
    counts: promised(() => counts(db)),
    companyHeld: promised((companyId) => companyHeld(db, companyId)),
    findings: promised((companyId) => findings(db).filter((finding) => finding.companyId === companyId)),
    ...holdingQueries(db),
    ...importStates(db),
    ...reconcileCalls(db),
    ...customerQueries(db),
    tags: promised((companyId) => tags.ofCompany(companyId)),
    storedKeys: promised((connectionId, order) => tags.stored(connectionId, order)),
    ...bundleQueries(db, archive),
    ...outboxQueries(db, archive),
    ...reportQueries(db, archive),
    ...fiscalReader(db, archive),
    ...runQueries(db, statements),
    close: promised(() => void db.close()),
  });
}

function companies(db: SqliteDatabase): readonly Omit<ArchiveCompany, 'at'>[] {
  return db
    .prepare(
      `SELECT uuid AS id, name, country, tax_id AS taxId, purchase_month_rule AS purchaseMonthRule FROM company
       ORDER BY uuid`,
    )
    .all() as Omit<ArchiveCompany, 'at'>[];
}

function sourceOf(db: SqliteDatabase, ...account: readonly [string, string, string]): ConnectionId | null {
  const sql = `SELECT s.uuid FROM source s JOIN company c ON c.id = s.company_id
    WHERE c.uuid = ? AND s.provider = ? AND s.identity = ?`;
  return (
    (db
      .prepare(sql)
      .pluck()
      .get(...account) as ConnectionId | undefined) ?? null
  );
}

/** Invoices of each company and of each connection, by their ids. */
function counts(db: SqliteDatabase): Readonly<Record<string, number>> {
  const rows = db
    .prepare(
      // Counted in indexes alone: the first screen waits for it. Rows set aside are few, or none. With a company an invoice
      // counts once, with a connection everything that lies in it does.
      `WITH stored AS MATERIALIZED (SELECT source_id, count(*) AS count FROM invoice INDEXED BY invoice_by_source
         GROUP BY source_id),
       aside AS MATERIALIZED (SELECT source_id, sum(is_hidden = 1) AS hidden, count(*) AS count FROM invoice
         WHERE company_id IN (SELECT id FROM company) AND is_hidden > 0 GROUP BY source_id),
       counted AS MATERIALIZED (SELECT s.source_id, s.count - coalesce(a.hidden, 0) AS count,
         s.count - coalesce(a.count, 0) AS once FROM stored s LEFT JOIN aside a ON a.source_id = s.source_id)
       SELECT c.uuid, coalesce(sum(n.once), 0) AS count FROM company c LEFT JOIN source s ON s.company_id = c.id
         LEFT JOIN counted n ON n.source_id = s.id GROUP BY c.id
       UNION ALL
       SELECT s.uuid, coalesce(n.count, 0) FROM source s LEFT JOIN counted n ON n.source_id = s.id`,
    )
    .all() as { uuid: string; count: number }[];
  return Object.fromEntries(rows.map(({ uuid, count }) => [uuid, count]));
}

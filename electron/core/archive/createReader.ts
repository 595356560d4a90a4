// The archive's reader over an open database: in the worker, and without one in tests. Never writes.
import type { SqliteDatabase } from '../db/openSqlite';
import type { FormatLookup } from './ingest/project';
import { bundleQueries } from './read/bundleQueries';
import { createDetail } from './read/detail';
import { listInvoices, months, summary } from './read/invoiceLists';
import { createOriginals, originalChanged } from './read/originals';
import { runQueries } from './read/runQueries';
import { createStatementCache } from './read/statementCache';
import { createTagQueries } from './read/tags';
import type { ArchiveReader } from './types';
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
  return {
    listInvoices: promised((filter, sort, after, limit) => listInvoices(statements, filter, sort, after, limit)),
    summary: promised((filter) => summary(statements, filter)),
    months: promised((companyId) => months(db, statements, companyId)),
    invoice: promised((id) => detail(id)),
    original: promised((id, version) => {
      const { bytes, isUnchanged, version: stored } = originals.read(id, version);
      if (!isUnchanged) throw originalChanged();
      return { bytes, fileName: stored.fileName, mediaType: stored.mediaType };
    }),
    counts: promised(() => counts(db)),
    tags: promised((companyId) => tags.ofCompany(companyId)),
    storedKeys: promised((connectionId, order) => tags.stored(connectionId, order)),
    ...bundleQueries(db, archive),
    ...runQueries(db, statements),
    close: promised(() => void db.close()),
  };
}

/** Invoices of each company and of each connection, by their ids. */
function counts(db: SqliteDatabase): Readonly<Record<string, number>> {
  const rows = db
    .prepare(
      `SELECT c.uuid, count(i.id) AS count FROM company c LEFT JOIN invoice i ON i.company_id = c.id AND i.is_hidden = 0
       GROUP BY c.id
       UNION ALL
       SELECT s.uuid, count(i.id) FROM source s LEFT JOIN invoice i ON i.source_id = s.id AND i.is_hidden = 0 GROUP BY s.id`,
    )
    .all() as { uuid: string; count: number }[];
  return Object.fromEntries(rows.map(({ uuid, count }) => [uuid, count]));
}

// Bundles with their receipts, and how many invoices came after each.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BundleView } from '../../../../shared/contract/reports';
import { Failure } from '../../../../shared/errors';
import type { SqliteDatabase } from '../../db/openSqlite';
import { proveBundle } from '../bundles/proveBundle';
import { companyFolders } from '../folders';
import { createReceipts } from '../reports/reportQueries';
import type { ArchiveReader } from '../types';
import { promised } from '../promised';

type BundleQueries = Pick<ArchiveReader, 'bundles' | 'bundlesOfYear' | 'bundleFile' | 'proveBundle'>;

interface StoredBundle {
  readonly rowId: number;
  readonly id: string;
  readonly companyId: string;
  readonly month: string;
  readonly revision: number;
  readonly file: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly identity: string;
  readonly builtAt: string;
  readonly totals: string;
  readonly entries: string;
}

const BUNDLE = `SELECT b.id AS rowId, b.uuid AS id, c.uuid AS companyId, b.month, b.revision, b.file, b.file_name AS fileName,
  b.bytes, b.sha256, b.identity, b.built_at AS builtAt, b.totals, b.entries
  FROM bundle b JOIN company c ON c.id = b.company_id`;

/** What belongs into the bundle of a month: every original of a connection that is there, not deleted at its source. */
export const IN_MONTH = `FROM invoice i JOIN document d ON d.id = i.id
  WHERE i.company_id = (SELECT id FROM company WHERE uuid = @company) AND i.month = @month AND i.is_hidden <> 1
  AND i.is_deleted = 0`;

export function createBundleViews(db: SqliteDatabase) {
  const receipts = createReceipts(db);
  const ofMonth = db.prepare(`${BUNDLE} WHERE c.uuid = ? AND b.month = ? ORDER BY b.revision DESC`);
  const ofYear = db.prepare(`${BUNDLE} WHERE c.uuid = ? AND b.month >= ? AND b.month <= ?
    ORDER BY b.month, b.revision`);
  const byId = db.prepare(`${BUNDLE} WHERE b.uuid = ?`);
  // New or changed since, and gone since: both make a next revision.
  const came = db.prepare(`SELECT count(*) ${IN_MONTH} AND NOT EXISTS (SELECT 1 FROM bundle_item t
    WHERE t.bundle_id = @bundle AND t.document_id = i.id AND t.version_no = d.last_version)`);
  const left = db.prepare(`SELECT count(*) FROM bundle_item t WHERE t.bundle_id = @bundle AND NOT EXISTS (
    SELECT 1 ${IN_MONTH} AND i.id = t.document_id)`);

  const view = (row: StoredBundle): BundleView => {
    const { rowId, file: _file, totals, entries, ...shown } = row;
    const at = { company: row.companyId, month: row.month, bundle: rowId };
    const sums = z.array(z.object({ count: z.int() }).loose()).parse(JSON.parse(totals));
    return BundleView.parse({
      ...shown,
      totals: sums,
      // An invoice that lies in several sources is in the bundle with each original, and counts once.
      invoiceCount: sums.reduce((all, { count }) => all + count, 0),
      entries: JSON.parse(entries) as unknown,
      receipts: receipts(row.id),
      lateCount: (came.pluck().get(at) as number) + (left.pluck().get(at) as number),
    });
  };
  return {
    ofMonth: (companyId: string, month: string) => (ofMonth.all(companyId, month) as StoredBundle[]).map(view),
    ofYear: (companyId: string, year: number) =>
      (ofYear.all(companyId, `${year}-01`, `${year}-12`) as StoredBundle[]).map(view),
    stored: (bundleId: string) => (byId.get(bundleId) as StoredBundle | undefined) ?? null,
    view,
  };
}

export function bundleQueries(db: SqliteDatabase, archive: string): BundleQueries {
  const views = createBundleViews(db);
  const count = db.prepare(`SELECT count(*) ${IN_MONTH} AND i.is_hidden = 0`).pluck();
  return {
    bundles: promised((companyId, month) => ({
      bundles: views.ofMonth(companyId, month),
      invoiceCount: count.get({ company: companyId, month }) as number,
    })),
    bundlesOfYear: promised((companyId, year) => views.ofYear(companyId, year)),
    proveBundle: (path) => proveBundle(path),
    bundleFile: promised((bundleId) => {
      const stored = views.stored(bundleId);
      if (stored === null) throw new Failure({ kind: 'user_input', key: 'archive.unknown_bundle' });
      const path = join(companyFolders(archive, stored.companyId).bundles, stored.file);
      if (!existsSync(path)) throw new Failure({ kind: 'rejected', key: 'archive.bundle_missing', details: path });
      return path;
    }),
  };
}

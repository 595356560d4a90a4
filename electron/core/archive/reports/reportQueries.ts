// Reports with their receipts, and receipts with what the last check found.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ReceiptView } from '../../../../shared/contract/receipts';
import { ReportView } from '../../../../shared/contract/reports';
import { Failure } from '../../../../shared/errors';
import type { SqliteDatabase } from '../../db/openSqlite';
import { companyFolders } from '../folders';
import { promised } from '../promised';
import type { ReportReader } from './types';

interface ReceiptRow extends Omit<ReceiptView, 'remoteId' | 'checked'> {
  readonly remoteId: string | null;
  readonly state: string | null;
  readonly checkedAt: string | null;
  readonly foundPath: string | null;
}

/** Receipts of a bundle or a report. What a check found before a receipt was written says nothing about it. */
export function createReceipts(db: SqliteDatabase): (fileId: string) => ReceiptView[] {
  const rows =
    db.prepare(`SELECT r.connection_uuid AS connectionId, r.path, r.bytes, r.sha256, r.verified_by AS verifiedBy, r.at,
    r.remote_id AS remoteId, k.state, k.at AS checkedAt, k.found_path AS foundPath FROM receipt r
    LEFT JOIN receipt_check k ON k.bundle_uuid = r.bundle_uuid AND k.connection_uuid = r.connection_uuid AND k.path = r.path
      AND k.at >= r.at
    WHERE r.bundle_uuid = ? ORDER BY r.at, r.connection_uuid, r.path`);
  return (fileId) =>
    (rows.all(fileId) as ReceiptRow[]).map(({ remoteId, state, checkedAt, foundPath, ...receipt }) =>
      ReceiptView.parse({
        ...receipt,
        ...(remoteId === null ? {} : { remoteId }),
        ...(state === null
          ? {}
          : { checked: { state, at: checkedAt, ...(foundPath === null ? {} : { path: foundPath }) } }),
      }),
    );
}

interface ReportRow {
  readonly id: string;
  readonly companyId: string;
  readonly companyRow: number;
  readonly month: string | null;
  readonly file: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly origin: string;
  readonly addedAt: string;
}

const REPORT = `SELECT r.id, c.uuid AS companyId, c.id AS companyRow, r.month, r.file, r.file_name AS fileName, r.bytes, r.sha256,
  r.origin, r.added_at AS addedAt FROM report r JOIN company c ON c.id = r.company_id`;
const ORDER = 'r.is_removed = 0 ORDER BY r.added_at, r.file_name, r.id';

export function createReportViews(db: SqliteDatabase) {
  const receiptsOf = createReceipts(db);
  const ofMonth = db.prepare(`${REPORT} WHERE c.uuid = ? AND r.month = ? AND ${ORDER}`);
  const unsorted = db.prepare(`${REPORT} WHERE c.uuid = ? AND r.month IS NULL AND ${ORDER}`);
  const ofYear = db.prepare(`${REPORT} WHERE c.uuid = ? AND r.month BETWEEN ? AND ? AND ${ORDER}`);
  const byId = db.prepare(`${REPORT} WHERE r.id = ? AND r.is_removed = 0`);

  const view = ({ companyRow: _row, file: _file, month, ...row }: ReportRow): ReportView =>
    ReportView.parse({ ...row, ...(month === null ? {} : { month }), receipts: receiptsOf(row.id) });
  const stored = (id: string): { readonly row: ReportRow; readonly receipts: readonly ReceiptView[] } => {
    const row = byId.get(id) as ReportRow | undefined;
    if (row === undefined) throw new Failure({ kind: 'user_input', key: 'upload.report_removed' });
    return { row, receipts: receiptsOf(id) };
  };
  return {
    stored,
    one: (id: string) => view(stored(id).row),
    companyOf: (id: string) => (byId.get(id) as ReportRow | undefined)?.companyId ?? null,
    ofMonth: (company: string, month: string | null) =>
      (month === null ? unsorted.all(company) : ofMonth.all(company, month)).map((row) => view(row as ReportRow)),
    ofYear: (company: string, year: number) =>
      (ofYear.all(company, `${String(year)}-01`, `${String(year)}-12`) as ReportRow[]).map(view),
  };
}

export function reportQueries(db: SqliteDatabase, archive: string): ReportReader {
  const views = createReportViews(db);
  const closed = db
    .prepare('SELECT m.month, m.at FROM closed_month m JOIN company c ON c.id = m.company_id WHERE c.uuid = ?')
    .raw();
  return {
    reports: promised((companyId, month) => views.ofMonth(companyId, month)),
    reportsOfYear: promised((companyId, year) => views.ofYear(companyId, year)),
    closedMonths: promised((companyId) => Object.fromEntries(closed.all(companyId) as [string, string][])),
    report: promised((reportId) => views.one(reportId)),
    reportFile: promised((reportId) => {
      const { row } = views.stored(reportId);
      const path = join(companyFolders(archive, row.companyId).reports, row.file);
      if (!existsSync(path)) throw new Failure({ kind: 'rejected', key: 'upload.report_missing', details: path });
      return path;
    }),
  };
}

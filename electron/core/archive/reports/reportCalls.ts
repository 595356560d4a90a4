// Reports of the writer: each is a file that lies there before its record names it.
import { removeQuietly } from '../disk';
import type { Exclusive } from '../exclusive';
import { join } from 'node:path';
import { Failure } from '../../../../shared/errors';
import { saveRecord } from '../records/saveRecord';
import { knownCompany, type Store } from '../store';
import { keepReport, reportFileName } from './reportFiles';
import { createReportViews } from './reportQueries';
import type { ReportOrder, ReportWriter } from './types';

export function reportCalls(store: Store, exclusive: Exclusive): ReportWriter {
  const views = createReportViews(store.db);
  const known = store.db.prepare(`SELECT 1 FROM report WHERE company_id = @company AND sha256 = @sha256 AND (
    (is_removed = 0 AND (month IS NULL OR @month IS NULL OR month = @month)) OR (is_removed = 1 AND @isFolder = 1))`);
  const sharing = store.db.prepare(`SELECT 1 FROM report WHERE company_id = ? AND file = ? AND is_removed = 0`);

  const closed = store.db.prepare('SELECT 1 FROM closed_month WHERE company_id = ? AND month = ?');

  const add = (order: ReportOrder): 'added' | 'known' => {
    const { id, companyId, month, from, fileName, bytes, sha256, origin, at } = order;
    const company = knownCompany(store, companyId);
    const isFolder = origin === 'folder' ? 1 : 0;
    if (known.get({ company: company.id, sha256, month, isFolder }) !== undefined) return 'known';
    const file = reportFileName(fileName, sha256);
    keepReport(store, companyId, from, file);
    saveRecord(store, companyId, {
      kind: 'report',
      at,
      body: { id, month, file, fileName, bytes, sha256, origin },
    });
    return 'added';
  };

  return {
    addReport: (order) => exclusive(() => add(order)),
    setReportMonth: (companyId, reportId, month, at) =>
      exclusive(() => {
        if (views.one(reportId).month === month) return;
        saveRecord(store, companyId, { kind: 'report_month', at, body: { id: reportId, month } });
      }),
    removeReport: (companyId, reportId, at) =>
      exclusive(() => {
        const { row, receipts } = views.stored(reportId);
        if (receipts.length > 0) throw new Failure({ kind: 'user_input', key: 'upload.report_has_receipts' });
        saveRecord(store, companyId, { kind: 'report_removed', at, body: { id: reportId } });
        if (sharing.get(row.companyRow, row.file) === undefined)
          removeQuietly(join(store.folders(companyId).reports, row.file));
      }),
    setMonthClosed: (companyId, month, isClosed, at) =>
      exclusive(() => {
        const isNow = closed.get(knownCompany(store, companyId).id, month) !== undefined;
        if (isNow !== isClosed) saveRecord(store, companyId, { kind: 'month_closed', at, body: { month, isClosed } });
      }),
    saveCheck: (companyId, { connectionId, at, found }) =>
      exclusive(() => {
        if (found.length === 0) return;
        saveRecord(store, companyId, {
          kind: 'check',
          at,
          body: { connection: connectionId, found: found.map((each) => ({ ...each })) },
        });
      }),
  };
}

import { z } from 'zod';
import { AppError } from '../errors';
import { BundleId, CompanyId, ConnectionId, Instant, Month, ReportId, RunId } from '../domain/ids';
import { Direction } from '../domain/invoice';
import { Money } from '../domain/money';
import { command, event, query } from './define';
import { FiscalFileView } from './fiscal';
import { ReceiptView } from './receipts';

export const BundleView = z.strictObject({
  id: BundleId,
  companyId: CompanyId,
  month: Month,
  revision: z.int(),
  fileName: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  /** Hash of the sorted originals' hashes, month and revision (design §3). */
  identity: z.string(),
  invoiceCount: z.int(),
  builtAt: Instant,
  totals: z.array(z.strictObject({ direction: Direction, count: z.int(), gross: Money })),
  entries: z.array(z.strictObject({ name: z.string(), bytes: z.int(), count: z.int() })),
  receipts: z.array(ReceiptView),
  /** Invoices that came after this revision was built: a next revision is due. */
  lateCount: z.int(),
  /** Name of the computer that built it and has the file, where it is another one. */
  pc: z.string().optional(),
});
export type BundleView = z.infer<typeof BundleView>;

/** A file of a month that somebody brought: kept in the archive, uploaded beside the bundle. */
export const ReportView = z.strictObject({
  id: ReportId,
  companyId: CompanyId,
  /** Absent until somebody says which one it is. */
  month: Month.optional(),
  fileName: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  origin: z.enum(['dropped', 'folder']),
  addedAt: Instant,
  receipts: z.array(ReceiptView),
});
export type ReportView = z.infer<typeof ReportView>;

/** What came of files that somebody brought. */
export const ReportsTaken = z.strictObject({
  added: z.array(ReportView),
  /** Here already, with the same content. */
  known: z.array(z.string()),
  refused: z.array(z.strictObject({ fileName: z.string(), key: z.string() })),
});
export type ReportsTaken = z.infer<typeof ReportsTaken>;

const BroughtTo = z.strictObject({ companyId: CompanyId, month: Month.optional() });

export const CellState = z.enum(['done', 'done_late', 'running', 'due', 'missing', 'not_due', 'none']);
export const MonthCell = z.strictObject({ month: Month, state: CellState, revision: z.int().optional() });
export const YearRow = z.strictObject({ connectionId: ConnectionId, cells: z.array(MonthCell) });

export const reports = {
  year: query(
    z.strictObject({ companyId: CompanyId, year: z.int().min(2000).max(2100) }),
    z.strictObject({ rows: z.array(YearRow) }),
  ),
  /** The year as a page, a table or facts, in the language of the window; main asks where to. Nothing was saved: the dialog was closed. */
  saveYear: command(
    z.strictObject({
      companyId: CompanyId,
      year: z.int().min(2000).max(2100),
      format: z.enum(['pdf', 'csv', 'json']),
    }),
    z.strictObject({ savedTo: z.string().optional() }),
  ),
  /** All revisions of a month, newest first, and how many invoices the month has now. */
  month: query(
    z.strictObject({ companyId: CompanyId, month: Month }),
    z.strictObject({
      bundles: z.array(BundleView),
      invoiceCount: z.int(),
      reports: z.array(ReportView),
      /** What tills have signed in the month: goes where the bundle goes. */
      fiscalFiles: z.array(FiscalFileView),
    }),
  ),
  /** Makes the bundle, or answers with the existing one when nothing has changed since. */
  build: command(z.strictObject({ companyId: CompanyId, month: Month }), z.strictObject({ runId: RunId })),
  /**
   * To one destination or to all of the company: the bundle, built first when there is no current one, and the reports of the month.
   * Without a month the last one that is over where the company is. `reportName`: this file of the month alone; an unknown one is refused
   * with the names there are.
   */
  upload: command(
    z.strictObject({
      companyId: CompanyId,
      month: Month.optional(),
      connectionId: ConnectionId.optional(),
      reportName: z.string().min(1).max(255).optional(),
    }),
    z.strictObject({ runId: RunId }),
  ),
  /** Compares every receipt of the month, at one destination or at all, with what lies there now. */
  check: command(
    z.strictObject({ companyId: CompanyId, month: Month, connectionId: ConnectionId.optional() }),
    z.strictObject({ runId: RunId }),
  ),
  /** Reports whose month nobody has told yet. */
  unsorted: query(z.strictObject({ companyId: CompanyId }), z.array(ReportView)),
  /** Where a file of this name will lie at each destination. */
  target: query(
    z.strictObject({ companyId: CompanyId, month: Month, fileName: z.string().max(255) }),
    z.array(z.strictObject({ connectionId: ConnectionId, path: z.string() })),
  ),
  /** Main asks for the files. `month`: of those whose names tell none. */
  add: command(BroughtTo, ReportsTaken),
  /** Only the preload script sends this: it knows where dropped files lie, the page does not. */
  drop: command(BroughtTo.extend({ paths: z.array(z.string().min(1).max(4096)).max(500) }), ReportsTaken),
  setMonth: command(z.strictObject({ reportId: ReportId, month: Month }), z.void()),
  /** Takes a report away again that lies at no destination. */
  remove: command(z.strictObject({ reportId: ReportId }), z.void()),
  /** The folder on this computer out of which reports are taken by themselves. */
  folder: query(
    z.strictObject({ companyId: CompanyId }),
    z.strictObject({ path: z.string().optional(), problem: AppError.optional(), lookedAt: Instant.optional() }),
  ),
  /** Main asks for the folder. */
  chooseFolder: command(z.strictObject({ companyId: CompanyId }), z.void()),
  leaveFolder: command(z.strictObject({ companyId: CompanyId }), z.void()),
  /** Looks now instead of when the system tells of a change. */
  lookIntoFolder: command(z.strictObject({ companyId: CompanyId }), ReportsTaken),
  /** Shows the file in the system's file manager. */
  reveal: command(z.strictObject({ bundleId: BundleId }), z.void()),
  revealReport: command(z.strictObject({ reportId: ReportId }), z.void()),
  changed: event(z.strictObject({ companyId: CompanyId, month: Month.optional() })),
};

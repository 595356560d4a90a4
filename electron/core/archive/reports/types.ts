// What the archive's workers offer for reports: files of a month that somebody brought, and the checks of what lies where.
import type { ReceiptCheck } from '../../../../shared/contract/receipts';
import type { ReportView } from '../../../../shared/contract/reports';
import type { CompanyId, ConnectionId, Month, ReportId } from '../../../../shared/domain/ids';

export interface ReportOrder {
  readonly id: ReportId;
  readonly companyId: CompanyId;
  readonly month: Month | null;
  /** On the archive's disk, complete and synced; it is moved away. */
  readonly from: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly origin: ReportView['origin'];
  readonly at: string;
}

export interface ReportWriter {
  /** `known`: the same content is here for that month, or was taken away and comes from the folder again. The file stays then. */
  addReport(order: ReportOrder): Promise<'added' | 'known'>;
  setReportMonth(companyId: CompanyId, reportId: ReportId, month: Month, at: string): Promise<void>;
  /** Refused when it lies at a destination. */
  removeReport(companyId: CompanyId, reportId: ReportId, at: string): Promise<void>;
  /** Nothing is done where it is so already. */
  setMonthClosed(companyId: CompanyId, month: Month, isClosed: boolean, at: string): Promise<void>;
  saveCheck(companyId: CompanyId, check: CheckFound): Promise<void>;
}

export interface CheckFound {
  readonly connectionId: ConnectionId;
  readonly at: string;
  readonly found: readonly {
    /** Bundle or report. */
    readonly id: string;
    /** Of the receipt. */
    readonly path: string;
    readonly state: ReceiptCheck['state'];
    /** Where it was found instead. */
    readonly foundPath?: string;
  }[];
}

export interface ReportReader {
  /** Of a month, or (null) of none yet; oldest first. */
  reports(companyId: CompanyId, month: Month | null): Promise<readonly ReportView[]>;
  reportsOfYear(companyId: CompanyId, year: number): Promise<readonly ReportView[]>;
  /** By month: when it was closed, instant text. */
  closedMonths(companyId: CompanyId): Promise<Readonly<Record<Month, string>>>;
  report(reportId: ReportId): Promise<ReportView>;
  /** Absolute path of the file. */
  reportFile(reportId: ReportId): Promise<string>;
}

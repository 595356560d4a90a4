// What the archive's two workers offer to main. One writer owns every write (SQLite, segments, records); readers never block it.
import type { BundleProof } from './bundles/proveBundle';
import type { AppError } from '../../../shared/errors';
import type { CompanyId, ConnectionId, InvoiceRowId, Month } from '../../../shared/domain/ids';
import type {
  InvoiceCursor,
  InvoiceDetail,
  InvoiceFilter,
  InvoicePage,
  InvoiceSort,
  InvoiceSummary,
} from '../../../shared/contract/invoices';
import type { InvoiceView } from '../../../shared/domain/invoiceView';
import type { ReceiptView } from '../../../shared/contract/receipts';
import type { BundleView } from '../../../shared/contract/reports';
import type { RunKind, RunLogLine, RunView, UnreadableItem } from '../../../shared/contract/runs';
import type { PullPage } from '../providers/sdk/pages';
import type { FiscalReader, FiscalWriter } from './fiscal/types';
import type { OutboxReader, OutboxWriter } from './outbox/types';
import type { SourceFileReader } from './read/sourceFileCalls';
import type { ReportReader, ReportWriter } from './reports/types';
import type { LinkWriter, ReconcileReader } from './reconcile/calls';
import type { CompanyReader } from './companyTypes';

export interface ArchiveCompany {
  readonly id: CompanyId;
  readonly name: string;
  readonly country: string;
  readonly taxId: string | null;
  readonly purchaseMonthRule: 'issue_date' | 'received_date';
  /** Instant text: when this was decided. */
  readonly at: string;
}

export interface ArchiveSource {
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  readonly providerId: string;
  /** What the provider's check calls the account. */
  readonly identity: string;
  readonly at: string;
}

export interface IngestOrder {
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  readonly providerId: string;
  readonly page: PullPage;
  /** Instant text of the run's clock: stored times come from here, so that tests and rebuilds are exact. */
  readonly at: string;
  readonly runId: string;
  /** Put on every document of the page, also on those that are known. */
  readonly tag?: string;
}

export interface IngestResult {
  readonly newCount: number;
  readonly changedCount: number;
  readonly knownCount: number;
  /** Kept as originals, but not to be read; counted here and in no other number. */
  readonly unreadable: readonly UnreadableItem[];
}

export type JobState = 'queued' | 'leased' | 'retry' | 'parked' | 'done' | 'cancelled';

export interface JobRow {
  readonly id: string;
  readonly runId: string;
  readonly type: string;
  readonly companyId: string | null;
  readonly connectionId: string | null;
  /** Canonical JSON, parsed by the job type's own schema before it runs. */
  readonly payload: string;
  readonly state: JobState;
  readonly attempt: number;
  readonly leaseUntil: string | null;
  readonly notBefore: string | null;
  readonly problem: AppError | null;
  readonly createdAt: string;
}

export interface BundleDraft {
  readonly companyId: CompanyId;
  readonly month: Month;
  /** The next revision, or the current one when nothing changed (then `existing` is set). */
  readonly revision: number;
  readonly identity: string;
  readonly existing: BundleView | null;
  readonly invoiceIds: readonly InvoiceRowId[];
  /** Bundles of the month that other PCs have made or begun: revisions are counted over all of them. */
  readonly elsewhere: readonly BundleElsewhere[];
}

export interface BundleElsewhere {
  readonly revision: number;
  readonly identity: string;
}

export interface Recovered {
  readonly adoptedSegments: number;
  readonly sweptFiles: number;
  readonly adoptedRecords: number;
  /** Links that are damaged or do not follow the one before, found now or earlier; what is sound in and after them was taken. */
  readonly problems: readonly {
    readonly companyId: string;
    readonly seq: number;
    readonly key: 'archive.segment_damaged' | 'archive.chain_broken' | 'archive.records_damaged';
  }[];
}

/** Every method commits (fsync included) before its promise resolves. Safe against SIGKILL at any point. */
export interface ArchiveWriter extends OutboxWriter, FiscalWriter, LinkWriter, ReportWriter {
  /** Adopts or sweeps what a crash left behind; answers what was done. Runs first. */
  recover(): Promise<Recovered>;
  saveCompany(company: ArchiveCompany): Promise<void>;
  /** Folder, rows, everything. */
  eraseCompany(companyId: CompanyId): Promise<void>;

  ingest(
    order: IngestOrder,
    onProgress: (done: number, total: number | null) => void,
    signal: AbortSignal,
  ): Promise<IngestResult>;
  /** Which account a connection reads. Written once; nothing is done when it is known. */
  saveSource(source: ArchiveSource): Promise<void>;
  checkpoints(connectionId: ConnectionId): Promise<Readonly<Record<string, string>>>;
  /** Tombstones for all documents of a connection; originals stay. */
  hideConnection(companyId: CompanyId, connectionId: ConnectionId, at: string): Promise<void>;

  noteGet(scope: string, name: string): Promise<string | null>;
  notePut(scope: string, name: string, value: string): Promise<void>;
  noteDelete(scope: string, name: string): Promise<void>;
  noteList(scope: string, prefix: string): Promise<readonly string[]>;

  /** Stores a run with its jobs in one transaction. */
  createRun(run: RunView, jobs: readonly JobRow[]): Promise<void>;
  saveRun(run: RunView): Promise<void>;
  /** Runs that were stored as going on, with the jobs that belong to them: what a start has to settle or continue. */
  unfinishedRuns(): Promise<readonly { readonly run: RunView; readonly jobs: readonly JobRow[] }[]>;
  appendLog(runId: string, lines: readonly Omit<RunLogLine, 'seq'>[]): Promise<void>;
  addJob(job: JobRow): Promise<void>;
  /** Leases the oldest job that may run now for none of the busy connections; null when there is none. */
  leaseJob(now: string, leaseUntil: string, busyConnections: readonly string[]): Promise<JobRow | null>;
  renewLease(jobId: string, leaseUntil: string): Promise<void>;
  settleJob(
    jobId: string,
    outcome: { readonly state: Exclude<JobState, 'leased'>; readonly notBefore?: string; readonly problem?: AppError },
  ): Promise<void>;
  /** Jobs whose lease ended before this instant without being settled: their process died. They become `queued` again. */
  reclaimJobs(now: string): Promise<readonly JobRow[]>;
  openJobs(): Promise<readonly JobRow[]>;

  /** What a bundle of this month would hold now. */
  draftBundle(companyId: CompanyId, month: Month, elsewhere?: readonly BundleElsewhere[]): Promise<BundleDraft>;
  /** Builds the ZIP in the archive folder (temp, fsync, rename, fsync folder, then commit) and answers it. */
  buildBundle(
    draft: BundleDraft,
    order: { readonly at: string; readonly language: string },
    onProgress: (done: number, total: number | null) => void,
    signal: AbortSignal,
  ): Promise<BundleView>;
  /** Intent first: written before the first byte is sent; overwritten by the receipt. */
  saveIntent(intent: {
    readonly bundleId: string;
    readonly connectionId: string;
    readonly path: string;
    readonly at: string;
  }): Promise<void>;
  saveReceipt(bundleId: string, receipt: ReceiptView): Promise<void>;

  /** Drops every projection and builds it again from segments and records. */
  rebuild(): Promise<{
    readonly documents: number;
    readonly versions: number;
    readonly problems: Recovered['problems'];
  }>;
  close(): Promise<void>;
}

/** A document that is to be brought. */
export interface AskedDocument {
  readonly key: string;
  readonly sha256: string;
  readonly mediaType: string;
  readonly matchKey: string | null;
  readonly ksefNumber: string | null;
  readonly issueDate: string | null;
}

export interface KnownDocument {
  readonly state: 'new' | 'elsewhere' | 'changed' | 'known';
  /** The connection that holds the same invoice. */
  readonly foundIn?: ConnectionId;
}

export interface Holding {
  readonly direction: 'sale' | 'purchase' | 'other';
  readonly month: Month;
  readonly count: number;
  readonly gross: readonly { readonly amount: string; readonly currency: string }[];
}

export interface ArchiveReader
  extends OutboxReader, FiscalReader, ReconcileReader, ReportReader, SourceFileReader, CompanyReader {
  listInvoices(
    filter: InvoiceFilter,
    sort: InvoiceSort,
    after: InvoiceCursor | null,
    limit: number,
  ): Promise<InvoicePage>;
  summary(filter: InvoiceFilter): Promise<InvoiceSummary>;
  months(companyId: CompanyId): Promise<
    readonly {
      month: Month;
      direction: 'sale' | 'purchase' | 'other';
      count: number;
      net: { amount: string; currency: string };
    }[]
  >;
  invoice(id: InvoiceRowId): Promise<Omit<InvoiceDetail, 'checkLink'> & { readonly connectionId: ConnectionId }>;
  /** Bytes are checked against their stored hash; a difference is a Failure `archive.original_changed`. */
  original(
    id: InvoiceRowId,
    version: number | null,
  ): Promise<{ readonly bytes: Uint8Array; readonly fileName: string; readonly mediaType: string }>;
  /** A file inside the invoice's last version, in the order of its attachments. */
  attachment(id: InvoiceRowId, index: number): Promise<{ readonly name: string; readonly bytes: Uint8Array }>;
  /** The connection under which this account's documents are kept; null when they are not, or were taken from the screens. */
  sourceOf(companyId: CompanyId, providerId: string, identity: string): Promise<ConnectionId | null>;
  /** A version (null: the last one) with what a page of it needs; its bytes are as they are, changed or not. */
  paper(
    id: InvoiceRowId,
    version: number | null,
  ): Promise<{
    readonly bytes: Uint8Array;
    readonly sha256: string;
    readonly isUnchanged: boolean;
    readonly fileName: string;
    readonly remoteNumber: string | null;
    readonly connectionId: ConnectionId;
    readonly view: InvoiceView;
  }>;
  /** What is damaged in the folder of a company and not mended yet. */
  findings(companyId: CompanyId): Promise<Recovered['problems']>;
  /** Of these natural keys those that no document of the connection has. */
  missingKeys(connectionId: ConnectionId, keys: readonly string[]): Promise<readonly string[]>;
  /** Of these natural keys those whose last version no format could read. */
  unreadableKeys(connectionId: ConnectionId, keys: readonly string[]): Promise<readonly string[]>;
  /** In the order of the question; without a connection nothing was brought before. */
  importStates(
    companyId: CompanyId,
    connectionId: ConnectionId | null,
    asked: readonly AskedDocument[],
  ): Promise<readonly KnownDocument[]>;
  /** What the archive holds of a connection, by side and month: tombstones and hidden ones do not count. */
  holdings(connectionId: ConnectionId): Promise<readonly Holding[]>;
  /** Whoever was sold to, last sold to first; found by every word of the name, or by the tax id. */
  customers(
    companyId: CompanyId,
    search: string,
    limit: number,
  ): Promise<
    readonly {
      readonly invoiceId: InvoiceRowId;
      readonly name: string;
      readonly taxId: string | null;
      readonly lastIssueDate: string;
    }[]
  >;
  tags(companyId: CompanyId): Promise<readonly { readonly tag: string; readonly count: number }[]>;
  /** Natural keys with this beginning, of these issue dates, whose last version is not deleted. */
  storedKeys(
    connectionId: ConnectionId,
    order: { readonly prefix: string; readonly from: string; readonly to: string },
  ): Promise<readonly string[]>;
  bundles(
    companyId: CompanyId,
    month: Month,
  ): Promise<{ readonly bundles: readonly BundleView[]; readonly invoiceCount: number }>;
  bundlesOfYear(companyId: CompanyId, year: number): Promise<readonly BundleView[]>;
  /** Absolute path of the ZIP. */
  bundleFile(bundleId: string): Promise<string>;
  /** Compares a bundle that lies anywhere with the list in it. */
  proveBundle(path: string): Promise<BundleProof>;
  runs(query: {
    readonly companyId?: string;
    readonly connectionId?: string;
    readonly kind?: RunKind;
    readonly onlyProblems?: boolean;
    readonly before?: { readonly startedAt: string; readonly id: string };
    readonly limit: number;
  }): Promise<readonly RunView[]>;
  run(runId: string): Promise<RunView | null>;
  runLog(runId: string): Promise<readonly RunLogLine[]>;
  /** What a run has stored for a connection so far, also before its process died. */
  storedByRun(runId: string, connectionId: ConnectionId): Promise<Omit<IngestResult, 'knownCount'>>;
  /** Last good run of each connection: id -> instant and new count. */
  lastGood(companyId: CompanyId): Promise<Readonly<Record<string, { readonly at: string; readonly newCount: number }>>>;
  close(): Promise<void>;
}

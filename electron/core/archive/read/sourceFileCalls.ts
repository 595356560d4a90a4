// What the reader tells about a record for a question at its source.
import type { CompanyId, ConnectionId, InvoiceRowId, Month } from '../../../../shared/domain/ids';

export interface SourceRecord {
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  readonly naturalKey: string;
  readonly direction: 'sale' | 'purchase' | 'other';
  readonly number: string;
  readonly issueDate: string;
  readonly month: Month;
  readonly isDeleted: boolean;
  readonly content: Uint8Array;
}

export interface SourceFileReader {
  /** The record as its source has it, for questions about it there; what was changed on the disk is a Failure as with `original`. */
  sourceRecord(id: InvoiceRowId): Promise<SourceRecord>;
  /** A ZIP that a service made: how many files are in it, and the only one. Limits are those of one invoice's files. */
  onlyFile(
    path: string,
  ): Promise<{ readonly count: number; readonly file: { readonly name: string; readonly bytes: Uint8Array } | null }>;
}

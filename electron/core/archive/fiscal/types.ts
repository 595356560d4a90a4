// What the archive keeps of tills, as its two workers offer it.
import type { FiscalFileView } from '../../../../shared/contract/fiscal';
import type { CompanyId, ConnectionId, Month } from '../../../../shared/domain/ids';
import type { FiscalFile } from '../../providers/sdk/fiscal';

export interface FiscalDelivery {
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  readonly providerId: string;
  readonly at: string;
  readonly file: FiscalFile;
}

export interface FiscalWriter {
  /** Copied from the spool and compared with its promised hash, then its record. The same file again: nothing. */
  keepFiscalFile(
    delivery: FiscalDelivery,
    onProgress: (done: number, total: number | null) => void,
    signal: AbortSignal,
  ): Promise<FiscalFileView>;
  /** Everything of the month is here: it need not be asked for again. */
  closeFiscalMonth(order: {
    readonly companyId: CompanyId;
    readonly connectionId: ConnectionId;
    readonly providerId: string;
    readonly month: Month;
    readonly at: string;
  }): Promise<void>;
}

export interface FiscalReader {
  hasFiscalFile(connectionId: ConnectionId, naturalKey: string): Promise<boolean>;
  /** Without a month all of them, oldest month first. */
  fiscalFiles(companyId: CompanyId, month?: Month): Promise<readonly FiscalFileView[]>;
  /** Absolute path of a file that is there. */
  fiscalFile(fileId: string): Promise<string>;
  /** Months of a connection of which everything is here. */
  closedFiscalMonths(connectionId: ConnectionId): Promise<readonly Month[]>;
}

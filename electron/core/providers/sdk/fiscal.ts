// Fiscal records: exports of a till's security module, one file per module and month, checked on arrival.
import type { MessageParams } from '../../../../shared/errors';
import type { ProviderContext, WorkContext } from './context';

/** Something about a file that a person should know: a key of the provider's texts. */
export interface FiscalFinding {
  readonly key: string;
  readonly params: MessageParams;
}

/** What a check found in a file. */
export interface FiscalCheck {
  /** How many records it holds. */
  readonly records: number;
  /** The first and the last of the numbers that leave no gaps; null when there are none. */
  readonly firstCounter: number | null;
  readonly lastCounter: number | null;
  readonly findings: readonly FiscalFinding[];
}

/**
 * Reads a whole file; runs on a thread of its own, with nothing but the path. A file that cannot be read is a Failure (`unavailable`): it
 * must not pass for an archive.
 */
export type CheckFiscalFile = (path: string, signal: AbortSignal) => Promise<FiscalCheck>;

export interface FiscalFile extends FiscalCheck {
  /** Unique and stable within the connection: the same module and month again have the same key. */
  readonly naturalKey: string;
  /** The module that it is of; absent for what belongs to the whole account. */
  readonly moduleId?: string;
  /** Only what had been signed until then. */
  readonly isInterim?: true;
  /** `2026-09` */
  readonly month: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** In the spool; final and unchanging. */
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface FiscalOrder {
  readonly month: string;
  /** The month is still running: what was signed until this instant (milliseconds), as a file of its own. */
  readonly untilMs?: number;
  /** The archive has it already: it need not be fetched again. */
  readonly has: (naturalKey: string) => Promise<boolean>;
  /** The provider's own check, on a thread of its own. */
  readonly check: (path: string) => Promise<FiscalCheck>;
}

/**
 * Fetches what belongs to a month, one file at a time. Called again after a crash with the same month: takes up what `ctx.notes` remember
 * of orders that are already under way. Yields nothing for a module that has no record in the month.
 */
export type FetchFiscalMonth = (ctx: WorkContext, order: FiscalOrder) => AsyncIterable<FiscalFile>;

/** A security module as its service tells it. */
export interface FiscalModule {
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** Serial number, as it stands on receipts and in registrations. */
  readonly serial: string;
  /** `preparing`: signs nothing yet. `ended` and `broken` sign no more, but what they have signed can be exported. */
  readonly state: 'signing' | 'preparing' | 'ended' | 'broken';
  /** Signing since (milliseconds); null before. */
  readonly sinceMs: number | null;
  readonly untilMs: number | null;
}

export type ListFiscalModules = (ctx: ProviderContext) => Promise<readonly FiscalModule[]>;

export interface FiscalReceiptsOrder {
  readonly moduleId: string;
  /** How many of the newest are passed over. */
  readonly offset: number;
  readonly limit: number;
  /** This one alone. */
  readonly number?: number;
  /** Begins with the newest that was started on this calendar date, or before it. */
  readonly day?: string;
}

/** A transaction as the service lists it. */
export interface ListedReceipt {
  readonly number: number;
  readonly state: 'open' | 'finished' | 'cancelled';
  /** Serial number of the till. */
  readonly till: string;
  readonly startedMs: number;
  /** The text of its code, once it is finished. */
  readonly code?: string;
}

/** Newest first. `offset`: where these begin among all of them. */
export type ListFiscalReceipts = (
  ctx: ProviderContext,
  order: FiscalReceiptsOrder,
) => Promise<{ readonly total: number; readonly offset: number; readonly receipts: readonly ListedReceipt[] }>;

/** What a receipt's code says, and whether it is true. All texts are the code's own. */
export interface ReceiptReading {
  readonly verdict: 'valid' | 'forged' | 'unchecked';
  readonly fields: readonly { readonly key: string; readonly value: string }[];
  /** Serial number of the module whose key stands in the code. */
  readonly moduleSerial: string;
  readonly clientSerial: string;
}

/** Offline and pure. Null: not the code of a receipt. */
export type ReadReceipt = (text: string) => Promise<ReceiptReading | null>;

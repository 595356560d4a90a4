// Fiscal records: exports of a till's security module, one file per module and month, checked on arrival.
import type { MessageParams } from '../../../../shared/errors';
import type { WorkContext } from './context';

/** Something about a file that a person should know: a key of the provider's texts. */
export interface FiscalFinding {
  readonly key: string;
  readonly params: MessageParams;
}

export interface FiscalFile {
  /** Unique and stable within the connection: the same module and month again have the same key. */
  readonly naturalKey: string;
  /** `2026-09` */
  readonly month: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** In the spool; final and unchanging. */
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** How many records it holds. */
  readonly records: number;
  readonly findings: readonly FiscalFinding[];
}

/**
 * Fetches what belongs to a month, one file at a time. Called again after a crash with the same month: takes up what `ctx.notes` remember
 * of orders that are already under way. Yields nothing for a module that has no record in the month.
 */
export type FetchFiscalMonth = (ctx: WorkContext, order: { readonly month: string }) => AsyncIterable<FiscalFile>;

// What the worker that looks after the archive offers to main: it reads everything, and holds up neither a list nor a sync.
import type { CompanyProof } from '../archive/integrity/types';

export type OnKept = (done: number, total: number | null) => void;

export interface Keeper {
  /** Every hash of every company, as far as its chain goes now. */
  verify(archive: string, onProgress: OnKept, signal: AbortSignal): Promise<readonly CompanyProof[]>;
  close(): Promise<void>;
}

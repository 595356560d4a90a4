// What the worker that checks fiscal files offers to main.
import type { FiscalCheck } from '../providers/sdk/fiscal';

export interface FiscalChecker {
  /** By the check of the provider whose file it is. */
  check(
    providerId: string,
    path: string,
    onProgress: (done: number, total: number | null) => void,
    signal: AbortSignal,
  ): Promise<FiscalCheck>;
  close(): Promise<void>;
}

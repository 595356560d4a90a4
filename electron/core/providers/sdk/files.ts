// Destinations: where files go. The service owns intents, receipts and retries; the provider owns the protocol.
import type { WorkContext } from './context';

export interface UploadOrder {
  /** Local file, final and unchanging. */
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Folders below the connection's base folder, unescaped: `['2026', '10']`. */
  readonly folders: readonly string[];
  readonly fileName: string;
  readonly mediaType: string;
  readonly modifiedAtMs: number;
}

export type UploadResult =
  | {
      readonly result: 'stored' | 'already_there';
      /** Path as the user sees it at the destination, from its root. */
      readonly path: string;
      readonly remoteId?: string;
      readonly verifiedBy: 'checksum' | 'read_back' | 'size';
    }
  /** Same name, other content: nothing was overwritten. The service chooses a new name and orders again. */
  | { readonly result: 'name_taken'; readonly path: string };

/**
 * Uploads one file so that it is never visible half-written under its final name, resumes what `ctx.notes` remember
 * (session handle stored before the first byte; the committed offset asked from the server), compares content afterwards.
 * Called again after a crash with the same order: must find out what the server already has before sending anything.
 * Throws Failures; `rejected` with key `quota_full` when there is no room.
 */
export type UploadFile = (ctx: WorkContext, order: UploadOrder) => Promise<UploadResult>;

/** `movedTo`: the same content lies under this path now; told only by services that know a file by its id. */
export type CheckResult = 'same' | 'differs' | 'missing' | { readonly movedTo: string };

/** Compares again what a receipt promises. */
export type CheckFile = (
  ctx: WorkContext,
  expected: {
    readonly path: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly remoteId?: string | undefined;
  },
) => Promise<CheckResult>;

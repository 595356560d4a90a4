// Destinations: where files go. The service owns intents, receipts and retries; the provider owns the protocol.
import type { ProviderContext, WorkContext } from './context';

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

type VerifiedBy = 'checksum' | 'read_back' | 'size';

export type UploadResult =
  | {
      readonly result: 'stored' | 'already_there';
      /** Path as the user sees it at the destination, from its root. */
      readonly path: string;
      readonly remoteId?: string;
      readonly verifiedBy: VerifiedBy;
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
    /** How it was compared when it came. `size`: the service had changed it by then, and nothing else tells. */
    readonly verifiedBy?: VerifiedBy;
  },
) => Promise<CheckResult>;

/** What lies in a folder, as a person browses it. */
export interface RemoteEntry {
  readonly name: string;
  readonly isFolder: boolean;
  /** Of a file; 0 where the service tells none. */
  readonly bytes: number;
  /** Milliseconds. */
  readonly modifiedAtMs?: number;
  /** Tells files of one name apart. */
  readonly remoteId?: string;
}

export interface FolderPage {
  readonly entries: readonly RemoteEntry[];
  /** Where the next page begins; null: this was the last one. */
  readonly next: string | null;
}

/** A page of what lies in a folder below the base folder, in the service's own order. Null: there is no such folder. */
export type ListFolder = (
  ctx: ProviderContext,
  ask: {
    /** Below the base folder, as they were listed; empty: the base folder itself. */
    readonly folders: readonly string[];
    readonly from: string | null;
  },
) => Promise<FolderPage | null>;

export interface FetchOrder {
  /** Below the base folder, as they were listed. */
  readonly folders: readonly string[];
  readonly fileName: string;
  readonly remoteId?: string | undefined;
  /** Where it goes on this computer: nothing lies there before it is whole. */
  readonly toPath: string;
}

export interface Fetched {
  readonly bytes: number;
  /** Lower-case hex, of what was written here. */
  readonly sha256: string;
  /** What the service's own check sum says of what was written here; `unknown`: it tells none, or none that can be computed. */
  readonly verdict: 'same' | 'differs' | 'unknown';
}

/** Brings one file back, streamed to the disk. Null: it is not there. Changes nothing at the service. */
export type FetchFile = (ctx: WorkContext, order: FetchOrder) => Promise<Fetched | null>;

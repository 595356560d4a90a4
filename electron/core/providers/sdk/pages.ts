// A page of a pull: names of what lies in the spool, never the bytes. The writer commits it together with its checkpoint.

/** How far one stream of a source has been read. `value` is the provider's own JSON text. */
export interface Checkpoint {
  readonly stream: string;
  readonly value: string;
}

/** What came with a document and must be kept with it: goes into the sidecar unchanged. */
export type RemoteMeta = Readonly<Record<string, unknown>>;

/**
 * What the source itself says about a document, in words that every source shares: used where the original cannot be read, and for
 * what only the source knows. Providers fill what they have; `remote` keeps the source's own record beside it.
 */
export interface RemoteFacts {
  /** Number under which the source knows it; the natural key when absent. */
  readonly remoteNumber?: string;
  /** Instant text of the legal receipt, as long as the source gives it. */
  readonly receivedAt?: string;
  /** The same as a calendar date in the source's own zone (KSeF: Europe/Warsaw); decides the month by the company's rule. */
  readonly receivedOn?: string;
  readonly number?: string;
  readonly issueDate?: string;
  readonly currency?: string;
  /** Decimal text with a dot. */
  readonly net?: string;
  readonly vat?: string;
  readonly gross?: string;
  readonly seller?: { readonly name?: string; readonly taxId?: string };
  readonly buyer?: { readonly name?: string; readonly taxId?: string };
  /** A picture of a document that the same source may list once more as a record: those two are one invoice. */
  readonly isScan?: boolean;
}

/** One of several invoices in a file, as a document of its own. */
export interface PagePart {
  /** Counted from 1. */
  readonly part: number;
  readonly naturalKey: string;
  readonly facts?: RemoteFacts;
}

/** One document of an `items` page, small enough to live in memory. */
export interface PageItem {
  /** Unique and stable within the connection, e.g. the KSeF number. */
  readonly naturalKey: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** Standard Base64 of the original bytes, or a path in the spool. */
  readonly content: { readonly base64: string } | { readonly path: string };
  readonly remote: RemoteMeta;
  readonly facts?: RemoteFacts;
  /**
   * Of a file with several invoices those that are wanted, the first under the item's own key. Absent: every one, the first under the
   * item's key, the others under `key#2`, `key#3`, …
   */
  readonly parts?: readonly PagePart[];
  /** Deleted at the source: a tombstone version, content is ignored. */
  readonly isDeleted?: boolean;
}

export interface SpoolPart {
  readonly path: string;
  /** Standard Base64 of SHA-256 over the file as it lies in the spool. */
  readonly sha256: string;
  readonly bytes: number;
  /** The same for the content after decryption, when the source tells. */
  readonly plainSha256?: string;
  readonly plainBytes?: number;
}

/** A package of many documents that a worker opens: joined parts, maybe encrypted, one archive. */
export interface PackagePage {
  readonly kind: 'package';
  readonly parts: readonly SpoolPart[];
  /** Each part is encrypted by itself, AES-256-CBC with PKCS#7; key and IV in Base64. */
  readonly cipher?: { readonly key: string; readonly iv: string };
  readonly packaging: 'zip' | 'tar.gz';
  /** Name of the provider's unpacker (manifest `unpackers`), which tells natural keys and metadata of the entries. */
  readonly unpacker: string;
}

export interface ItemsPage {
  readonly kind: 'items';
  readonly items: readonly PageItem[];
}

export interface PullPage {
  readonly content: PackagePage | ItemsPage;
  /** Format hint for electron/core/formats; `auto` lets it detect. */
  readonly parserId: string;
  /** Facts for every document of the page, e.g. `{ role: 'Subject2' }`: they end in each sidecar. */
  readonly meta: RemoteMeta;
  /** Whose side of the invoice the company is on, when the source knows. */
  readonly direction?: 'sale' | 'purchase' | 'other';
  /** Moves only together with what the page holds. */
  readonly checkpoint: Checkpoint;
  /** Expected number of documents, for progress and as a check of completeness. */
  readonly expectedCount?: number;
  /**
   * Names of notes (`ctx.notes`) that lead to this very delivery. When the archive refuses what was delivered they are dropped, so
   * that the next try orders another delivery instead of meeting the same one for ever.
   */
  readonly dropIfRefused?: readonly string[];
}

/** What a worker-side unpacker answers for a package's own index file (e.g. `_metadata.json`). Pure, worker-safe. */
export interface Unpacker {
  /** Name of the index entry inside the package; parsed before anything else. */
  readonly indexEntry: string;
  /** Throws a Failure when the index is no such index. */
  readIndex(bytes: Uint8Array): UnpackIndex;
}
export interface UnpackIndex {
  /** Documents that the index announces, by entry name. */
  readonly entries: ReadonlyMap<string, UnpackEntry>;
}
export interface UnpackEntry {
  readonly naturalKey: string;
  readonly mediaType: string;
  /** Standard Base64 of SHA-256 that the entry must have, when the source tells. */
  readonly sha256?: string;
  readonly remote: RemoteMeta;
  readonly facts?: RemoteFacts;
  /** Keys of the provider's texts: odd, but kept all the same. */
  readonly warnings?: readonly string[];
}

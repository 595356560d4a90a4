// The documents of one page, one at a time, whatever they came in. Nothing is held but the document in hand.
import type { PagePart, RemoteFacts, RemoteMeta } from '../../providers/sdk/pages';
import type { PackedEntry } from '../zip/zipWriter';

export interface PageDocument {
  readonly naturalKey: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly isDeleted: boolean;
  readonly remote: RemoteMeta;
  readonly facts: RemoteFacts | undefined;
  /** Which invoices of it are wanted, when not all are. */
  readonly parts?: readonly PagePart[] | undefined;
  /** Keys of the provider's texts: odd, but kept all the same. */
  readonly warnings: readonly string[];
  /** Hex SHA-256 that the source promised: with it a known document need not be unpacked again. */
  readonly promisedSha256: string | null;
  /** Name of its entry in the package, for what is said about it; its file name when it came alone. */
  readonly entryName: string;
  /** Its bytes as they lie in a ZIP, unchecked; null when they are not packed there. Valid until the next document is read. */
  packed(): PackedEntry | null;
  /** Reads and checks. What it answers is valid until the next document is loaded. */
  load(): LoadedOriginal;
}

export interface LoadedOriginal {
  readonly bytes: Uint8Array;
  /** Hex. */
  readonly sha256: string;
  /** Deflate data of these very bytes when the page came as a ZIP: goes into the segment as it is. */
  readonly packed: PackedEntry | null;
}

/** Made when they are asked for: tens of thousands at once would be most of the memory of a first sync. */
export interface DocumentList {
  readonly length: number;
  slice(from: number, to: number): readonly PageDocument[];
}

export interface PageDocuments {
  readonly total: number;
  readonly documents: DocumentList;
  close(): void;
}

// From the packed bytes of documents to the facts of their rows. Pure: the writer does it, and a parser thread does it beside it.
import { gunzipSync } from 'node:zlib';
import { badDelivery } from '../failures';
import { readParts, type PartFacts, type ReadingBy } from '../ingest/parts';
import type { FormatLookup, VersionSidecar } from '../ingest/project';
import { sha256Hex } from '../sha256';
import { DEFLATED, MIN_CHUNK } from '../zip/zipFormat';
import { unpack } from '../zip/zipReader';

/** Where a document's deflate data lies in the bytes of its batch, and what it must be. */
export interface PackedDocument {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly crc: number;
  readonly bytes: number;
  /** Hex; null when the source promised nothing. */
  readonly promisedSha256: string | null;
  readonly sidecar: VersionSidecar;
}

/** Documents as members of one gzip stream (packBatch.ts). */
export interface PackedBatch {
  readonly data: HandedOver;
  readonly usedBytes: number;
  readonly documents: readonly PackedDocument[];
  readonly by: ReadingBy;
}
/** Bytes that can change hands with a message: no copy is made. */
export type HandedOver = Uint8Array<ArrayBuffer>;

/** What is known of an original when it has been read. */
export interface ReadFacts {
  readonly sha256: string;
  /** The documents that it makes; the first one is named by the source. */
  readonly parts: readonly [PartFacts, ...PartFacts[]];
}

/** Reads one document of a batch by its place; throws what is wrong with it. */
export type BatchReader = (place: number) => ReadFacts;

export function batchReader(batch: PackedBatch, formatFor: FormatLookup): BatchReader {
  const { documents, data, by } = batch;
  const plain = plainOf(batch);
  const starts: number[] = [];
  let start = 0;
  for (const { bytes } of documents) {
    starts.push(start);
    start += bytes;
  }
  return (place) => {
    const document = documents[place];
    if (document === undefined) throw new Error(`no document ${place}`);
    const { name, bytes, promisedSha256, sidecar } = document;
    const from = starts[place] ?? 0;
    const content = plain === null ? unpackAlone(document, data) : plain.subarray(from, from + bytes);
    return { sha256: checkedSha256(name, content, promisedSha256), parts: readParts(content, sidecar, by, formatFor) };
  };
}

/**
 * All documents of a batch in one call: setting up an inflater for each cost more than inflating, and what it was set up with stayed
 * until the next full collection. A gzip member says size and CRC, and zlib checks both. Null when anything is wrong with one of them:
 * then each is unpacked by itself, so that the right one is named.
 */
function plainOf({ data, usedBytes, documents }: PackedBatch): Buffer | null {
  const bytes = documents.reduce((sum, document) => sum + document.bytes, 0);
  if (documents.length === 0) return null;
  try {
    // In one piece: pieces of zlib's own size would be put together by copying all of them.
    const chunkSize = Math.max(bytes + 1, MIN_CHUNK);
    const plain = gunzipSync(data.subarray(0, usedBytes), { maxOutputLength: Math.max(bytes, 1), chunkSize });
    return plain.length === bytes ? plain : null;
  } catch {
    return null;
  }
}

function unpackAlone({ name, from, to, crc, bytes }: PackedDocument, data: HandedOver): Buffer {
  return unpack({ name, method: DEFLATED, crc, bytes }, Buffer.from(data.buffer, data.byteOffset + from, to - from));
}

/** The document's hash, which must be the promised one. */
export function checkedSha256(name: string, plain: Uint8Array, promised: string | null): string {
  const sha256 = sha256Hex(plain);
  if (promised !== null && promised !== sha256) throw badDelivery('archive.entry_hash', { name });
  return sha256;
}

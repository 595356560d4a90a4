// Puts documents of a ZIP into a batch as they are packed: the deflate data of each becomes a member of one gzip stream (RFC 1952).
import type { PageDocument } from '../ingest/pageDocuments';
import type { ReadingBy } from '../ingest/parts';
import type { HandedOver, PackedBatch, PackedDocument } from './readPacked';

/** Packed bytes of one batch; three batches exist at a time. */
export const BATCH_BYTES = 1024 * 1024;
const MAX_PLAIN_BYTES = 4 * BATCH_BYTES;

/** Magic number, deflate, no flags, no time, nothing about the system. */
const MEMBER_HEAD = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
const MEMBER_TAIL_BYTES = 8;

export interface Batch {
  /** The documents that it covers, in order. */
  readonly documents: readonly PageDocument[];
  /** Place in `packed` for each of them, null for one that is not in it. */
  readonly places: readonly (number | null)[];
  readonly packed: PackedBatch;
}

export interface PackOrder {
  readonly by: ReadingBy;
  readonly sidecarOf: (document: PageDocument) => PackedDocument['sidecar'];
  /** Not what is known already: that is not read at all. Asked for all of a batch at once. */
  readonly wantedOf: (documents: readonly PageDocument[]) => (document: PageDocument) => boolean;
}

const NONE: HandedOver = new Uint8Array(0);

/**
 * As many of the documents as there is room for; one that is no deflate data, or too large by itself, is covered but not in it.
 * Room of BATCH_BYTES is asked for when there is something to pack: a page of single documents has nothing.
 */
export function packBatch(documents: readonly PageDocument[], room: () => HandedOver, order: PackOrder): Batch {
  let data = NONE;
  const places: (number | null)[] = [];
  const packed: PackedDocument[] = [];
  let usedBytes = 0;
  let plainBytes = 0;
  const isWanted = order.wantedOf(documents);
  for (const document of documents) {
    const entry = isWanted(document) ? document.packed() : null;
    if (entry === null || memberBytes(entry.deflated) > BATCH_BYTES || entry.bytes > MAX_PLAIN_BYTES) {
      places.push(null);
      continue;
    }
    const { deflated, crc, bytes } = entry;
    if (usedBytes + memberBytes(deflated) > BATCH_BYTES || plainBytes + bytes > MAX_PLAIN_BYTES) break;
    if (data === NONE) data = room();
    const tail = new DataView(data.buffer, data.byteOffset);
    const from = usedBytes + MEMBER_HEAD.length;
    const to = from + deflated.length;
    data.set(MEMBER_HEAD, usedBytes);
    data.set(deflated, from);
    tail.setUint32(to, crc, true);
    tail.setUint32(to + 4, bytes, true);
    usedBytes = to + MEMBER_TAIL_BYTES;
    plainBytes += bytes;
    places.push(packed.length);
    const { entryName: name, promisedSha256 } = document;
    packed.push({ name, from, to, crc, bytes, promisedSha256, sidecar: order.sidecarOf(document) });
  }
  const covered = documents.slice(0, places.length);
  return { documents: covered, places, packed: { data, usedBytes, documents: packed, by: order.by } };
}

function memberBytes(deflated: Uint8Array): number {
  return MEMBER_HEAD.length + deflated.length + MEMBER_TAIL_BYTES;
}

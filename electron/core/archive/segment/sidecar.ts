// What is written beside every original, and the last word of each segment. Together they rebuild everything.
import { z } from 'zod';
import { sha256Hex } from '../sha256';

const Hex = z.string().regex(/^[0-9a-f]{64}$/);
/** Hash of the entry before; empty for the very first of a company. */
const Previous = z.union([Hex, z.literal('')]);
const Meta = z.record(z.string(), z.unknown());
const PartyFacts = z.strictObject({ name: z.string().optional(), taxId: z.string().optional() });

const Facts = z.strictObject({
  remoteNumber: z.string().optional(),
  receivedAt: z.string().optional(),
  receivedOn: z.string().optional(),
  number: z.string().optional(),
  issueDate: z.string().optional(),
  currency: z.string().optional(),
  net: z.string().optional(),
  vat: z.string().optional(),
  gross: z.string().optional(),
  seller: PartyFacts.optional(),
  buyer: PartyFacts.optional(),
  isScan: z.boolean().optional(),
});

/** One version of one document. Not strict: a newer Kontor may say more, and the originals must stay readable. */
export const Sidecar = z.object({
  v: z.literal(1),
  connection: z.string(),
  provider: z.string(),
  naturalKey: z.string().min(1),
  /** Entry of the original in the same segment; absent for a tombstone. */
  entry: z.string().optional(),
  isDeleted: z.boolean(),
  fileName: z.string(),
  mediaType: z.string(),
  parserId: z.string(),
  direction: z.enum(['sale', 'purchase', 'other']).optional(),
  sha256: Hex.optional(),
  bytes: z.int().min(0),
  storedAt: z.string(),
  remote: Meta,
  page: Meta,
  facts: Facts.optional(),
  /** Which invoices of the original are documents, under their own keys; absent: all of them, under the key of the original. */
  parts: z.array(z.object({ part: z.int().min(1), naturalKey: z.string().min(1), facts: Facts.optional() })).optional(),
  warnings: z.array(z.string()).optional(),
  previous: Previous,
});
export type Sidecar = z.infer<typeof Sidecar>;

/** Says how far the source was read with this segment, and closes it: a segment without it is not complete. */
export const SegmentIndex = z.object({
  v: z.literal(1),
  company: z.string(),
  seq: z.int().min(1),
  connection: z.string(),
  provider: z.string(),
  runId: z.string(),
  at: z.string(),
  documents: z.int().min(0),
  bytes: z.int().min(0),
  /** Only with the last segment of a page. */
  checkpoint: z.object({ stream: z.string(), value: z.string() }).nullable(),
  previous: Previous,
});
export type SegmentIndex = z.infer<typeof SegmentIndex>;

export const INDEX_ENTRY = 'segment.json';
export const SIDECAR_SUFFIX = '.meta.json';

/** Name of an original inside a segment: its place, then what a person recognises. */
export function entryName(position: number, fileName: string): string {
  const plain = fileName.normalize('NFKD').replace(/[^A-Za-z0-9._-]+/g, '_');
  return `${String(position).padStart(5, '0')}-${plain.slice(-120)}`;
}

/** A link of the chain: hash over the exact bytes of a sidecar, a segment index or a record line. */
export function linkHash(bytes: Uint8Array): string {
  return sha256Hex(bytes);
}

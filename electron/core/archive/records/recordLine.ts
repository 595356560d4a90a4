// Lines of records.jsonl: what users and services decided and proved. Each is a link of the company's chain.
import { z } from 'zod';
import { ReceiptView } from '../../../../shared/contract/receipts';
import { OutboxFacts, OutboxState, SendMode } from '../../../../shared/contract/sending';
import { AppError, MessageParams } from '../../../../shared/errors';

/** A document under the name that its source gave it. */
const DocumentName = z.object({ connection: z.string(), provider: z.string(), key: z.string() });

const RecordBodies = {
  company: z.object({
    name: z.string(),
    country: z.string(),
    taxId: z.string().nullable(),
    purchaseMonthRule: z.enum(['issue_date', 'received_date']),
  }),
  checkpoint: z.object({ connection: z.string(), provider: z.string(), stream: z.string(), value: z.string() }),
  /** Which account at its service a connection reads. */
  source: z.object({ connection: z.string(), provider: z.string(), identity: z.string() }),
  /** Its connection was removed: every document of it gets a tombstone and leaves the lists. */
  hide_connection: z.object({ connection: z.string() }),
  /** A run put this tag on what it brought. */
  tag: z.object({ connection: z.string(), provider: z.string(), tag: z.string(), keys: z.array(z.string()) }),
  /** A person said that two documents are one invoice, or that they are not; `none` takes the word back. */
  link: z.object({ a: DocumentName, b: DocumentName, verdict: z.enum(['same', 'apart', 'none']) }),
  /** A person explained why something is as it is; null takes it back. */
  explanation: z.object({ document: DocumentName, about: z.string(), note: z.string().nullable() }),
  bundle: z.object({
    id: z.string(),
    month: z.string(),
    revision: z.int(),
    file: z.string(),
    fileName: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    identity: z.string(),
    totals: z.array(z.unknown()),
    entries: z.array(z.unknown()),
    /** By connection: natural key and version number of every document inside. */
    items: z.record(z.string(), z.array(z.tuple([z.string(), z.int()]))),
  }),
  /** `bundleId`: of a bundle, or of a report. */
  receipt: z.object({ bundleId: z.string(), receipt: ReceiptView }),
  /** A file of a month that somebody brought; it lies in the reports. */
  report: z.object({
    id: z.string(),
    month: z.string().nullable(),
    file: z.string(),
    fileName: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    origin: z.enum(['dropped', 'folder']),
  }),
  report_month: z.object({ id: z.string(), month: z.string() }),
  report_removed: z.object({ id: z.string() }),
  /** What lay where receipts of a destination say that files lie. */
  check: z.object({
    connection: z.string(),
    found: z.array(
      z.object({
        id: z.string(),
        path: z.string(),
        state: z.enum(['same', 'changed', 'gone', 'moved']),
        foundPath: z.string().optional(),
      }),
    ),
  }),
  /** An invoice that is to be sent; its bytes lie in the outbox under their hash. */
  outbox: z.object({
    id: z.string(),
    connection: z.string(),
    provider: z.string(),
    mode: SendMode,
    fileName: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    facts: OutboxFacts,
    corrects: z.string().optional(),
  }),
  outbox_steps: z.object({
    steps: z.array(
      z.object({
        id: z.string(),
        state: OutboxState,
        trace: z.object({ session: z.string(), item: z.string().optional() }).optional(),
        remoteNumber: z.string().optional(),
        wasThere: z.boolean().optional(),
        problem: AppError.optional(),
      }),
    ),
  }),
  /** The service's receipt, one file for all of these. */
  outbox_receipt: z.object({ ids: z.array(z.string()), sha256: z.string(), fileName: z.string() }),
  /** What a till has signed in a month; its bytes lie below the company's fiscal folder. */
  fiscal_file: z.object({
    id: z.string(),
    connection: z.string(),
    provider: z.string(),
    key: z.string(),
    month: z.string(),
    file: z.string(),
    fileName: z.string(),
    mediaType: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    moduleId: z.string().optional(),
    isInterim: z.boolean(),
    records: z.int(),
    firstCounter: z.int().nullable(),
    lastCounter: z.int().nullable(),
    findings: z.array(z.object({ key: z.string(), params: MessageParams })),
  }),
  /** A person's word that a month is closed, or open again. */
  month_closed: z.object({ month: z.string(), isClosed: z.boolean() }),
  /** How a run ended, as lists show it. A later one about the same run takes its place. */
  run: z.object({ view: z.looseObject({ id: z.string(), startedAt: z.string() }) }),
} as const;

export type RecordKind = keyof typeof RecordBodies;
export type RecordBody<K extends RecordKind> = z.infer<(typeof RecordBodies)[K]>;

/** A record of one kind with its own body. */
export type NewRecord = {
  [K in RecordKind]: { readonly kind: K; readonly at: string; readonly body: RecordBody<K> };
}[RecordKind];

const Line = z.object({
  v: z.literal(1),
  seq: z.int().min(1),
  previous: z.string(),
  at: z.string(),
  kind: z.string(),
  body: z.unknown(),
});

export interface StoredRecord {
  readonly seq: number;
  readonly previous: string;
  readonly record: NewRecord;
}

export function recordLine(record: NewRecord, seq: number, previous: string): string {
  const { kind, at, body } = record;
  return JSON.stringify({ v: 1, seq, previous, at, kind, body });
}

/** Null when the line is no record that this version understands. */
export function parseRecordLine(line: string): StoredRecord | null {
  const json = parseJson(line);
  const outer = Line.safeParse(json);
  if (!outer.success || !isKind(outer.data.kind)) return null;
  const { kind, at, seq, previous } = outer.data;
  const body = RecordBodies[kind].safeParse(outer.data.body);
  // The schema of `kind` has just accepted `body`: the pair is one of the union.
  return body.success ? { seq, previous, record: { kind, at, body: body.data } as NewRecord } : null;
}

/** Where any line stands in the chain, also one of a kind that this version does not know. */
export function placeOfLine(line: string): { readonly seq: number; readonly previous: string } | null {
  const outer = Line.safeParse(parseJson(line));
  return outer.success ? { seq: outer.data.seq, previous: outer.data.previous } : null;
}

function isKind(kind: string): kind is RecordKind {
  return Object.hasOwn(RecordBodies, kind);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

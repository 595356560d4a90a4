// The documents of a page in their order and in batches, each with a way to its facts. With a parser thread the page is cut into
// turns: some documents are sent ahead, the writer reads the ones before them itself, and who had to wait gets less the next time.
import type { FormatLookup } from '../ingest/project';
import type { DocumentList, PageDocument } from '../ingest/pageDocuments';
import { unpackFailure } from '../rpc';
import type { PackedEntry } from '../zip/zipWriter';
import { BATCH_BYTES, packBatch, type Batch, type PackOrder } from './packBatch';
import type { ParserThread, ReadBatch } from './parserThread';
import { batchReader, type BatchReader, type HandedOver, type ReadFacts } from './readPacked';

/** Facts of a document with the packed bytes they are about. */
export interface PackedFacts extends ReadFacts {
  readonly packed: PackedEntry;
}

export interface Turn {
  readonly document: PageDocument;
  /** Throws what reading it threw. Null: it comes alone and must be loaded. */
  readonly read: (() => PackedFacts) | null;
}

export interface TurnOrder extends PackOrder {
  readonly formatFor: FormatLookup;
  /** False while a transaction is open: no other call may get in, so nothing may be waited for. */
  readonly mayWait: () => boolean;
}

const OWN_DOCUMENTS = 40;
const FIRST_SHARE = 60;
const MAX_SHARE = 240;
const STEP = 10;
const WAITED_MS = 1;

export async function* inTurns(
  documents: DocumentList,
  parser: ParserThread | null,
  order: TurnOrder,
): AsyncGenerator<Iterable<Turn>> {
  const spare: HandedOver[] = [];
  let share = FIRST_SHARE;
  let at = 0;
  const take = (count: number): Batch => {
    const batch = packBatch(documents.slice(at, at + count), spare.pop() ?? new Uint8Array(BATCH_BYTES), order);
    at += batch.documents.length;
    return batch;
  };
  const nextTurn = (): { readonly own: Batch; readonly sent: Sent | null } => {
    const own = take(OWN_DOCUMENTS);
    // From here on nobody is waited for: its memory is worth more.
    if (!order.mayWait()) parser?.stop();
    if (parser === null || !parser.isUsable || at === documents.length) return { own, sent: null };
    const batch = take(share);
    return { own, sent: { batch, coming: batch.packed.documents.length > 0 ? parser.read(batch.packed) : null } };
  };
  for (let turn = nextTurn(); turn.own.documents.length > 0;) {
    const { own, sent } = turn;
    yield readHere(own, order);
    spare.push(own.packed.data);
    const reached = performance.now();
    const answer = sent === null || !order.mayWait() ? null : await sent.coming;
    share = performance.now() - reached < WAITED_MS ? Math.min(share + STEP, MAX_SHARE) : Math.max(share - STEP, STEP);
    // Before what has come is stored: the thread goes on meanwhile.
    turn = nextTurn();
    if (sent === null) continue;
    yield sent.coming !== null && answer === null ? alone(sent.batch) : answered(sent.batch, answer);
    spare.push(answer?.data ?? sent.batch.packed.data);
  }
}

interface Sent {
  readonly batch: Batch;
  /** Null when there was nothing to send. */
  readonly coming: Promise<ReadBatch | null> | null;
}

function* readHere(batch: Batch, order: TurnOrder): Generator<Turn> {
  const reader = batchReader(batch.packed, order.formatFor);
  yield* turnsOf(batch, batch.packed.data, reader);
}

function* answered(batch: Batch, answer: ReadBatch | null): Generator<Turn> {
  yield* turnsOf(batch, answer?.data ?? batch.packed.data, (place) => {
    const outcome = answer?.outcomes[place];
    if (outcome === undefined) throw new Error(`no answer for ${place}`);
    if ('failure' in outcome) throw unpackFailure(outcome.failure);
    return outcome.facts;
  });
}

/** The thread is gone, and its bytes with it: they are still in the package. */
function* alone(batch: Batch): Generator<Turn> {
  for (const document of batch.documents) yield { document, read: null };
}

function* turnsOf({ documents, places, packed }: Batch, data: HandedOver, reader: BatchReader): Generator<Turn> {
  for (const [index, document] of documents.entries()) {
    const place = places[index] ?? null;
    const entry = place === null ? undefined : packed.documents[place];
    if (place === null || entry === undefined) yield { document, read: null };
    else {
      const { from, to, crc, bytes } = entry;
      yield { document, read: () => ({ ...reader(place), packed: { deflated: data.subarray(from, to), crc, bytes } }) };
    }
  }
}

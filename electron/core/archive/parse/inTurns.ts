// The documents of a page in their order and in batches, each with a way to its facts. With a parser thread the page is cut into
// turns: some documents are sent ahead, the writer reads the ones before them itself. What is not back yet is waited for with the next
// work of its own.
import type { FormatLookup } from '../ingest/project';
import type { DocumentList, PageDocument } from '../ingest/pageDocuments';
import { unpackFailure } from '../rpc';
import type { PackedEntry } from '../zip/zipWriter';
import { ownBatch, type OwnBatch } from './ownBatch';
import { BATCH_BYTES, packBatch, type Batch, type PackOrder } from './packBatch';
import type { ParserThread, ReadBatch } from './parserThread';
import type { HandedOver, ReadFacts } from './readPacked';

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

/** Turns that are planned: the thread has the next batch before the writer has come for the last one. */
const AHEAD = 2;
const OWN_DOCUMENTS = 40;
const FIRST_SHARE = 60;
const MAX_SHARE = 240;
const STEP = 10;

/** How many documents the thread takes at a time. What was changed shows after the turns that are planned already: not before it is changed again. */
class Share {
  size = FIRST_SHARE;
  private turns = 0;

  move(step: number): void {
    this.turns += 1;
    if (step === 0 || this.turns <= AHEAD) return;
    this.size = Math.min(Math.max(this.size + step, STEP), MAX_SHARE);
    this.turns = 0;
  }
}

interface Planned {
  readonly own: OwnBatch;
  readonly sent: Sent | null;
}
interface Sent {
  readonly batch: Batch;
  /** Null when there was nothing to send. */
  readonly coming: Promise<ReadBatch | null> | null;
}

export async function* inTurns(
  documents: DocumentList,
  parser: ParserThread | null,
  order: TurnOrder,
): AsyncGenerator<Iterable<Turn>> {
  const spare: HandedOver[] = [];
  const share = new Share();
  let at = 0;
  const take = (count: number): Batch => {
    const batch = packBatch(documents.slice(at, at + count), () => spare.pop() ?? new Uint8Array(BATCH_BYTES), order);
    at += batch.documents.length;
    return batch;
  };
  const giveBack = (data: HandedOver): void => {
    if (data.length === BATCH_BYTES) spare.push(data);
  };
  const plan = (): Planned => {
    const own = ownBatch(take(OWN_DOCUMENTS), order.formatFor);
    // From here on nobody is waited for: its memory is worth more.
    if (!order.mayWait()) parser?.stop();
    if (own.batch.packed.documents.length > 0) parser?.start();
    if (parser?.isReady !== true || at === documents.length) return { own, sent: null };
    const batch = take(share.size);
    return { own, sent: { batch, coming: batch.packed.documents.length > 0 ? parser.read(batch.packed) : null } };
  };
  const planned = Array.from({ length: AHEAD }, plan);
  for (let turn = planned.shift(); turn !== undefined && turn.own.length > 0; turn = planned.shift()) {
    const { own, sent } = turn;
    yield turnsOf(own.batch, own.batch.packed.data, own.read);
    giveBack(own.batch.packed.data);
    if (sent === null) {
      if (order.mayWait()) await loopTurn();
      planned.push(plan());
      continue;
    }
    const waited = order.mayWait() ? await meanwhile(sent.coming, planned[0]?.own) : NOT_WAITED;
    share.move(waited.step);
    const { answer } = waited;
    planned.push(plan());
    yield sent.coming !== null && answer === null ? alone(sent.batch) : answered(sent.batch, answer);
    giveBack(answer?.data ?? sent.batch.packed.data);
  }
}

interface Waited {
  readonly answer: ReadBatch | null;
  /** By how much more the thread takes the next time. */
  readonly step: number;
}
const NOT_WAITED: Waited = { answer: null, step: 0 };
const READ_MEANWHILE = 4;

/** Reads of `next` what there is time for. Who had to wait with nothing left to read gives the thread less the next time. */
async function meanwhile(coming: Promise<ReadBatch | null> | null, next: OwnBatch | undefined): Promise<Waited> {
  if (coming === null) return NOT_WAITED;
  const isThere = arrivalOf(coming);
  await loopTurn();
  if (isThere()) return { answer: await coming, step: STEP };
  while (next?.readAhead(READ_MEANWHILE) === true) {
    await loopTurn();
    if (isThere()) return { answer: await coming, step: 0 };
  }
  return { answer: await coming, step: -STEP };
}

function arrivalOf(coming: Promise<unknown>): () => boolean {
  let isThere = false;
  void coming.then(() => (isThere = true));
  return () => isThere;
}

/** What the thread says comes in between. */
const loopTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function answered(batch: Batch, answer: ReadBatch | null): Generator<Turn> {
  return turnsOf(batch, answer?.data ?? batch.packed.data, (place) => {
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

function* turnsOf(
  { documents, places, packed }: Batch,
  data: HandedOver,
  read: (place: number) => ReadFacts,
): Generator<Turn> {
  for (const [index, document] of documents.entries()) {
    const place = places[index] ?? null;
    const entry = place === null ? undefined : packed.documents[place];
    if (place === null || entry === undefined) yield { document, read: null };
    else {
      const { from, to, crc, bytes } = entry;
      yield { document, read: () => ({ ...read(place), packed: { deflated: data.subarray(from, to), crc, bytes } }) };
    }
  }
}

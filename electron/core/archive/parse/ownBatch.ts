// A batch that the writer reads itself, when its turn comes or while it would have to wait.
import type { FormatLookup } from '../ingest/project';
import type { Batch } from './packBatch';
import { batchReader, type BatchReader, type ReadFacts } from './readPacked';

export interface OwnBatch {
  readonly batch: Batch;
  /** Documents that it covers. */
  readonly length: number;
  /** By place in the batch; throws what is wrong with it. */
  read(place: number): ReadFacts;
  /** Reads so many more before their turn; false when all are read. */
  readAhead(count: number): boolean;
}

type Outcome = { readonly facts: ReadFacts } | { readonly error: unknown };

export function ownBatch(batch: Batch, formatFor: FormatLookup): OwnBatch {
  const ahead: Outcome[] = [];
  let opened: BatchReader | null = null;
  const readNow = (place: number): ReadFacts => (opened ??= batchReader(batch.packed, formatFor))(place);
  const outcomeOf = (place: number): Outcome => {
    try {
      return { facts: readNow(place) };
    } catch (error) {
      return { error };
    }
  };
  return {
    batch,
    length: batch.documents.length,
    read: (place) => {
      const known = ahead[place];
      if (known === undefined) return readNow(place);
      if ('error' in known) throw known.error;
      return known.facts;
    },
    readAhead: (count) => {
      const end = Math.min(ahead.length + count, batch.packed.documents.length);
      while (ahead.length < end) ahead.push(outcomeOf(ahead.length));
      return ahead.length < batch.packed.documents.length;
    },
  };
}

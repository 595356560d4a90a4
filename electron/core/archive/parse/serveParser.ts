// A parser thread's own end: a batch in, its facts and its bytes out. It opens no file and knows no database.
import type { MessagePort } from 'node:worker_threads';
import type { FormatLookup } from '../ingest/project';
import { packFailure } from '../rpc';
import { PARSER_READY, type ReadBatch, type ReadOutcome } from './parserThread';
import { batchReader, type BatchReader, type PackedBatch } from './readPacked';

export function serveParser(port: Pick<MessagePort, 'on' | 'postMessage'>, formatFor: FormatLookup): void {
  port.on('message', (message) => {
    // Ours and of one build: the message is a PackedBatch whose bytes were handed over.
    const batch = message as PackedBatch;
    const reader = batchReader(batch, formatFor);
    const outcomes = batch.documents.map((_, place) => outcomeOf(reader, place));
    port.postMessage({ data: batch.data, outcomes } satisfies ReadBatch, [batch.data.buffer]);
  });
  port.postMessage(PARSER_READY);
}

function outcomeOf(reader: BatchReader, place: number): ReadOutcome {
  try {
    return { facts: reader(place) };
  } catch (error) {
    return { failure: packFailure(error) };
  }
}

// Entry of the writer worker: the only place that writes the archive.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parentPort, Worker } from 'node:worker_threads';
import { bundleEntries } from '../bundle/bundleEntries';
import { createWriter } from './createWriter';
import { openArchive } from './openArchive';
import { PARSER_LIMITS } from './parse/parserThread';
import { providerFormats } from './providerFormats';
import { providerUnpacker } from './providerUnpackers';
import { WRITER_CALLS } from './remoteCalls';
import { giveBackAtRest } from './restingMemory';
import { serveWhenTold } from './workerSide';

if (parentPort === null) throw new Error('the writer runs in a worker');
const port = parentPort;

/** Entry parser.worker.ts, built beside this one. */
const PARSER = 'parser';

serveWhenTold(port, WRITER_CALLS, async ({ archive }) => {
  const db = openArchive(archive);
  giveBackAtRest(port, db);
  const writer = createWriter(db, archive, {
    formatFor: await providerFormats(),
    unpackerFor: providerUnpacker,
    bundleEntries,
    startParser: () =>
      availableParallelism() > 1
        ? new Worker(join(__dirname, `${PARSER}.cjs`), { resourceLimits: PARSER_LIMITS })
        : null,
  });
  await writer.recover();
  return writer;
});

// The writer worker as shipped, with its formats and its parser thread, but with the stand-in unpacker.
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { createWriter } from '../../electron/core/archive/createWriter';
import { openArchive } from '../../electron/core/archive/openArchive';
import { PARSER_LIMITS } from '../../electron/core/archive/parse/parserThread';
import { WRITER_CALLS } from '../../electron/core/archive/remoteCalls';
import { serveWhenTold } from '../../electron/core/archive/workerSide';
import { formatFor } from '../../electron/core/formats/registry';
import { originalsOnly } from '../support/originalsOnly';
import { standInUnpacker } from '../support/standInPackage';

if (parentPort === null) throw new Error('runs in a worker');
// Given by benchWorkers.ts of the same bundle.
const { parser } = workerData as { readonly parser: string };

serveWhenTold(parentPort, WRITER_CALLS, async ({ archive }) => {
  const writer = createWriter(openArchive(archive), archive, {
    formatFor: (bytes) => formatFor(bytes),
    unpackerFor: () => Promise.resolve(standInUnpacker),
    bundleEntries: originalsOnly,
    startParser: () => new Worker(parser, { resourceLimits: PARSER_LIMITS }),
  });
  await writer.recover();
  return writer;
});

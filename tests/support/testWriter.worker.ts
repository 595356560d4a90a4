// The writer worker as shipped, but with the stand-in format and unpacker. It stands still, where a test wants it to, between two segments.
import { parentPort, workerData } from 'node:worker_threads';
import { createWriter } from '../../electron/core/archive/createWriter';
import { openArchive } from '../../electron/core/archive/openArchive';
import { WRITER_CALLS } from '../../electron/core/archive/remoteCalls';
import { serveWhenTold } from '../../electron/core/archive/workerSide';
import { originalsOnly } from './originalsOnly';
import { standInLookup } from './standInFormat';
import { standInUnpacker } from './standInPackage';

if (parentPort === null) throw new Error('runs in a worker');
const { stands } = workerData as { readonly stands: Int32Array };

serveWhenTold(parentPort, WRITER_CALLS, async ({ archive }) => {
  const writer = createWriter(openArchive(archive), archive, {
    formatFor: standInLookup,
    unpackerFor: () => Promise.resolve(standInUnpacker),
    bundleEntries: originalsOnly,
    segmentDocuments: 1000,
    reached: (point) => {
      if (point === 'segment.filled') Atomics.wait(stands, 0, 1);
    },
  });
  await writer.recover();
  return writer;
});

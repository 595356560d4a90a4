// Entry of the writer worker: the only place that writes the archive.
import { parentPort, workerData } from 'node:worker_threads';
import { bundleEntries } from '../bundle/bundleEntries';
import { formatFor } from '../formats/registry';
import { createWriter } from './createWriter';
import { openArchive } from './openArchive';
import { providerUnpacker } from './providerUnpackers';
import { WRITER_CALLS } from './remoteCalls';
import { serveArchive, type ArchiveWorkerData } from './workerSide';

if (parentPort === null) throw new Error('the writer runs in a worker');
// Given by client.ts of the same build.
const { archive } = workerData as ArchiveWorkerData;

void serveArchive(parentPort, WRITER_CALLS, async () => {
  const db = openArchive(archive);
  const writer = createWriter(db, archive, {
    formatFor: (bytes, parserId) => formatFor(bytes, parserId),
    unpackerFor: providerUnpacker,
    bundleEntries,
  });
  await writer.recover();
  return writer;
});

// Entry of the writer worker: the only place that writes the archive.
import { parentPort, workerData } from 'node:worker_threads';
import { bundleEntries } from '../bundle/bundleEntries';
import { createWriter } from './createWriter';
import { openArchive } from './openArchive';
import { providerFormats } from './providerFormats';
import { providerUnpacker } from './providerUnpackers';
import { WRITER_CALLS } from './remoteCalls';
import { serveArchive, type ArchiveWorkerData } from './workerSide';

if (parentPort === null) throw new Error('the writer runs in a worker');
// Given by client.ts of the same build.
const { archive } = workerData as ArchiveWorkerData;

void serveArchive(parentPort, WRITER_CALLS, async () => {
  const db = openArchive(archive);
  const writer = createWriter(db, archive, {
    formatFor: await providerFormats(),
    unpackerFor: providerUnpacker,
    bundleEntries,
  });
  await writer.recover();
  return writer;
});

// Entry of the reader worker: lists and searches that never wait for a write.
import { parentPort, workerData } from 'node:worker_threads';
import { openSqlite } from '../db/openSqlite';
import { formatFor } from '../formats/registry';
import { createReader } from './createReader';
import { databaseFile } from './folders';
import { READER_CALLS } from './remoteCalls';
import { serveArchive, type ArchiveWorkerData } from './workerSide';

if (parentPort === null) throw new Error('the reader runs in a worker');
// Given by client.ts of the same build.
const { archive } = workerData as ArchiveWorkerData;

void serveArchive(parentPort, READER_CALLS, () => {
  const db = openSqlite(databaseFile(archive), { readonly: true });
  return Promise.resolve(createReader(db, archive, { formatFor: (bytes, parserId) => formatFor(bytes, parserId) }));
});

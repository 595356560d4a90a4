// Entry of the reader worker: lists and searches that never wait for a write.
import { parentPort, workerData } from 'node:worker_threads';
import { openSqlite } from '../db/openSqlite';
import { createReader } from './createReader';
import { databaseFile } from './folders';
import { providerFormats } from './providerFormats';
import { READER_CALLS } from './remoteCalls';
import { giveBackAtRest } from './restingMemory';
import { serveArchive, type ArchiveWorkerData } from './workerSide';

if (parentPort === null) throw new Error('the reader runs in a worker');
// Given by client.ts of the same build.
const { archive } = workerData as ArchiveWorkerData;
const port = parentPort;

void serveArchive(port, READER_CALLS, async () => {
  const db = openSqlite(databaseFile(archive), { readonly: true });
  // Room for the index and the newest invoices of a big archive; taken only as far as it is used.
  db.pragma('cache_size = -16000');
  giveBackAtRest(port, db);
  return createReader(db, archive, { formatFor: await providerFormats() });
});

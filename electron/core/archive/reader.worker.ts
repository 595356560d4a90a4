// Entry of the reader worker: lists and searches that never wait for a write.
import { parentPort } from 'node:worker_threads';
import { openSqlite } from '../db/openSqlite';
import { openClosed } from './closedWell';
import { createReader } from './createReader';
import { databaseFile } from './folders';
import { providerFormats } from './providerFormats';
import { READER_CALLS } from './remoteCalls';
import { giveBackAtRest } from './restingMemory';
import { serveWhenTold } from './workerSide';

if (parentPort === null) throw new Error('the reader runs in a worker');
const port = parentPort;

serveWhenTold(port, READER_CALLS, async ({ archive, isSettled }) => {
  const db = isSettled ? openSqlite(databaseFile(archive), { readonly: true }) : openClosed(archive);
  if (db === null) return null;
  // Room for the index and the newest invoices of a big archive; taken only as far as it is used.
  db.pragma('cache_size = -16000');
  giveBackAtRest(port, db);
  return createReader(db, archive, { formatFor: await providerFormats() });
});

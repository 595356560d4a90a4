// The reader worker as shipped, but with the stand-in format.
import { parentPort } from 'node:worker_threads';
import { openClosed } from '../../electron/core/archive/closedWell';
import { createReader } from '../../electron/core/archive/createReader';
import { databaseFile } from '../../electron/core/archive/folders';
import { READER_CALLS } from '../../electron/core/archive/remoteCalls';
import { serveWhenTold } from '../../electron/core/archive/workerSide';
import { openSqlite } from '../../electron/core/db/openSqlite';
import { standInLookup } from './standInFormat';

if (parentPort === null) throw new Error('runs in a worker');

serveWhenTold(parentPort, READER_CALLS, ({ archive, isSettled }) => {
  const db = isSettled ? openSqlite(databaseFile(archive), { readonly: true }) : openClosed(archive);
  return Promise.resolve(db && createReader(db, archive, { formatFor: standInLookup }));
});

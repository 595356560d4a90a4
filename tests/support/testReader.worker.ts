// The reader worker as shipped, but with the stand-in format.
import { parentPort, workerData } from 'node:worker_threads';
import { createReader } from '../../electron/core/archive/createReader';
import { databaseFile } from '../../electron/core/archive/folders';
import { READER_CALLS } from '../../electron/core/archive/remoteCalls';
import { serveArchive, type ArchiveWorkerData } from '../../electron/core/archive/workerSide';
import { openSqlite } from '../../electron/core/db/openSqlite';
import { standInLookup } from './standInFormat';

if (parentPort === null) throw new Error('runs in a worker');
const { archive } = workerData as ArchiveWorkerData;

void serveArchive(parentPort, READER_CALLS, () =>
  Promise.resolve(
    createReader(openSqlite(databaseFile(archive), { readonly: true }), archive, { formatFor: standInLookup }),
  ),
);

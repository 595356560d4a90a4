// Entry of the worker that looks after the archive: it verifies, backs up and restores.
import { parentPort } from 'node:worker_threads';
import { providerFormats } from '../archive/providerFormats';
import { serveArchive } from '../archive/workerSide';
import { createKeeper } from './createKeeper';
import { KEEPER_CALLS } from './keeperCalls';

if (parentPort === null) throw new Error('the archive is looked after in a worker');

void serveArchive(parentPort, KEEPER_CALLS, async () => createKeeper({ formatFor: await providerFormats() }));

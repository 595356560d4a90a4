// Entry of the worker that reads files for an import: fifty megabytes of rows never hold up the window or the archive.
import { parentPort } from 'node:worker_threads';
import type { CallStyle } from '../archive/remoteCalls';
import { serveArchive } from '../archive/workerSide';
import { createStager } from './createStager';
import { STAGER_CALLS } from './stagerCalls';

if (parentPort === null) throw new Error('files are read in a worker');

void serveArchive(parentPort, STAGER_CALLS satisfies Readonly<Record<string, CallStyle>>, () =>
  Promise.resolve(createStager()),
);

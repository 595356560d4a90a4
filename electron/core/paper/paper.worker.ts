// Entry of the worker that draws invoices: a thousand PDFs never hold up a list or the window.
import { parentPort } from 'node:worker_threads';
import { serveArchive } from '../archive/workerSide';
import { createDrawer } from './createDrawer';
import { PAPER_CALLS } from './paperCalls';

if (parentPort === null) throw new Error('invoices are drawn in a worker');

void serveArchive(parentPort, PAPER_CALLS, () => Promise.resolve(createDrawer()));

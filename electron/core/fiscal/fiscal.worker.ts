// Entry of the worker that checks what tills have signed: thousands of signatures never hold up a list or the window.
import { parentPort } from 'node:worker_threads';
import type { CallStyle } from '../archive/remoteCalls';
import { serveArchive } from '../archive/workerSide';
import { registry } from '../providers/registry';
import { createChecker } from './createChecker';
import type { FiscalChecker } from './types';

if (parentPort === null) throw new Error('fiscal files are checked in a worker');

const CALLS: Readonly<Record<keyof FiscalChecker, CallStyle>> = { check: 'tracked', close: 'plain' };
void serveArchive(parentPort, CALLS, () => Promise.resolve(createChecker(registry)));

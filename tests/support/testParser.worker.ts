// The parser thread as shipped, but with the stand-in format.
import { parentPort } from 'node:worker_threads';
import { serveParser } from '../../electron/core/archive/parse/serveParser';
import { standInLookup } from './standInFormat';

if (parentPort === null) throw new Error('runs in a worker');
serveParser(parentPort, standInLookup);

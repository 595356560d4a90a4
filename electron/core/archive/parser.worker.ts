// Entry of the parser thread: reads originals for the writer while that stores others.
import { parentPort } from 'node:worker_threads';
import { serveParser } from './parse/serveParser';
import { providerFormats } from './providerFormats';

if (parentPort === null) throw new Error('the parser runs in a worker');
const port = parentPort;
// What is sent meanwhile waits at the port until somebody listens.
void providerFormats().then((formatFor) => serveParser(port, formatFor));

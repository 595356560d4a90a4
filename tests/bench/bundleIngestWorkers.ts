// `node tests/bench/bundleIngestWorkers.ts`: the threads and the process that the first sync is measured with, bundled one by one.
// Prints their paths as JSON. A program of its own, because the bundler does not run in Electron's Node.
import { bundleForNode } from '../support/bundleForNode.ts';

const entries = {
  writer: 'tests/bench/benchWriter.worker.ts',
  reader: 'electron/core/archive/reader.worker.ts',
  parser: 'electron/core/archive/parser.worker.ts',
  child: 'tests/bench/ingestChild.ts',
};
const paths: Record<string, string> = {};
for (const [name, entry] of Object.entries(entries)) paths[name] = await bundleForNode(entry, `ingest-${name}`);
console.log(JSON.stringify(paths));

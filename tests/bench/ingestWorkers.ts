// Where the bundles of the workers are: made once per process, by Node itself even when this runs in Electron's.
import { execFileSync } from 'node:child_process';

export interface IngestWorkers {
  readonly writer: string;
  readonly reader: string;
  readonly parser: string;
  readonly child: string;
}

let made: IngestWorkers | null = null;

export function ingestWorkers(): IngestWorkers {
  if (made !== null) return made;
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const printed = execFileSync('node', ['tests/bench/bundleIngestWorkers.ts'], { env, encoding: 'utf8' });
  // Printed by our own script a moment ago.
  made = JSON.parse(printed) as IngestWorkers;
  return made;
}

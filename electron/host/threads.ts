// Worker threads of the built app. The one that answers the first lists is there before the core that asks it: reading its code takes a
// while, and the page needs nothing else of the archive. The writer's would only take the processor from the page.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Host } from '../core/ports';

/** A first sync makes a lot that is short-lived: more room for the young only makes the process larger. */
const LIMITS = { maxYoungGenerationSizeMb: 24 };
const EARLY = ['reader'] as const;

export type StartThread = Host['startWorker'];

/** `codeFolder`: where the entries lie. An early thread is handed out once; all others are started when they are asked for. */
export function threads(codeFolder: string): StartThread {
  const start: StartThread = (entry, workerData) =>
    new Worker(join(codeFolder, `${entry}.cjs`), { workerData, resourceLimits: LIMITS });
  const early = new Map<string, Worker>(EARLY.map((entry) => [entry, start(entry, null)]));
  return (entry, workerData) => {
    const waiting = early.get(entry);
    early.delete(entry);
    return waiting ?? start(entry, workerData);
  };
}

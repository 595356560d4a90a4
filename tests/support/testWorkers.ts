// The archive's client with real workers, bundled for the Node that runs the test.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { archiveClient, type ArchiveClient, type OnWorkerCrash } from '../../electron/core/archive/client';
import { bundleForNode } from './bundleForNode';

export interface WorkerEntries {
  readonly writer: string;
  readonly reader: string;
}

export async function bundleWorkers(name: string): Promise<WorkerEntries> {
  const writer = await bundleForNode('tests/support/testWriter.worker.ts', join(name, 'writer'));
  const reader = await bundleForNode('tests/support/testReader.worker.ts', join(name, 'reader'));
  return { writer, reader };
}

export interface TestClient {
  readonly client: ArchiveClient;
  /** The workers that were started, in order. */
  readonly started: { readonly entry: 'writer' | 'reader'; readonly worker: Worker }[];
  /** A page of more than a thousand documents stands still after the first thousand, until it is let go. */
  hold(): void;
  release(): void;
}

export function testClient(entries: WorkerEntries, archive: string, onCrash?: OnWorkerCrash): TestClient {
  const started: TestClient['started'] = [];
  const stands = new Int32Array(new SharedArrayBuffer(4));
  const startWorker = (entry: 'writer' | 'reader'): Worker => {
    const worker = new Worker(entries[entry], { workerData: { stands } });
    started.push({ entry, worker });
    return worker;
  };
  const release = (): void => {
    Atomics.store(stands, 0, 0);
    Atomics.notify(stands, 0);
  };
  return {
    client: archiveClient({ startWorker, paths: { archive } }, onCrash),
    started,
    hold: () => void Atomics.store(stands, 0, 1),
    release,
  };
}

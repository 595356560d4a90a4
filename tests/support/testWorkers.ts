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
}

export function testClient(entries: WorkerEntries, archive: string, onCrash?: OnWorkerCrash): TestClient {
  const started: TestClient['started'] = [];
  const startWorker = (entry: 'writer' | 'reader', workerData: unknown): Worker => {
    const worker = new Worker(entries[entry], { workerData });
    started.push({ entry, worker });
    return worker;
  };
  return { client: archiveClient({ startWorker, paths: { archive } }, onCrash), started };
}

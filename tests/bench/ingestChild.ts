// One first sync through the real client and its workers, in a process that does nothing else: how much memory it took above the
// idle state, and how long main's event loop was ever held up. Prints JSON.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { archiveClient } from '../../electron/core/archive/client';
import type { PackagePage } from '../../electron/core/providers/sdk/pages';
import { itemsPage, orderOf, testCompany } from '../support/testArchive';
import type { IngestWorkers } from './ingestWorkers';

const [folder, workersText] = process.argv.slice(2);
if (folder === undefined || workersText === undefined) throw new Error('a folder and the workers are needed');
// Both written by ingest.bench.ts.
const workers = JSON.parse(workersText) as IngestWorkers;
const content = JSON.parse(readFileSync(join(folder, 'page.json'), 'utf8')) as PackagePage;

const archive = join(folder, 'archive');
const startWorker = (entry: 'writer' | 'reader', workerData: unknown): Worker =>
  new Worker(workers[entry], {
    workerData: { ...(workerData as object), parser: workers.parser },
    // As electronHost.ts starts them.
    resourceLimits: { maxYoungGenerationSizeMb: 24 },
  });
const client = archiveClient({ startWorker, paths: { archive } });
await client.start();
await client.writer.saveCompany(testCompany);
await client.reader.counts();

// The same process doing nothing: what the machine itself holds up, at its load of the moment.
const idleDelay = monitorEventLoopDelay({ resolution: 1 });
idleDelay.enable();
await new Promise((resolve) => setTimeout(resolve, 2000));
idleDelay.disable();

const idle = process.memoryUsage.rss();
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const start = performance.now();
const order = orderOf(itemsPage([], '1', { content, direction: 'purchase' }));
const { newCount } = await client.writer.ingest(order, () => undefined, new AbortController().signal);
const ms = performance.now() - start;
delay.disable();
// `maxRSS` is in kilobytes and counts from the start of the process.
const peak = process.resourceUsage().maxRSS * 1024;
await client.close();
const [delayMs, idleDelayMs] = [delay.percentile(99.9) / 1e6, idleDelay.percentile(99.9) / 1e6];
console.log(JSON.stringify({ newCount, ms, idle, peak, delayMs, idleDelayMs }));

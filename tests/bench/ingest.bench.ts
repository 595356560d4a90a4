// First sync, local part (design §5): an encrypted export package becomes stored, indexed invoices. Beside it, in the same run and
// alternating, the same work with nothing but Node's crypto, zlib, a scan for `<`, one file and prepared inserts.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createWriter } from '../../electron/core/archive/createWriter';
import { openArchive } from '../../electron/core/archive/openArchive';
import { PARSER_LIMITS } from '../../electron/core/archive/parse/parserThread';
import { originalsOnly } from '../support/originalsOnly';
import { formatFor } from '../../electron/core/formats/registry';
import type { PackagePage } from '../../electron/core/providers/sdk/pages';
import { packageZip, spoolPackage, standInUnpacker } from '../support/standInPackage';
import { ingestPage, itemsPage, removeFolder, temporaryFolder, testCompany } from '../support/testArchive';
import { fa3 } from './fa3';
import { bareIngest } from './ingestReference';
import { ingestWorkers } from './ingestWorkers';
import { median, type BenchRow } from './row';

const MB = 1_000_000;
const MAX_RATIO = 2;
const MAX_MEMORY_MB = 150;
const MAX_DELAY_MS = 50;

function spool(folder: string, documents: number): PackagePage {
  const files = Array.from({ length: documents }, (_, no) => [`5265877635-20261001-${no}`, fa3(no)] as const);
  return spoolPackage(join(folder, 'spool'), packageZip(files), 50_000_000);
}

async function kontor(folder: string, content: PackagePage): Promise<number> {
  const archive = join(folder, 'archive');
  const db = openArchive(archive);
  const { parser } = ingestWorkers();
  const writer = createWriter(db, archive, {
    formatFor: (bytes) => formatFor(bytes),
    unpackerFor: () => Promise.resolve(standInUnpacker),
    bundleEntries: originalsOnly,
    startParser: () => (availableParallelism() > 1 ? new Worker(parser, { resourceLimits: PARSER_LIMITS }) : null),
  });
  await writer.saveCompany(testCompany);
  const start = performance.now();
  const result = await ingestPage(writer, itemsPage([], '1', { content, direction: 'purchase' }));
  const ms = performance.now() - start;
  if (result.unreadable.length > 0) throw new Error(`unreadable: ${JSON.stringify(result.unreadable[0])}`);
  await writer.close();
  rmSync(archive, { recursive: true });
  return ms;
}

/** Processor time of all threads as well: on a busy machine it says more than the clock. */
async function cpuOf(work: () => Promise<number>, times: number[]): Promise<number> {
  const before = process.cpuUsage();
  const ms = await work();
  const { user, system } = process.cpuUsage(before);
  times.push((user + system) / 1000);
  return ms;
}

export async function ingestBench(documents: number, rounds: number): Promise<readonly BenchRow[]> {
  const folder = temporaryFolder();
  try {
    const content = spool(folder, documents);
    const times: { kontor: number[]; reference: number[] } = { kontor: [], reference: [] };
    const cpu: typeof times = { kontor: [], reference: [] };
    for (let round = 0; round < rounds; round += 1) {
      times.reference.push(await cpuOf(() => Promise.resolve(bareIngest(folder, content)), cpu.reference));
      times.kontor.push(await cpuOf(() => kontor(folder, content), cpu.kontor));
    }
    const [value, reference] = [median(times.kontor), median(times.reference)];
    const ratio = value / reference;
    const cpuRatio = median(cpu.kontor) / median(cpu.reference);
    const note = `processor time of all threads: ${cpuRatio.toFixed(2)}x the reference's; reference: Node's crypto and zlib, a scan for <, one file, prepared inserts`;
    const name = `first sync, local part, ${documents.toLocaleString('en')} invoices`;
    const budgetText = `at most ${String(MAX_RATIO)}x`;
    return [{ name, value, reference, ratio, budget: MAX_RATIO, unit: 'ms', ok: ratio <= MAX_RATIO, budgetText, note }];
  } finally {
    removeFolder(folder);
  }
}

interface Measured {
  readonly newCount: number;
  readonly ms: number;
  readonly idle: number;
  readonly peak: number;
  readonly delayMs: number;
  readonly idleDelayMs: number;
}

/** Each round in a process of its own, in the runtime that this runs in. */
function throughClient(documents: number, rounds: number): readonly Measured[] {
  const folder = temporaryFolder();
  try {
    writeFileSync(join(folder, 'page.json'), JSON.stringify(spool(folder, documents)));
    const workers = ingestWorkers();
    return Array.from({ length: rounds }, () => {
      rmSync(join(folder, 'archive'), { recursive: true, force: true });
      const args = [workers.child, folder, JSON.stringify(workers)];
      // Printed by our own child.
      const found = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Measured;
      if (found.newCount !== documents) throw new Error(`${found.newCount} of ${documents} were stored`);
      return found;
    });
  } finally {
    removeFolder(folder);
  }
}

/** Through the client and its workers: memory of the whole process, and whether main could still answer. */
export function ingestClientBench(rounds: number, sizes: readonly number[]): readonly BenchRow[] {
  return sizes.flatMap((documents) => {
    const found = throughClient(documents, rounds);
    const sized = `${documents.toLocaleString('en')} invoices`;
    return [memoryRow(`first sync, memory above idle, ${sized}`, found), delayRow(sized, found)];
  });
}

/** Peak of the whole process above its idle state, main and all workers together. */
function memoryRow(name: string, found: readonly Measured[]): BenchRow {
  const value = median(found.map(({ idle, peak }) => (peak - idle) / MB));
  const note = 'resident set of the process with all its threads, peak less idle';
  return { name, value, budget: MAX_MEMORY_MB, unit: 'MB', ok: value <= MAX_MEMORY_MB, note };
}

/** Beside the same process before it begins: a busy machine holds up an idle loop, too. */
function delayRow(sized: string, found: readonly Measured[]): BenchRow {
  const value = median(found.map(({ delayMs }) => delayMs));
  return {
    name: `first sync, main thread, event-loop delay p99.9, ${sized}`,
    value,
    reference: median(found.map(({ idleDelayMs }) => idleDelayMs)),
    budget: MAX_DELAY_MS,
    unit: 'ms',
    ok: value < MAX_DELAY_MS,
    budgetText: `below ${String(MAX_DELAY_MS)} ms`,
    note: 'the reference is the same process doing nothing for two seconds',
  };
}

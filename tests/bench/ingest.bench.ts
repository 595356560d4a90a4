// First sync, local part (design §5): an encrypted export package becomes stored, indexed invoices. Beside it, in the same run and
// alternating, the same work with nothing but Node's crypto, zlib, a scan for `<`, one file and prepared inserts.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createWriter } from '../../electron/core/archive/createWriter';
import { openArchive } from '../../electron/core/archive/openArchive';
import { originalsOnly } from '../support/originalsOnly';
import { formatFor } from '../../electron/core/formats/registry';
import type { PackagePage } from '../../electron/core/providers/sdk/pages';
import { packageZip, spoolPackage, standInUnpacker } from '../support/standInPackage';
import { ingestPage, itemsPage, removeFolder, temporaryFolder, testCompany } from '../support/testArchive';
import { fa3 } from './fa3';
import { bareIngest } from './ingestReference';

export interface BenchResult {
  readonly name: string;
  readonly documents: number;
  readonly kontorMs: number;
  readonly referenceMs: number;
  readonly ratio: number;
  readonly cpuRatio: number;
  readonly budget: number;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

async function kontor(folder: string, content: PackagePage): Promise<number> {
  const archive = join(folder, 'archive');
  const db = openArchive(archive);
  const unpackerFor = () => Promise.resolve(standInUnpacker);
  const writer = createWriter(db, archive, {
    formatFor: (bytes) => formatFor(bytes),
    unpackerFor,
    bundleEntries: originalsOnly,
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

/** Processor time as well: on a busy machine it says more than the clock. */
async function cpuOf(work: () => Promise<number>, times: number[]): Promise<number> {
  const before = process.cpuUsage();
  const ms = await work();
  const { user, system } = process.cpuUsage(before);
  times.push((user + system) / 1000);
  return ms;
}

export async function ingestBench(documents: number, rounds: number): Promise<BenchResult> {
  const folder = temporaryFolder();
  try {
    const files = Array.from({ length: documents }, (_, no) => [`5265877635-20261001-${no}`, fa3(no)] as const);
    const content = spoolPackage(join(folder, 'spool'), packageZip(files), 50_000_000);
    const times: { kontor: number[]; reference: number[] } = { kontor: [], reference: [] };
    const cpu: typeof times = { kontor: [], reference: [] };
    for (let round = 0; round < rounds; round += 1) {
      times.reference.push(await cpuOf(() => Promise.resolve(bareIngest(folder, content)), cpu.reference));
      times.kontor.push(await cpuOf(() => kontor(folder, content), cpu.kontor));
    }
    const [kontorMs, referenceMs] = [median(times.kontor), median(times.reference)];
    return {
      name: 'first sync, local part',
      documents,
      kontorMs,
      referenceMs,
      ratio: kontorMs / referenceMs,
      cpuRatio: median(cpu.kontor) / median(cpu.reference),
      budget: 2,
    };
  } finally {
    removeFolder(folder);
  }
}

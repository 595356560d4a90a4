// A backup beside the main thread, in the runtime that ships, with the worker that ships: it needs nothing of main's time.
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { openScenario, runScenario } from '../../../tests/crash/ingestScenario';
import { ingestPage, item, itemsPage, removeFolder, temporaryFolder } from '../../../tests/support/testArchive';
import { workerKeeper } from './workerKeeper';

const ENTRY = resolve('dist/main/keeper.cjs');

/** Holds the thread that asks, as work done on it would; a backup has its name once it is whole. */
function isThereSoon(file: string): boolean {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  const end = performance.now() + 30_000;
  while (!existsSync(file) && performance.now() < end) Atomics.wait(clock, 0, 0, 10);
  return existsSync(file);
}

// The tools' Node runs this file as well, with or without a build.
it.runIf(process.versions['electron'])('gets done while the main thread stands still', async () => {
  const folder = temporaryFolder();
  const archive = await openScenario(folder);
  try {
    await runScenario(archive, folder);
    for (let page = 0; page < 4; page += 1)
      await ingestPage(
        archive.writer,
        itemsPage([item(`BIG-${String(page)}`, randomBytes(8 << 20))], `big-${String(page)}`),
      );
    const keeper = workerKeeper({ startWorker: () => new Worker(ENTRY) });
    const order = {
      archive: join(folder, 'archive'),
      file: join(folder, 'firm.kontor-backup'),
      isNew: true,
      id: randomUUID(),
      passphrase: 'heron lantern gravel sixpence',
      config: '{}',
      spool: join(folder, 'spool'),
      memory: join(folder, 'memory.json'),
      at: '2026-11-22T20:00:00.000Z',
      version: '1.2.3',
    };
    let isDoneBeside: boolean | null = null;
    const done = await keeper.backUp(
      order,
      () => {
        isDoneBeside ??= isThereSoon(order.file);
      },
      new AbortController().signal,
    );
    await keeper.close();
    expect(done.newBytes).toBeGreaterThan(32 << 20);
    expect(isDoneBeside).toBe(true);
  } finally {
    await archive.close();
    removeFolder(folder);
  }
});

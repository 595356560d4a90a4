// A backup beside the main thread, in the runtime that ships, with the worker that ships: what main does meanwhile is not held up.
import { randomBytes, randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { openScenario, runScenario } from '../../../tests/crash/ingestScenario';
import { ingestPage, item, itemsPage, removeFolder, temporaryFolder } from '../../../tests/support/testArchive';
import { workerKeeper } from './workerKeeper';

const ENTRY = resolve('dist/main/keeper.cjs');

// The tools' Node runs this file as well, with or without a build.
it.runIf(process.versions['electron'])('lets the loop of the main thread turn all the time', async () => {
  const folder = temporaryFolder();
  const archive = await openScenario(folder);
  try {
    await runScenario(archive, folder);
    // Sealed and hashed for a while: several tellings of progress.
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
    const seen = { turns: 0, first: 0, last: 0, told: 0, isDone: false };
    const turn = (): void => {
      seen.turns += 1;
      if (!seen.isDone) setImmediate(turn);
    };
    setImmediate(turn);
    const done = await keeper.backUp(
      order,
      () => {
        seen.told += 1;
        seen.last = seen.turns;
        if (seen.told === 1) seen.first = seen.turns;
      },
      new AbortController().signal,
    );
    seen.isDone = true;
    await keeper.close();
    expect(done.newBytes).toBeGreaterThan(32 << 20);
    expect(seen.told).toBeGreaterThan(1);
    // While files are read and sealed; the key is wrapped in another thread anyway. On the main thread itself the loop would turn once
    // for each slice of work, of which there are some dozens.
    expect(seen.last - seen.first).toBeGreaterThan(1000);
  } finally {
    await archive.close();
    removeFolder(folder);
  }
});

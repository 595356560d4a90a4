// A disk that is full, at every place where something is written: told as what it is, on no connection's account, and nothing is lost:
// when there is room again the same run goes on.
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { WritePoint } from '../../electron/core/archive/writePoints';
import type { SqliteDatabase } from '../../electron/core/db/openSqlite';
import {
  expectExplained,
  expectNoSecrets,
  MONTH,
  openBench,
  undisturbed,
  type BenchOptions,
  type FaultBench,
} from '../support/faultBench';
import { tinyDisk } from '../support/tinyDisk';

const FULL = 'archive.disk_full';

let good: Awaited<ReturnType<typeof undisturbed>>;
beforeAll(async () => {
  good = await undisturbed();
});

let bench: FaultBench;
let isFull: WritePoint | null = null;
let database: SqliteDatabase | null = null;
const open = async (options: BenchOptions = {}): Promise<FaultBench> =>
  (bench = await openBench({
    ...options,
    archive: {
      reached: (point) => {
        if (point === isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      },
      onOpen: (db) => {
        database = db;
      },
    },
  }));
afterEach(async () => {
  isFull = null;
  await bench.stop();
});

async function expectToldOnce(): Promise<void> {
  expect([...new Set(bench.told.map(({ key }) => key))]).toEqual([FULL]);
  for (const problem of bench.told) expectExplained(bench, problem);
  for (const connection of [await bench.source(), await bench.destination()]) {
    expect(connection).toMatchObject({ state: 'ok' });
    expect(connection.problem).toBeUndefined();
  }
  await expectNoSecrets(bench);
}

describe('a full disk during a sync', () => {
  const points = [
    'package.decrypted',
    'segment.started',
    'segment.filled',
    'segment.synced',
    'segment.renamed',
    'segment.durable',
    'ingest.applied',
    'record.written',
    'record.synced',
    'record.applied',
  ] as const satisfies readonly WritePoint[];
  it.each(points)('at %s', async (point) => {
    await open();
    isFull = point;
    const { runId } = await bench.kontor.call('sync.start', { companyId: bench.companyId });
    const waiting = await bench.waits(runId, FULL);
    expect(waiting).toMatchObject({ state: 'waiting', problem: { kind: 'unavailable' } });
    isFull = null;
    expect(await bench.sync()).toMatchObject({ id: runId, state: 'done' });
    expect(bench.meaning()).toEqual(good);
    await expectToldOnce();
  });

  it('in SQLite itself, in the middle of a run', async () => {
    // More than fits into the pages that are there.
    const knobs = { count: 150 };
    const whole = await undisturbed({ knobs });
    await open({ knobs });
    const gate = bench.ksef.hold(/^GET .*\/storage\//, 1);
    const { runId } = await bench.kontor.call('sync.start', { companyId: bench.companyId });
    await gate.reached;
    database?.pragma(`max_page_count = ${String(database.pragma('page_count', { simple: true }))}`);
    gate.release();
    expect(await bench.failureIn('SQLITE_FULL')).toContain(FULL);
    database?.pragma('max_page_count = 1000000');
    expect(await bench.ended(runId)).toMatchObject({ state: 'done' });
    expect(bench.meaning()).toEqual(whole);
    await expectToldOnce();
  });

  it('for more than a day: the run stops and says so, no connection is to blame', async () => {
    await open();
    isFull = 'segment.filled';
    const run = await bench.sync();
    expect(run).toMatchObject({ state: 'failed', problem: { key: FULL } });
    await expectToldOnce();
    isFull = null;
    expect(await bench.sync()).toMatchObject({ state: 'done' });
    expect(bench.meaning()).toEqual(good);
  });
});

describe('a full disk while a bundle is built and sent', () => {
  it.each(['bundle.synced', 'bundle.renamed', 'bundle.durable', 'record.written', 'intent.committed'] as const)(
    'at %s',
    async (point) => {
      await open();
      await bench.sync();
      isFull = point;
      const { companyId } = bench;
      const { runId } = await bench.kontor.call('reports.upload', { companyId, month: MONTH });
      const waiting = await bench.waits(runId, FULL);
      expect(waiting.problem?.kind).toBe('unavailable');
      isFull = null;
      expect(await bench.ended(runId)).toMatchObject({ state: 'done', revision: 1 });
      const { bundles } = await bench.kontor.call('reports.month', { companyId, month: MONTH });
      expect(bundles).toMatchObject([{ revision: 1, receipts: [{ connectionId: bench.destinationId }] }]);
      const files = [...bench.cloud.simulator.control.files().keys()].filter((path) => path.endsWith('.zip'));
      expect(files.length).toBe(1);
      await expectToldOnce();
    },
  );
});

describe('a real disk that is full', () => {
  it('under the spool: the download waits and goes on when there is room', async (test) => {
    await open();
    const spool = join(bench.folder, 'spool');
    const disk = tinyDisk(spool, 64);
    if (disk === null) {
      test.skip('NOTE: nobody may mount a small disk here; the full spool is not tried on a real one.');
      return;
    }
    try {
      const ballast = join(spool, 'ballast');
      const { bsize, bavail } = statfsSync(spool);
      writeFileSync(ballast, Buffer.alloc(bsize * Math.max(0, bavail - 2)));
      const { runId } = await bench.kontor.call('sync.start', { companyId: bench.companyId });
      const waiting = await bench.waits(runId, FULL);
      expectExplained(bench, waiting.problem);
      rmSync(ballast);
      disk.grow(65_536);
      expect(await bench.ended(runId)).toMatchObject({ state: 'done' });
      expect(bench.meaning()).toEqual(good);
      await expectToldOnce();
    } finally {
      disk.unmount();
    }
  });
});

// What a destination may do to an upload: told with cause and next step, and in the end the file lies there once, byte by byte, with
// one receipt.
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { named } from '../../electron/core/providers/nextcloud/simulator/faults';
import type { Fault } from '../../electron/core/providers/sdk/simulatorKit';
import type { NetworkProblemCode } from '../../electron/core/ports';
import type { ErrorKind } from '../../shared/errors';
import {
  ALWAYS,
  expectExplained,
  expectNoSecrets,
  MONTH,
  openBench,
  type BenchOptions,
  type FaultBench,
} from '../support/faultBench';

const PUT = /^PUT .*\/files\//;
const CHUNK = /^PUT .*\/uploads\//;
const status = (match: RegExp, code: number, times: number): Fault => ({
  match,
  times,
  kind: { type: 'status', status: code },
});

let bench: FaultBench;
async function open(options: BenchOptions = {}): Promise<void> {
  bench = await openBench(options);
  expect(await bench.sync()).toMatchObject({ state: 'done' });
}
afterEach(async () => {
  await bench.stop();
});

const cloud = (key: string): string => `provider.nextcloud.${key}`;

/** One file, whole, at its place; one receipt; nothing left of the tries. */
async function expectDelivered(): Promise<void> {
  const { companyId } = bench;
  const { bundles } = await bench.kontor.call('reports.month', { companyId, month: MONTH });
  expect(bundles.length).toBe(1);
  const [bundle] = bundles;
  const files = [...bench.cloud.simulator.control.files()].filter(([path]) => path.startsWith('/Ksiegowa'));
  expect(files.map(([path]) => path)).toEqual([`/Ksiegowa/2026/09/${bundle?.fileName ?? ''}`]);
  const stored = files[0]?.[1] ?? Buffer.alloc(0);
  expect(createHash('sha256').update(stored).digest('hex')).toBe(bundle?.sha256);
  expect(bundle?.receipts).toMatchObject([{ connectionId: bench.destinationId, path: files[0]?.[0] }]);
  expect(bench.cloud.simulator.control.sessions()).toEqual([]);
  expect(await bench.destination()).toMatchObject({ state: 'ok' });
  // A further upload asks for nothing.
  const asked = bench.cloud.simulator.seen.length;
  expect(await bench.upload()).toMatchObject({ state: 'done' });
  expect(bench.cloud.simulator.seen.length).toBe(asked);
  await expectNoSecrets(bench);
}

const small: BenchOptions = { cloudKnobs: { chunking: 'v1', maxChunkBytes: 10_000 } };

const PASSING: readonly (readonly [string, BenchOptions, readonly Fault[], readonly string[]])[] = [
  ['423, twice', {}, [named(PUT, 'lock_423', 2)], []],
  ['423 for a while', {}, [named(PUT, 'lock_423', 12)], [cloud('locked')]],
  ['404 on the folder, once', {}, [status(PUT, 404, 1)], []],
  ['404 on the folder for a while', {}, [status(PUT, 404, 12)], [cloud('gone')]],
  ['a page with status 200', {}, [named(/./, 'html_page', 3)], [cloud('html_instead')]],
  ['a page in answer to the file', {}, [named(PUT, 'html_page', 2)], [cloud('html_instead')]],
  ['another check sum', {}, [named(PUT, 'wrong_stored_byte', 2)], [cloud('damaged')]],
  ['a connection that breaks', {}, [{ match: PUT, times: 3, kind: { type: 'cut' } }], []],
  ['an answer that is lost', {}, [{ match: PUT, times: 1, kind: { type: 'lose_answer' } }], []],
  ['503 for a while', {}, [status(/./, 503, 20)], ['net.server_error']],
  ['maintenance', {}, [named(/./, 'maintenance', 20)], [cloud('maintenance')]],
  ['429 with seconds', {}, [named(/./, 'too_many_requests', 20)], ['net.rate_limited']],
  ['a chunk that breaks off', small, [{ match: CHUNK, times: 3, kind: { type: 'cut' } }], []],
  ['a chunk whose answer is lost', small, [{ match: CHUNK, times: 2, kind: { type: 'lose_answer' } }], []],
  [
    'chunks that break off for a while',
    small,
    [{ match: CHUNK, times: 30, kind: { type: 'cut' } }],
    ['net.circuit_open'],
  ],
  ['a session that is forgotten', small, [named(/uploads/, 'chunk_expired')], []],
  ['a joining behind a proxy that gave up', small, [named(/^MOVE/, 'move_504_then_423')], []],
  ['a chunk that is locked', small, [named(CHUNK, 'lock_423', 3)], []],
];

describe('a fault that passes', () => {
  it.each(PASSING)('%s', async (_name, options, faults, told) => {
    await open(options);
    bench.told.splice(0);
    bench.cloud.simulator.script([...faults]);
    const run = await bench.upload();
    expect(run, JSON.stringify(run.problem)).toMatchObject({ state: 'done' });
    if (options === small) expect(bench.cloud.simulator.seen.some(({ url }) => url.includes('/uploads/'))).toBe(true);
    expect([...new Set(bench.told.map(({ key }) => key))]).toEqual(told);
    for (const problem of bench.told) expectExplained(bench, problem);
    expect((await bench.destination()).problem).toBeUndefined();
    await expectDelivered();
  });

  it.each(['offline', 'dns', 'tls_expired', 'timeout'] as const satisfies readonly NetworkProblemCode[])(
    '%s: the upload waits, the destination is not flagged, the same file goes out afterwards',
    async (code) => {
      await open();
      bench.outage = code;
      const { companyId } = bench;
      const { runId } = await bench.kontor.call('reports.upload', { companyId, month: MONTH });
      const waiting = await bench.waits(runId);
      expect(waiting.problem).toMatchObject({ kind: 'unavailable', key: `net.${code}` });
      expectExplained(bench, waiting.problem);
      expect(await bench.destination()).toMatchObject({ state: 'ok' });
      bench.outage = null;
      expect(await bench.ended(runId)).toMatchObject({ state: 'done' });
      await expectDelivered();
    },
  );
});

const STOPPING: readonly (readonly [string, readonly Fault[], ErrorKind, string])[] = [
  ['403', [status(PUT, 403, ALWAYS)], 'permission', cloud('no_permission')],
  [
    '413',
    [named(PUT, 'small_limit_413', ALWAYS), named(CHUNK, 'small_limit_413', ALWAYS)],
    'rejected',
    cloud('too_big_for_server'),
  ],
  ['507', [named(PUT, 'quota_full', ALWAYS)], 'rejected', cloud('quota_full')],
];

describe('what somebody has to mend', () => {
  it.each(STOPPING)(
    '%s stops the upload and says so on the destination; it goes out when that is mended',
    async (_n, faults, kind, key) => {
      await open();
      bench.cloud.simulator.script([...faults]);
      const run = await bench.upload();
      expect(run).toMatchObject({ state: 'failed', problem: { kind, key } });
      expectExplained(bench, run.problem);
      expect(await bench.destination()).toMatchObject({ state: 'needs_attention', problem: { key } });
      bench.cloud.simulator.script([]);
      expect(await bench.upload()).toMatchObject({ state: 'done' });
      await expectDelivered();
    },
  );

  it('an app password that was taken back stops it, until somebody signs in again', async () => {
    await open();
    bench.cloud.simulator.control.revoke();
    const run = await bench.upload();
    expect(run).toMatchObject({ state: 'failed', problem: { kind: 'auth', key: cloud('login_refused') } });
    expectExplained(bench, run.problem);
    expect(await bench.destination()).toMatchObject({ state: 'needs_attention' });
    const password = 'Zielony-Tramwaj-12';
    const values = { ...bench.cloud.values, password };
    await bench.kontor.connect({ providerId: 'nextcloud', connectionId: bench.destinationId }, values);
    expect(await bench.upload()).toMatchObject({ state: 'done' });
    await expectDelivered();
  });

  it('a server that lies about what it keeps is never believed', async () => {
    await open();
    bench.cloud.simulator.script([named(PUT, 'wrong_stored_byte', ALWAYS)]);
    const run = await bench.upload();
    expect(run).toMatchObject({ state: 'failed', problem: { key: cloud('damaged') } });
    const { bundles } = await bench.kontor.call('reports.month', { companyId: bench.companyId, month: MONTH });
    expect(bundles[0]?.receipts).toEqual([]);
    bench.cloud.simulator.script([]);
    expect(await bench.upload()).toMatchObject({ state: 'done' });
    await expectDelivered();
  });
});

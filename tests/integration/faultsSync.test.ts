// What KSeF or the way to it may do to a sync: each fault is told in words that name cause and next step, and the archive ends like
// the one of a run that nothing disturbed.
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { named } from '../../electron/core/providers/ksef/simulator/faults';
import type { Fault } from '../../electron/core/providers/sdk/simulatorKit';
import type { NetworkProblemCode } from '../../electron/core/ports';
import type { RunView } from '../../shared/contract/runs';
import {
  ALWAYS,
  expectExplained,
  expectNoSecrets,
  openBench,
  undisturbed,
  type BenchOptions,
  type FaultBench,
} from '../support/faultBench';
import { EXPORTS } from '../support/simulatedKsef';

const STORAGE = /^GET .*\/storage\//;
const STATUS = /^GET .*\/invoices\/exports\/[^/]+$/;
const CHALLENGE = /^POST .*\/auth\/challenge$/;
const HOUR = 3_600_000;

const status = (match: RegExp, code: number, times: number, body = ''): Fault => ({
  match,
  times,
  kind: { type: 'status', status: code, body, headers: { 'content-type': 'application/json' } },
});

let good: Awaited<ReturnType<typeof undisturbed>>;
let count = 0;
beforeAll(async () => {
  good = await undisturbed();
  count = good['versions']?.length ?? 0;
  expect(count).toBeGreaterThan(10);
});

let bench: FaultBench;
const open = async (options: BenchOptions = {}): Promise<FaultBench> => (bench = await openBench(options));
afterEach(async () => {
  await bench.stop();
});

const newOf = (run: RunView): number => run.parts.reduce((sum, part) => sum + part.newCount, 0);

/** Nothing lost, nothing doubled, nothing passed over: what comes later is found, too. */
async function expectWhole(): Promise<void> {
  expect(bench.meaning()).toEqual(good);
  bench.ksef.simulator.script([]);
  await bench.clock.advance(HOUR);
  bench.ksef.simulator.control.add([{}]);
  expect(newOf(await bench.sync())).toBe(1);
  expect((await bench.source()).state).toBe('ok');
  await expectNoSecrets(bench);
}

/** Faults that pass while the run is under way: what was told on the way, the run's own end, no flag on the connection. */
const PASSING: readonly (readonly [name: string, faults: readonly Fault[], told: readonly string[]])[] = [
  ['a plain hash that is wrong', [named(EXPORTS, 'wrong_plain_hash')], ['archive.part_hash']],
  ['a part hash that is wrong', [named(EXPORTS, 'wrong_part_hash')], ['provider.ksef.part_damaged']],
  ['an archive without its end', [named(EXPORTS, 'broken_archive')], ['archive.package_truncated']],
  ['a missing invoice', [named(EXPORTS, 'missing_invoice')], ['archive.package_incomplete']],
  ['a file that no list names', [named(EXPORTS, 'foreign_file')], ['archive.package_incomplete']],
  ['no list at all', [named(EXPORTS, 'no_metadata_file')], ['archive.package_incomplete']],
  ['an invoice with another hash', [named(EXPORTS, 'wrong_invoice_hash')], ['archive.entry_hash']],
  ['half a package, told as such', [named(EXPORTS, 'truncated_package')], []],
  ['an export that failed', [named(EXPORTS, 'export_failed')], []],
  ['exports that fail twice', [named(EXPORTS, 'export_cancelled', 2)], ['provider.ksef.ksef_failed']],
  ['an export that never ends', [named(EXPORTS, 'stuck_export')], ['provider.ksef.export_stuck']],
  ['an export whose answer is lost', [{ match: EXPORTS, times: 1, kind: { type: 'lose_answer' } }], ['net.reset']],
  ['a part with a flipped byte, once', [named(STORAGE, 'damaged_part')], []],
  ['a part with a flipped byte, each time', [named(STORAGE, 'damaged_part', 7)], ['provider.ksef.part_damaged']],
  ['a part that is too short', [named(STORAGE, 'short_part', 3)], ['provider.ksef.part_damaged']],
  ['a part that breaks off', [{ match: STORAGE, times: 2, kind: { type: 'truncate', bytes: 700 } }], []],
  ['a page in the place of a part', [named(STORAGE, 'html_instead', 3)], ['provider.ksef.wall']],
  ['a page with status 200', [named(EXPORTS, 'html_instead', 2)], ['net.html']],
  ['a link that is over', [named(STATUS, 'link_expired', 3)], []],
  ['a package that is gone', [named(STATUS, 'export_expired')], []],
  ['429 with seconds', [named(EXPORTS, 'too_many_requests', 8)], ['net.rate_limited']],
  ['429 with a date', [named(EXPORTS, 'retry_after_date', 8)], ['net.rate_limited']],
  ['429 without a hint', [named(EXPORTS, 'no_retry_after', 8)], ['net.rate_limited']],
  ['429 at the sign-in', [named(/^POST .*\/auth\//, 'too_many_requests', 8)], []],
  ['503 for a while', [status(/./, 503, 20)], ['net.server_error', 'net.circuit_open']],
  ['a wall that answers 403', [status(EXPORTS, 403, 2, '{}')], ['provider.ksef.wall']],
  ['JSON that is none', [status(EXPORTS, 201, 2, '{"referenceNumber": ')], ['net.not_json']],
  ['an answer of another shape', [status(EXPORTS, 201, 2, '{"secret": "e81c"}')], ['provider.ksef.unexpected_answer']],
];

describe('a fault that passes', () => {
  it.each(PASSING)('%s: told, tried again by itself, nothing lost or doubled', async (_name, faults, told) => {
    await open();
    bench.ksef.simulator.script([...faults]);
    const run = await bench.sync();
    expect(run, JSON.stringify(run.problem)).toMatchObject({ state: 'done', parts: [{ newCount: count }] });
    expect([...new Set(bench.told.map(({ key }) => key))]).toEqual(told);
    for (const problem of bench.told) expectExplained(bench, problem);
    expect(await bench.source()).toMatchObject({ state: 'ok' });
    expect((await bench.source()).problem).toBeUndefined();
    await expectWhole();
  });

  const ways: readonly (readonly [NetworkProblemCode, string])[] = [
    ['offline', 'net.offline'],
    ['dns', 'net.dns'],
    ['refused', 'net.refused'],
    ['reset', 'net.reset'],
    ['timeout', 'net.timeout'],
    ['tls', 'net.tls'],
    ['tls_expired', 'net.tls_expired'],
    ['tls_untrusted', 'net.tls_untrusted'],
    ['tls_name', 'net.tls_name'],
    ['proxy', 'net.proxy'],
  ];
  it.each(ways)('%s for hours: the run waits with its next try, the connection is left alone', async (code, key) => {
    await open();
    bench.outage = code;
    const { runId } = await bench.kontor.call('sync.start', { companyId: bench.companyId });
    const waiting = await bench.waits(runId);
    expect(waiting).toMatchObject({ state: 'waiting', problem: { kind: 'unavailable', key } });
    expect(Date.parse(waiting.parts[0]?.waitsUntil ?? '')).toBeGreaterThan(bench.clock.now());
    expectExplained(bench, waiting.problem);
    while (bench.clock.now() < Date.parse(waiting.startedAt) + 6 * HOUR) {
      const { parts } = await bench.waits(runId);
      await bench.clock.advance(Math.max(1000, Date.parse(parts[0]?.waitsUntil ?? '') - bench.clock.now()));
    }
    expect(await bench.source()).toMatchObject({ state: 'ok' });
    bench.outage = null;
    // The same run goes on at once when the user asks; no second one begins.
    expect(await bench.sync()).toMatchObject({ id: runId, state: 'done' });
    expect(await bench.source()).toMatchObject({ state: 'ok' });
    await expectWhole();
  });

  it('an outage of more than a day ends in a stopped run and a connection that asks for a look, until the next good one', async () => {
    await open();
    bench.outage = 'dns';
    const run = await bench.sync();
    expect(run).toMatchObject({ state: 'failed', problem: { key: 'net.dns' } });
    expect(bench.clock.now() - Date.parse(run.startedAt)).toBeGreaterThan(15 * HOUR);
    expect(await bench.source()).toMatchObject({ state: 'needs_attention', problem: { key: 'net.dns' } });
    bench.outage = null;
    expect(await bench.sync()).toMatchObject({ state: 'done' });
    await expectWhole();
  });

  it('an allowance is waited for, whatever the user presses', async () => {
    await open();
    bench.ksef.simulator.script([named(EXPORTS, 'too_many_requests', 5)]);
    const { runId } = await bench.kontor.call('sync.start', { companyId: bench.companyId });
    await bench.waits(runId, 'net.rate_limited');
    const asked = bench.ksef.count(EXPORTS);
    for (let press = 0; press < 3; press += 1)
      expect(await bench.kontor.call('sync.start', { companyId: bench.companyId })).toEqual({ runId });
    expect(bench.ksef.count(EXPORTS)).toBe(asked);
    expect(await bench.sync()).toMatchObject({ id: runId, state: 'done' });
    await expectWhole();
  });
});

describe('a package that is refused', () => {
  const hostile = (['zip_slip', 'zip_bomb'] as const).flatMap((fault) =>
    (['TarGz', 'Zip'] as const).map((format) => [fault, format] as const),
  );
  const keys = { zip_slip: 'archive.bad_entry_name', zip_bomb: 'archive.too_big' };
  it.each(hostile)('%s as %s stops the run; the next one orders another package', async (fault, format) => {
    await open({ sourceValues: { archive_format: format } });
    bench.ksef.simulator.script([named(EXPORTS, fault)]);
    const run = await bench.sync();
    expect(run).toMatchObject({ state: 'failed', problem: { kind: 'rejected', key: keys[fault] } });
    expectExplained(bench, run.problem);
    expect(await bench.source()).toMatchObject({ state: 'needs_attention', problem: { key: keys[fault] } });
    expect(bench.meaning()['versions']).toEqual([]);
    expect(await bench.sync()).toMatchObject({ state: 'done', parts: [{ newCount: count }] });
    await expectWhole();
  });
});

describe('an invoice that is odd', () => {
  it('with a document type is kept as it came, told once, and takes no other one with it', async () => {
    await open();
    bench.ksef.simulator.script([named(EXPORTS, 'doctype_invoice')]);
    const run = await bench.sync();
    expect(run).toMatchObject({ state: 'done', parts: [{ newCount: count - 1 }] });
    expect(run.parts[0]?.unreadable).toMatchObject([{ reason: 'format.doctype' }]);
    const log = await bench.kontor.call('runs.log', { runId: run.id });
    expect(log.filter(({ key }) => key === 'run.log.unreadable').length).toBe(1);
    const filter = { companyId: bench.companyId, needsLook: true };
    const { rows } = await bench.kontor.call('invoices.list', { filter, sort: 'date_asc', limit: 50 });
    const details = await Promise.all(rows.map(({ id }) => bench.kontor.call('invoices.get', { id })));
    const odd = details.find(({ parseProblem }) => parseProblem?.key === 'format.doctype');
    expect(odd).toMatchObject({ isUnchanged: true, remoteNumber: run.parts[0]?.unreadable[0]?.item });
    const original = await bench.kontor.call('invoices.original', { id: odd?.row.id ?? rows[0]?.id ?? fail() });
    expect(original.text).toContain('<!DOCTYPE Faktura');
    expect(bench.meaning()['versions']?.length).toBe(count);
    await expectNoSecrets(bench);
  });

  it('with a byte order mark is read like any other and kept as it came', async () => {
    await open();
    bench.ksef.simulator.script([named(EXPORTS, 'bom_invoice')]);
    expect(await bench.sync()).toMatchObject({ state: 'done', parts: [{ newCount: count, unreadable: [] }] });
    const filter = { companyId: bench.companyId };
    const { rows } = await bench.kontor.call('invoices.list', { filter, sort: 'date_asc', limit: 200 });
    const originals = await Promise.all(rows.map(({ id }) => bench.kontor.call('invoices.original', { id })));
    expect(originals.filter(({ text }) => text.startsWith('\ufeff'))).toHaveLength(1);
    const details = await Promise.all(rows.map(({ id }) => bench.kontor.call('invoices.get', { id })));
    expect(details.filter(({ isUnchanged, parseProblem }) => !isUnchanged || parseProblem)).toEqual([]);
  });

  it('of three megabytes is read like any other', async () => {
    await open();
    bench.ksef.simulator.script([named(EXPORTS, 'big_invoice_3mb')]);
    expect(await bench.sync()).toMatchObject({ state: 'done', parts: [{ newCount: count, unreadable: [] }] });
    const versions = bench.meaning()['versions'] as readonly { readonly bytes: number }[];
    expect(versions.length).toBe(count);
    expect(Math.max(...versions.map(({ bytes }) => bytes))).toBeGreaterThan(2_800_000);
  });
});

describe('a clock that is wrong', () => {
  it.each([
    ['ahead', -10 * 60_000],
    ['behind', 10 * 60_000],
  ])('ten minutes %s of KSeF changes nothing of what is stored', async (_where, serviceAheadMs) => {
    await open({ serviceAheadMs });
    expect(await bench.sync()).toMatchObject({ state: 'done', parts: [{ newCount: count }] });
    expect(bench.told).toEqual([]);
    expect(bench.meaning()['versions']).toEqual(good['versions']);
    await bench.clock.advance(HOUR);
    bench.ksef.simulator.control.add([{}]);
    expect(newOf(await bench.sync())).toBe(1);
  });

  it('is named beside whatever else goes wrong', async () => {
    await open({ serviceAheadMs: 10 * 60_000 });
    bench.ksef.simulator.script([named(EXPORTS, 'html_instead', 2)]);
    expect(await bench.sync()).toMatchObject({ state: 'done' });
    const [problem] = bench.told;
    expect(problem).toMatchObject({ key: 'net.html', params: { clockSkewMinutes: 10, minutes: 10 } });
    expectExplained(bench, problem && { ...problem, key: 'net.clock' });
  });
});

describe('a sign-in that stops working', () => {
  it('is told on the connection, keeps what is stored, and goes on after a new one', async () => {
    await open();
    const { tokens, revokeSessions } = bench.ksef.simulator.control;
    tokens.demo.state = 'Revoked';
    revokeSessions();
    await bench.clock.advance(HOUR / 2);
    const run = await bench.sync();
    expect(run).toMatchObject({ state: 'failed', problem: { kind: 'auth', key: 'provider.ksef.token_revoked' } });
    expectExplained(bench, run.problem);
    expect(await bench.source()).toMatchObject({ state: 'needs_attention', problem: { kind: 'auth' } });
    const values = { ...bench.ksef.values, token: tokens.readWrite.token };
    await bench.kontor.connect({ providerId: 'ksef', connectionId: bench.sourceId }, values);
    expect(await bench.source()).toMatchObject({ state: 'ok' });
    expect(await bench.sync()).toMatchObject({ state: 'done', parts: [{ newCount: count }] });
    await expectWhole();
  });

  it('a session that somebody ended at KSeF is renewed without a word', async () => {
    await open();
    bench.ksef.simulator.control.revokeSessions();
    await bench.clock.advance(HOUR / 2);
    expect(await bench.sync()).toMatchObject({ state: 'done' });
    expect(bench.told).toEqual([]);
    await expectWhole();
  });

  it('429 and outages at the sign-in are no wrong token', async () => {
    await open();
    bench.ksef.simulator.control.revokeSessions();
    bench.ksef.simulator.script([named(CHALLENGE, 'html_instead', ALWAYS)]);
    const { runId } = await bench.kontor.call('connections.verify', { connectionId: bench.sourceId });
    const run = await bench.ended(runId);
    expect(run).toMatchObject({ state: 'failed', problem: { kind: 'unavailable', key: 'net.html' } });
    expect(await bench.source()).toMatchObject({ state: 'ok' });
  });
});

function fail(): never {
  throw new Error('not there');
}

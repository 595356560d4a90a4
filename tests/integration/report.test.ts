// A month from the archive to the destination: one bundle, one upload, one receipt, and a next revision for what came late.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BundleView } from '../../shared/contract/reports';
import type { CompanyId, ConnectionId, RunId } from '../../shared/domain/ids';
import { openZip } from '../support/openArchive';
import { simulatedKsef, type SimulatedKsef } from '../support/simulatedKsef';
import { simulatedNextcloud, type SimulatedNextcloud } from '../support/simulatedNextcloud';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';

const MONTH = '2026-09';
const YEAR = 2026;

let folder: string;
let ksef: SimulatedKsef;
let cloud: SimulatedNextcloud;
let kontor: TestApp;
let companyId: CompanyId;
let connectionId: ConnectionId;

beforeEach(async () => {
  const clock = testClock();
  folder = dataFolder();
  ksef = simulatedKsef(clock);
  cloud = simulatedNextcloud(clock);
  const host = testHost({ data: folder, clock, encryptionKey: newEncryptionKey() });
  kontor = await startApp(host, [ksef.manifest, cloud.manifest]);
  ({ companyId } = await kontor.connect({ providerId: 'ksef' }, ksef.values));
  ({ connectionId } = await kontor.connect({ providerId: 'nextcloud', companyId }, cloud.values));
  await done(kontor.call('sync.start', { companyId }));
});
afterEach(async () => {
  await kontor.stop();
  removeDataFolder(folder);
});

/** The run when it has ended well. */
async function done(started: Promise<{ readonly runId: RunId }>) {
  const run = await kontor.ended((await started).runId);
  expect(run).toMatchObject({ state: 'done' });
  return run;
}

const build = () => done(kontor.call('reports.build', { companyId, month: MONTH }));
const upload = () => done(kontor.call('reports.upload', { companyId, month: MONTH }));
const bundles = async () => (await kontor.call('reports.month', { companyId, month: MONTH })).bundles;
const uploads = () => [...cloud.simulator.control.files()].filter(([path]) => path.endsWith('.zip'));
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function cell() {
  const { rows } = await kontor.call('reports.year', { companyId, year: YEAR });
  expect(rows.map((row) => row.connectionId)).toEqual([connectionId]);
  return rows[0]?.cells.find(({ month }) => month === MONTH);
}

function only(list: readonly BundleView[]): BundleView {
  const [one, ...others] = list;
  if (!one || others.length > 0) throw new Error(`${String(list.length)} bundles`);
  return one;
}

describe('a month', () => {
  it('is built once: the same content answers with the same bundle', async () => {
    expect(await build()).toMatchObject({ kind: 'build', month: MONTH, revision: 1 });
    const bundle = only(await bundles());
    const { invoiceCount } = await kontor.call('reports.month', { companyId, month: MONTH });
    expect(bundle).toMatchObject({ revision: 1, lateCount: 0, invoiceCount, receipts: [] });
    expect(invoiceCount).toBeGreaterThan(3);
    await build();
    expect(await bundles()).toEqual([bundle]);
    await kontor.call('reports.reveal', { bundleId: bundle.id });
    expect(kontor.host.shown[0]).toContain(bundle.fileName);
  });

  it('reaches its destination byte by byte and leaves a receipt', async () => {
    expect(await cell()).toMatchObject({ state: 'due' });
    const run = await upload();
    expect(run).toMatchObject({ kind: 'upload', revision: 1, parts: [{ connectionId, state: 'done' }] });
    const bundle = only(await bundles());
    const [[path, bytes] = ['', Buffer.alloc(0)], ...others] = uploads();
    expect(others).toEqual([]);
    expect(path).toBe(`/Ksiegowa/2026/09/${bundle.fileName}`);
    expect([bytes.length, sha256(bytes)]).toEqual([bundle.bytes, bundle.sha256]);
    expect(bundle.receipts).toMatchObject([{ connectionId, path, bytes: bytes.length, sha256: bundle.sha256 }]);
    expect(await cell()).toEqual({ month: MONTH, state: 'done', revision: 1 });

    const invoices = new Set([...openZip(bytes).values()].map(sha256));
    const filter = { companyId, month: MONTH };
    const { rows } = await kontor.call('invoices.list', { filter, sort: 'date_asc', limit: 500 });
    expect(rows.length).toBe(bundle.invoiceCount);
    for (const { id } of rows) {
      const detail = await kontor.call('invoices.get', { id });
      expect(invoices, detail.row.number).toContain(detail.sha256);
      expect(detail.bundledIn).toEqual([{ month: MONTH, revision: 1 }]);
    }
  });

  it('is not uploaded a second time', async () => {
    await upload();
    const [first, asked] = [await bundles(), cloud.simulator.seen.length];
    const run = await upload();
    const log = await kontor.call('runs.log', { runId: run.id });
    expect(log.map(({ key }) => key)).toContain('run.log.already_uploaded');
    expect(cloud.simulator.seen.length).toBe(asked);
    expect(await bundles()).toEqual(first);
  });

  it('gets a second revision for an invoice that came late, beside the first', async () => {
    await upload();
    const first = only(await bundles());
    const { control } = ksef.simulator;
    const late = control.document(control.numbers('Subject2').at(-1) ?? '').toString('utf8');
    const xml = late.replace(/(<(?:\w+:)?P_1>)[^<]*/, '$12026-09-28').replace(/(<(?:\w+:)?P_2>)[^<]*/, '$1LATE/1');
    await kontor.host.clock.advance(15 * 60_000);
    control.add([{ xml: Buffer.from(xml) }]);
    await done(kontor.call('sync.start', { companyId }));
    expect(only(await bundles()).lateCount).toBe(1);
    expect(await cell()).toMatchObject({ state: 'due', revision: 1 });

    expect(await upload()).toMatchObject({ revision: 2 });
    const [second, before, ...others] = await bundles();
    expect(others).toEqual([]);
    expect(before).toMatchObject({ id: first.id, sha256: first.sha256, receipts: first.receipts });
    expect(second).toMatchObject({ revision: 2, lateCount: 0, invoiceCount: first.invoiceCount + 1 });
    const stored = new Map(uploads().map(([path, bytes]) => [path, sha256(bytes)]));
    expect(stored).toEqual(
      new Map([
        [first.receipts[0]?.path, first.sha256],
        [second?.receipts[0]?.path, second?.sha256],
      ]),
    );
    expect(await cell()).toEqual({ month: MONTH, state: 'done', revision: 2 });
  });

  it('leaves a foreign file of the same name alone', async () => {
    await build();
    const bundle = only(await bundles());
    const foreign = Buffer.from('not ours');
    cloud.simulator.control.put(`/Ksiegowa/2026/09/${bundle.fileName}`, foreign);
    await upload();
    const { path } = only(await bundles()).receipts[0] ?? { path: '' };
    const files = cloud.simulator.control.files();
    expect(files.get(`/Ksiegowa/2026/09/${bundle.fileName}`)).toEqual(foreign);
    expect(path).not.toBe(`/Ksiegowa/2026/09/${bundle.fileName}`);
    expect(sha256(files.get(path) ?? Buffer.alloc(0))).toBe(bundle.sha256);
  });

  it('without an invoice says so and builds nothing', async () => {
    const { runId } = await kontor.call('reports.build', { companyId, month: '2020-01' });
    const run = await kontor.ended(runId);
    expect(run).toMatchObject({ state: 'failed', problem: { kind: 'user_input', key: 'upload.empty_month' } });
  });
});

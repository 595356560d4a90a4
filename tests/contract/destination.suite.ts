// What every destination keeps: one file, whole, under its name, with a receipt; whatever ends a run in between.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import type { Simulator } from '../../electron/core/providers/sdk/simulatorKit';
import type { CompanyId, ConnectionId, RunId } from '../../shared/domain/ids';
import madeUp, { DOCUMENTS, documents } from '../providers/madeUp';
import { closeBenches, type Bench } from './bench';
import { answering, cut } from './gate';
import { places } from './places';

const MONTH = '2026-09';
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The tests' own dialog is never closed. */
async function asRun(asked: Promise<{ runId?: RunId | undefined }>): Promise<{ runId: RunId }> {
  const { runId } = await asked;
  if (runId === undefined) throw new Error('nothing was chosen');
  return { runId };
}

type Files = (simulator: Simulator) => ReadonlyMap<string, Buffer>;
interface Place {
  readonly bench: Bench;
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
}

export function destinationSuite(
  manifest: ProviderManifest,
  open: () => Promise<Bench>,
  files: Files | undefined,
): void {
  /** A company whose month is synced from the made-up provider and waits to be uploaded. */
  async function prepared(): Promise<Place> {
    const bench = await open();
    const { companyId, connectionId } = await bench.connect();
    const { kontor } = bench;
    const source = await kontor.connect({ providerId: madeUp.id, companyId }, { ...madeUp.demoValues });
    await bench.ended(kontor.call('sync.start', { companyId, connectionId: source.connectionId }));
    return { bench, companyId, connectionId };
  }
  const upload = ({ bench, companyId, connectionId }: Place) =>
    bench.ended(bench.kontor.call('reports.upload', { companyId, connectionId, month: MONTH }));
  const bundlesOf = async ({ bench, companyId }: Place) =>
    (await bench.kontor.call('reports.month', { companyId, month: MONTH })).bundles;
  const stored = ({ bench }: Place) =>
    files ? [...files(bench.gate.simulator)].map(([path, bytes]) => [path, sha256(bytes)]) : [];

  async function expectOneFile(place: Place): Promise<void> {
    const bundles = await bundlesOf(place);
    expect(bundles).toMatchObject([{ receipts: [{ connectionId: place.connectionId }] }]);
    const [receipt] = bundles[0]?.receipts ?? [];
    expect(receipt).toMatchObject({ sha256: bundles[0]?.sha256, bytes: bundles[0]?.bytes });
    expect(['checksum', 'read_back']).toContain(receipt?.verifiedBy);
    if (files) expect(stored(place)).toEqual([[receipt?.path, receipt?.sha256]]);
  }

  describe(`${manifest.name} as every destination`, () => {
    closeBenches();
    beforeEach(() => {
      documents.splice(DOCUMENTS);
    });

    it('takes a month once: verified, with a receipt, and not a second time', async () => {
      const place = await prepared();
      expect(await upload(place)).toMatchObject({ state: 'done' });
      await expectOneFile(place);
      const [first, asked] = [await bundlesOf(place), place.bench.gate.asked()];
      expect(await upload(place)).toMatchObject({ state: 'done' });
      expect(await bundlesOf(place)).toEqual(first);
      expect(place.bench.gate.asked()).toBe(asked);
      expect(place.bench.gate.busiest()).toBeLessThanOrEqual(manifest.limits.parallel);
    });

    it('holds one whole file after a service that went away, anywhere in between', { timeout: 120_000 }, async () => {
      const calm = await prepared();
      const before = calm.bench.gate.asked();
      await upload(calm);
      const requests = calm.bench.gate.asked() - before;
      for (const at of places(requests)) {
        const place = await prepared();
        place.bench.gate.fail(at % 2 === 0 ? cut : answering(503), at);
        const run = await upload(place);
        place.bench.gate.heal();
        expect(run, `from request ${String(at)} on`).toMatchObject({
          state: 'failed',
          problem: { kind: 'unavailable' },
        });
        await place.bench.restart();
        expect(await upload(place)).toMatchObject({ state: 'done' });
        await expectOneFile(place);
      }
    });

    it('shows what lies there folder by folder, and brings it back as it was sent', async () => {
      const place = await prepared();
      const { bench, connectionId } = place;
      const { call, host } = bench.kontor;
      const list = (folders: string[]) => call('destinations.list', { connectionId, folders });
      await upload(place);
      const [bundle] = await bundlesOf(place);
      if (!bundle) throw new Error('no bundle');
      expect(await list([])).toMatchObject({ isThere: true, entries: [{ name: '2026', isFolder: true }] });
      expect(await list(['2026'])).toMatchObject({ isThere: true, entries: [{ name: '09', isFolder: true }] });
      const { entries, path } = await list(['2026', '09']);
      const { fileName, bytes } = bundle;
      expect(entries).toMatchObject([{ name: fileName, isFolder: false, bytes, hasReceipt: true }]);
      expect(`${path}/${fileName}`).toBe(bundle.receipts[0]?.path);
      expect(await list(['2026', '08'])).toMatchObject({ isThere: false, entries: [] });
      const { remoteId } = entries[0] ?? {};
      const file = { connectionId, folders: ['2026', '09'], fileName, ...(remoteId === undefined ? {} : { remoteId }) };
      const fetched = await bench.ended(asRun(call('destinations.fetch', file)));
      expect(fetched).toMatchObject({ kind: 'fetch', state: 'done', file: fileName });
      const written = readFileSync(join(host.paths.data, fileName));
      expect(sha256(written)).toBe(bundle.sha256);
      const log = (await call('runs.log', { runId: fetched.id })).map(({ key }) => key);
      expect(log).toEqual([expect.stringMatching(/^run\.log\.fetched_(checksum|receipt)$/)]);
      const tried = await bench.ended(call('destinations.tryRestore', file));
      const { revision } = bundle;
      expect(tried).toMatchObject({
        kind: 'restore',
        state: 'done',
        restored: { month: MONTH, revision, isSameAsHere: true },
      });
      expect(readdirSync(host.paths.data).filter((name) => name.includes('.kontor-'))).toEqual([]);
    });

    it('brings nothing back that is not there, and nothing that was cut', async () => {
      const place = await prepared();
      const { bench, connectionId } = place;
      const { call, host } = bench.kontor;
      await upload(place);
      const [bundle] = await bundlesOf(place);
      const at = { connectionId, folders: ['2026', '09'] };
      const gone = await bench.ended(asRun(call('destinations.fetch', { ...at, fileName: 'nie-ma.pdf' })));
      expect(gone).toMatchObject({ state: 'failed', problem: { kind: 'rejected', key: 'upload.fetch_gone' } });
      bench.gate.fail(cut);
      const fileName = bundle?.fileName ?? '';
      const broken = await bench.ended(asRun(call('destinations.fetch', { ...at, fileName })));
      bench.gate.heal();
      expect(broken).toMatchObject({ state: 'failed', problem: { kind: 'unavailable' } });
      expect(
        readdirSync(host.paths.data).filter((name) => name.startsWith(fileName) || name.includes('nie-ma')),
      ).toEqual([]);
    });

    it('says why a file was refused, and keeps the bundle for the next try', async () => {
      const place = await prepared();
      place.bench.gate.fail(answering(403));
      const { state, problem } = await upload(place);
      place.bench.gate.heal();
      expect(state).toBe('failed');
      expect(['permission', 'auth', 'rejected']).toContain(problem?.kind);
      expect(await upload(place)).toMatchObject({ state: 'done' });
      await expectOneFile(place);
    });
  });
}

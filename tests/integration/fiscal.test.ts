// What a till has signed, from the service to the archive and on to the destination: once, checked, counted down, and never lost.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import fiskaly from '../../electron/core/providers/fiskaly/index';
import { createFiskalySimulator, DEMO_TSS, named } from '../../electron/core/providers/fiskaly/simulator/index';
import { demoOrigin } from '../../electron/core/providers/sdk/demoOrigin';
import type { FiscalFileView } from '../../shared/contract/fiscal';
import type { CompanyId, ConnectionId, RunId } from '../../shared/domain/ids';
import type { FakeClock } from '../support/fakeClock';
import { simulatedNextcloud, type SimulatedNextcloud } from '../support/simulatedNextcloud';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';

const DAY = 86_400_000;
const MONTH = '2026-09';
const encryptionKey = newEncryptionKey();

let folder: string;
let clock: FakeClock;
let kontor: TestApp;
let cloud: SimulatedNextcloud;
let simulator: ReturnType<typeof createFiskalySimulator>;
let companyId: CompanyId;
let till: ConnectionId;

const start = (): Promise<TestApp> =>
  startApp(testHost({ data: folder, clock, encryptionKey }), [
    { ...fiskaly, simulator: () => Promise.resolve(() => simulator) },
    cloud.manifest,
  ]);

beforeEach(async () => {
  clock = testClock();
  folder = dataFolder();
  cloud = simulatedNextcloud(clock);
  simulator = createFiskalySimulator({ now: () => clock.now(), baseUrl: demoOrigin('fiskaly'), seed: 1 });
  kontor = await start();
  ({ companyId, connectionId: till } = await kontor.connect({ providerId: 'fiskaly' }, { ...fiskaly.demoValues }));
});
afterEach(async () => {
  await kontor.stop();
  removeDataFolder(folder);
});

async function ended(started: Promise<{ readonly runId: RunId }>) {
  return kontor.ended((await started).runId);
}
const sync = () => ended(kontor.call('sync.start', { companyId }));
const upload = (month = MONTH) => ended(kontor.call('reports.upload', { companyId, month }));
const everything = (month = MONTH) => kontor.call('fiscal.files', { companyId, month });
/** Of the module; beside them lie the closings. */
const files = async (month = MONTH) => (await everything(month)).filter(({ moduleId }) => moduleId !== undefined);
const overview = () => kontor.call('fiscal.overview', { companyId });
const orders = () => simulator.seen.filter(({ method, url }) => method === 'PUT' && url.includes('/export/'));
const uploaded = () => [...cloud.simulator.control.files()].filter(([name]) => name.includes('-TSE-'));
const archived = (): string[] =>
  readdirSync(path.join(folder, 'archive'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tar'),
  );
const months = async () => (await overview()).modules.flatMap((one) => one.months.map((m) => `${m.month} ${m.state}`));
const idOf = (file: FiscalFileView | undefined): FiscalFileView['id'] => {
  if (file === undefined) throw new Error('no file');
  return file.id;
};
const connectCloud = async () =>
  (await kontor.connect({ providerId: 'nextcloud', companyId }, cloud.values)).connectionId;

describe('a month of a till', () => {
  it('is fetched with a sync, checked, and kept as it came', async () => {
    const run = await sync();
    expect(run).toMatchObject({ state: 'done', kind: 'sync', parts: [{ connectionId: till, newCount: 0 }] });
    const [file, ...others] = await files();
    expect(others).toEqual([]);
    expect((await everything()).map(({ fileName }) => fileName)).toContain(`${MONTH}-DSFinV-K.tar`);
    expect(file).toMatchObject({ connectionId: till, moduleId: DEMO_TSS.id, findings: [], receipts: [] });
    const bytes = readFileSync(
      path.join(folder, 'archive', archived().find((name) => name.includes(file?.id ?? '?')) ?? ''),
    );
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file?.sha256);
    expect(bytes.length).toBe(file?.bytes);
    expect(await months()).toEqual(['2026-07 kept', '2026-08 kept', '2026-09 kept', '2026-10 running']);
    const log = await kontor.call('runs.log', { runId: run.id });
    expect(log.filter(({ key }) => key === 'run.log.fiscal_kept')).toHaveLength(6);
    // Spooled files are gone.
    expect(
      readdirSync(path.join(folder, 'spool'), { recursive: true }).filter((name) => String(name).endsWith('.tar')),
    ).toEqual([]);
    await kontor.call('fiscal.reveal', { fileId: idOf(file) });
    expect(kontor.host.shown[0]).toContain(file?.fileName ?? '?');
    const { savedTo } = await kontor.call('fiscal.save', { fileId: idOf(file) });
    expect(path.basename(savedTo ?? '')).toBe(file?.fileName);
    expect(readFileSync(savedTo ?? '')).toEqual(bytes);
  });

  it('is listed with all the others, the oldest month first', async () => {
    await sync();
    const all = (await kontor.call('fiscal.files', { companyId })).map(({ month }) => month);
    expect(new Set(all).size).toBeGreaterThan(1);
    expect(all).toEqual(all.toSorted());
    expect(all.filter((month) => month === MONTH)).toHaveLength((await everything()).length);
  });

  it('is not asked for a second time, also not after a restart or a rebuild', async () => {
    await sync();
    const [before, asked] = [await everything(), orders().length];
    expect(asked).toBe(3);
    await clock.advance(20 * 60_000);
    await sync();
    await kontor.stop();
    for (const name of ['', '-wal', '-shm'])
      rmSync(path.join(folder, 'archive', `archive.sqlite${name}`), { force: true });
    kontor = await start();
    expect(await everything()).toEqual(before);
    await clock.advance(20 * 60_000);
    expect(await sync()).toMatchObject({ state: 'done' });
    expect(orders()).toHaveLength(asked);
    expect(archived()).toHaveLength(6);
  });

  it('goes to the destination without a single invoice, once, with a receipt', async () => {
    const connectionId = await connectCloud();
    await sync();
    const cell = async () =>
      (await kontor.call('reports.year', { companyId, year: 2026 })).rows[0]?.cells.find(
        ({ month }) => month === MONTH,
      );
    expect(await cell()).toMatchObject({ state: 'due' });
    expect((await overview()).notUploaded).toBe(6);
    expect(await upload()).toMatchObject({ kind: 'upload', state: 'done' });
    const [file] = await files();
    const [[name, bytes] = ['', Buffer.alloc(0)], ...others] = uploaded();
    expect(others).toEqual([]);
    expect(name).toBe(`/Ksiegowa/2026/09/${file?.fileName ?? ''}`);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file?.sha256);
    expect(file?.receipts).toMatchObject([{ connectionId, path: name, sha256: file?.sha256 }]);
    expect(await cell()).toMatchObject({ state: 'done' });
    expect((await overview()).notUploaded).toBe(4);
    const asked = cloud.simulator.seen.length;
    await upload();
    expect(cloud.simulator.seen).toHaveLength(asked);
  });

  it('goes alone by its name, and is held against what lies there like any report', async () => {
    const connectionId = await connectCloud();
    await sync();
    const fileName = (await files())[0]?.fileName ?? '';
    const alone = { companyId, month: MONTH, connectionId, reportName: fileName };
    expect(await ended(kontor.call('reports.upload', alone))).toMatchObject({ state: 'done', file: fileName });
    expect([...cloud.simulator.control.files()].map(([name]) => name)).toEqual([`/Ksiegowa/2026/09/${fileName}`]);
    const month = { companyId, month: MONTH };
    expect(await ended(kontor.call('reports.check', month))).toMatchObject({ state: 'done' });
    expect(await files()).toMatchObject([{ receipts: [{ checked: { state: 'same' } }] }]);
    cloud.simulator.control.remove(`/Ksiegowa/2026/09/${fileName}`);
    await ended(kontor.call('reports.check', month));
    expect(await files()).toMatchObject([{ receipts: [{ checked: { state: 'gone' } }] }]);
    // What is gone counts as missing until it is there again.
    expect((await overview()).notUploaded).toBe(6);
    await clock.advance(60_000);
    await upload();
    expect(uploaded()).toHaveLength(1);
    expect((await overview()).notUploaded).toBe(4);
  });

  it('stays, and is still there for the destination, when its connection is removed', async () => {
    await sync();
    const before = await files();
    await kontor.call('connections.remove', { connectionId: till, archive: 'keep' });
    expect(await files()).toEqual(before);
    await connectCloud();
    await upload();
    expect(uploaded()).toHaveLength(1);
  });

  it('that cannot be had does not keep the others waiting, and is tried again', async () => {
    simulator.script([named(/^PUT .*\/export\//, 'export_error', 2)]);
    const changed = kontor.event('fiscal.changed');
    const run = kontor.call('sync.start', { companyId });
    await changed;
    expect(await ended(run)).toMatchObject({ state: 'done' });
    expect(await months()).toEqual(['2026-07 kept', '2026-08 kept', '2026-09 kept', '2026-10 running']);
  });

  it('that the service refuses does not keep the others waiting either', async () => {
    const body = JSON.stringify({ status_code: 423, error: 'Locked', code: 'E_EXPORT_FORBIDDEN', message: '' });
    const headers = { 'content-type': 'application/json' };
    simulator.script([{ match: /^PUT .*\/export\//, times: 1, kind: { type: 'status', status: 423, headers, body } }]);
    expect(await sync()).toMatchObject({ state: 'failed', problem: { kind: 'rejected' } });
    expect(await months()).toEqual(['2026-07 late', '2026-08 kept', '2026-09 kept', '2026-10 running']);
  });

  it('with a message missing is kept all the same, and says so', async () => {
    simulator.script([named(/^PUT .*\/export\//, 'missing_log')]);
    await sync();
    const { modules } = await overview();
    expect(modules[0]?.months.map(({ findings }) => findings)).toEqual([1, 0, 0, 0]);
    const [file] = await files('2026-07');
    expect(file?.findings).toMatchObject([{ key: 'provider.fiskaly.finding.gaps', params: { count: 1 } }]);
  });

  it('is counted down before it is here', async () => {
    simulator.script([named(/\/export/, 'locked_503', 99)]);
    const changed = kontor.event('fiscal.changed');
    const { runId } = await kontor.call('sync.start', { companyId });
    await changed;
    await kontor.call('runs.cancel', { runId });
    const seen = await overview();
    expect(seen).toMatchObject({
      alarm: 'late',
      next: { month: '2026-07', goneFrom: '2026-10-01' },
      hasSchedule: false,
    });
    expect(seen.modules[0]?.months).toMatchObject([
      { month: '2026-07', state: 'late', daysLeft: -5 },
      { month: '2026-08', state: 'due', daysLeft: 26 },
      { month: '2026-09', state: 'due', goneFrom: '2026-12-01' },
      { month: '2026-10', state: 'running' },
    ]);
    await clock.advance(12 * 3_600_000);
    await clock.advance(DAY);
    expect(kontor.host.outside.notices.map(({ title }) => title).join()).toContain('till');
  });
});

describe('a receipt', () => {
  const check = (text: string) => kontor.call('fiscal.checkReceipt', { companyId, text });
  const GOOD =
    'V0;KONTOR-KASSE-01;Kassenbeleg-V1;Beleg^11.90_5.35_0.00_0.00_2.00^10.00:Bar_9.25:Unbar;42;117;2026-03-14T09:26:53.000Z;2026-03-14T09:27:31.000Z;ecdsa-plain-SHA256;unixTime;XlP16CQ1/B7RT8n/CmiJQtKyeXaClIWbhjmblqkfloUEbIdXpXBh+z3usZM3YgdiNy8+Di1sd+ez/HRZ1Ufqzw==;BIp1VJHvi3BIc04wdy6ATte0Z0frGOhbkYH7ZxTxDAF0PXfSTMWiwgzdyL4bcrgmN6zXyXy5aLxwm2/OYCWrZ/o=';

  it('is read and verified without a network, and found to be of a known module', async () => {
    const before = await check(GOOD);
    expect(before).toMatchObject({ is: 'read', verdict: 'valid', providerId: 'fiskaly' });
    expect(before).not.toHaveProperty('module');
    await sync();
    const asked = simulator.seen.length;
    const known = await check(GOOD);
    // The dossier's key is that of the simulated TSE.
    expect(known).toMatchObject({ module: { connectionId: till, id: DEMO_TSS.id } });
    expect(simulator.seen).toHaveLength(asked);
    if (known.is !== 'read') throw new Error(known.is);
    expect(known.fields.map(({ key, value }) => `${key} ${value}`)).toEqual(
      expect.arrayContaining(['gross_general 11.90', 'gross_none 2.00', 'payment 10.00 Bar', 'counter 117']),
    );
  });

  it('is looked for at the service, by number or by its day, and checked by its code', async () => {
    await sync();
    const order = { connectionId: till, moduleId: DEMO_TSS.id, offset: 0 };
    const { total, receipts } = await kontor.call('fiscal.receipts', order);
    expect(receipts).toHaveLength(20);
    const [newest] = receipts;
    expect(await kontor.call('fiscal.receipts', { ...order, number: newest?.number })).toMatchObject({
      total: 1,
      receipts: [newest],
    });
    const day = '2026-08-15';
    const found = await kontor.call('fiscal.receipts', { ...order, day });
    expect(found.receipts[0]?.startedAt.slice(0, 10) ?? '').toMatch(/^2026-08-(?:0\d|1[0-5])$/);
    expect(found.offset).toBeGreaterThan(0);
    expect(found.total).toBe(total);
    expect(await check(newest?.code ?? '')).toMatchObject({ verdict: 'valid', module: { id: DEMO_TSS.id } });
    simulator.script([named(/\/tx$/, 'locked_503', 9)]);
    expect(await kontor.refused('fiscal.receipts', order)).toMatchObject({ kind: 'unavailable' });
  });

  it.each([
    ['another amount', GOOD.replace('11.90_', '19.90_'), { is: 'read', verdict: 'forged' }],
    [
      'another method',
      GOOD.replace('ecdsa-plain-SHA256', 'ecdsa-plain-SHA3-256'),
      { is: 'read', verdict: 'unchecked' },
    ],
    ['anything else', 'https://example.org/', { is: 'no_code' }],
  ])('with %s', async (_, text, expected) => {
    expect(await check(text)).toMatchObject(expected);
  });
});

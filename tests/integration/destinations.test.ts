// What lies at a destination, seen from the app: long folders, a file brought back, a bundle tried on, and what goes wrong with each.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunId } from '../../shared/domain/ids';
import { ZipFile } from 'yazl';
import madeUp from '../providers/madeUp';
import { openDesk, sha256, type Desk } from '../support/reportDesk';

const MONTH_FOLDERS = ['2026', '09'];
const BASE = '/Ksiegowa/2026/09';

let desk: Desk;
let bundle: { readonly fileName: string; readonly sha256: string };
beforeEach(async () => {
  desk = await openDesk();
  const kontor = desk.kontor();
  const source = await kontor.connect({ providerId: madeUp.id, companyId: desk.companyId }, { ...madeUp.demoValues });
  await desk.ended(kontor.call('sync.start', { companyId: desk.companyId, connectionId: source.connectionId }));
  await desk.upload({ connectionId: desk.first });
  const { bundles } = await kontor.call('reports.month', { companyId: desk.companyId, month: '2026-09' });
  if (!bundles[0]) throw new Error('no bundle');
  bundle = bundles[0];
});
afterEach(() => desk.close());

const file = (fileName = bundle.fileName, folders: string[] = MONTH_FOLDERS) => ({
  connectionId: desk.first,
  folders,
  fileName,
});
const restore = (name?: string) => desk.ended(desk.kontor().call('destinations.tryRestore', file(name)));
async function fetched(name?: string) {
  const { runId } = await desk.kontor().call('destinations.fetch', file(name));
  if (runId === undefined) throw new Error('nothing was chosen');
  return desk.kontor().ended(runId);
}
const here = (name = bundle.fileName): string => join(desk.kontor().host.paths.data, name);
/** What lies about where files are brought to, and in the scratch folder. */
const left = (): string[] =>
  [
    ...readdirSync(desk.kontor().host.paths.data),
    ...readdirSync(join(desk.kontor().host.paths.spool, desk.first)),
  ].filter((name) => /kontor-|\.part$|^scratch/.test(name));
const logOf = async (runId: RunId) => (await desk.kontor().call('runs.log', { runId })).map(({ key }) => key);

async function zipOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
const listed = (files: Readonly<Record<string, string>>, said: Readonly<Record<string, string>> = files) =>
  zipOf({
    ...files,
    'manifest.json': JSON.stringify({
      kind: 'kontor.month',
      company: { name: 'Zielona Kuźnia', taxId: null },
      month: '2026-08',
      revision: 3,
      files: Object.entries(said).map(([name, text]) => ({
        name,
        bytes: Buffer.byteLength(text),
        sha256: sha256(Buffer.from(text)),
      })),
    }),
  });

describe('a folder of a destination', () => {
  const list = (folders: string[]) => desk.kontor().call('destinations.list', { connectionId: desk.first, folders });

  it('shows thousands of files, foreign ones and odd names among them, and which have a receipt', async () => {
    for (let n = 0; n < 3000; n += 1)
      desk.cloud.control.put(`${BASE}/obcy plik ${String(n)} ąę&%#.pdf`, Buffer.from('x'));
    const { entries, path } = await list(MONTH_FOLDERS);
    expect(path).toBe(BASE);
    expect(entries).toHaveLength(3001);
    expect(entries.filter(({ hasReceipt }) => hasReceipt).map(({ name }) => name)).toEqual([bundle.fileName]);
    expect(entries.map(({ name }) => name)).toContain('obcy plik 2999 ąę&%#.pdf');
    expect((await fetched('obcy plik 7 ąę&%#.pdf')).state).toBe('done');
    expect(readFileSync(here('obcy plik 7 ąę&%#.pdf'), 'utf8')).toBe('x');
  });

  it('leads out of the base folder for nobody', async () => {
    for (const folders of [['..'], ['2026', '..', '..'], ['a/b'], ['.'], ['']]) {
      const answer = await desk.kontor().ask('destinations.list', { connectionId: desk.first, folders });
      expect(answer.ok).toBe(false);
    }
    const escape = await desk.kontor().ask('destinations.fetch', { ...file('../../x'), connectionId: desk.first });
    expect(escape.ok).toBe(false);
  });

  it('says why it cannot be shown when the service is away', async () => {
    desk.cloud.script([{ match: /./, times: 99, kind: { type: 'cut' } }]);
    const asked = { connectionId: desk.first, folders: [] };
    expect(await desk.kontor().refused('destinations.list', asked)).toMatchObject({ kind: 'unavailable' });
    desk.cloud.script([]);
  });
});

describe('a file that is brought back', () => {
  it('takes the place of an older one only when it is whole, and is shown where it lies', async () => {
    writeFileSync(here(), 'what was there before');
    desk.cloud.script([{ match: /GET .*\.zip/, times: 99, kind: { type: 'truncate', bytes: 500 } }]);
    expect(await fetched()).toMatchObject({ state: 'failed', problem: { kind: 'unavailable' } });
    expect(readFileSync(here(), 'utf8')).toBe('what was there before');
    desk.cloud.script([]);
    // The pause after so many failures.
    await desk.clock.advance(120_000);
    const run = await fetched();
    expect(run).toMatchObject({ state: 'done', savedTo: here(), remote: { folders: MONTH_FOLDERS } });
    expect(sha256(readFileSync(here()))).toBe(bundle.sha256);
    expect(await logOf(run.id)).toEqual(['run.log.fetched_checksum']);
    await desk.kontor().call('destinations.reveal', { runId: run.id });
    expect(left()).toEqual([]);
  });

  it('is refused where it may not be written, in words about this computer', async () => {
    mkdirSync(here('zajete.zip'));
    writeFileSync(join(here('zajete.zip'), 'x'), 'x');
    desk.cloud.control.put(`${BASE}/zajete.zip`, Buffer.from('x'));
    const run = await fetched('zajete.zip');
    expect(run).toMatchObject({ state: 'failed', problem: { key: 'archive.folder_refused' } });
    expect(left()).toEqual([]);
    // The connection is not to blame.
    const [connection] = (await desk.kontor().call('connections.list', { companyId: desk.companyId })).filter(
      ({ id }) => id === desk.first,
    );
    expect(connection).toMatchObject({ state: 'ok' });
  });

  it('can be cancelled, and leaves nothing behind', async () => {
    const kontor = desk.kontor();
    const { handle } = desk.cloud;
    const asked = new Promise<void>((resolve) => {
      const silent = async (request: Request): Promise<Response> => {
        if (request.method !== 'GET' || !request.url.endsWith('.zip')) return handle(request);
        resolve();
        return new Promise(() => undefined);
      };
      Object.assign(desk.cloud, { handle: silent });
    });
    const { runId } = await kontor.call('destinations.fetch', file());
    if (runId === undefined) throw new Error('nothing was chosen');
    await asked;
    await kontor.call('runs.cancel', { runId });
    expect(await kontor.ended(runId)).toMatchObject({ state: 'cancelled' });
    expect(existsSync(here())).toBe(false);
    expect(left()).toEqual([]);
  });

  it('goes on after the app was closed in the middle', async () => {
    const run = await fetched();
    const again = await desk.kontor().call('runs.retry', { runId: run.id });
    await desk.restart();
    expect(await desk.kontor().ended(again.runId)).toMatchObject({ kind: 'fetch', state: 'done', savedTo: here() });
    expect(sha256(readFileSync(here()))).toBe(bundle.sha256);
  });
});

describe('a restore that is tried', () => {
  it('says what the bundle holds, and stays in the history', async () => {
    const run = await restore();
    expect(run).toMatchObject({ kind: 'restore', state: 'done', file: bundle.fileName });
    expect(run.restored).toMatchObject({ month: '2026-09', revision: 1, isSameAsHere: true });
    expect(run.restored?.files).toBeGreaterThan(5);
    expect(await logOf(run.id)).toEqual(['run.log.restored', 'run.log.restored_same']);
    await desk.restart();
    const { companyId } = desk;
    expect(await desk.kontor().call('runs.list', { companyId, kind: 'restore', limit: 5 })).toMatchObject([
      { id: run.id, restored: { isSameAsHere: true } },
    ]);
    expect(left()).toEqual([]);
  });

  it.each([
    ['cut short', 'upload.restore_broken'],
    ['one byte is another', 'upload.restore_broken|upload.restore_differs'],
    ['gone', 'upload.fetch_gone'],
    ['another bundle', 'upload.restore_other'],
  ] as const)('tells that what was uploaded is %s', async (what, key) => {
    const path = `${BASE}/${bundle.fileName}`;
    const whole = desk.cloud.control.files().get(path) ?? Buffer.alloc(0);
    const spoilt = Buffer.from(whole);
    spoilt[Math.floor(whole.length / 3)] = (spoilt[Math.floor(whole.length / 3)] ?? 0) ^ 1;
    if (what === 'gone') desk.cloud.control.remove(path);
    else if (what === 'cut short') desk.cloud.control.put(path, whole.subarray(0, whole.length - 200));
    else desk.cloud.control.put(path, what === 'another bundle' ? await listed({ 'a.txt': 'a' }) : spoilt);
    const { state, problem } = await restore();
    expect(state).toBe('failed');
    expect(problem?.key).toMatch(new RegExp(`^(?:${key})$`));
    expect(left()).toEqual([]);
  });

  it.each([
    ['missing', { 'a.txt': 'a' }, { 'a.txt': 'a', 'b.txt': 'b' }, 'b.txt'],
    ['changed', { 'a.txt': 'A' }, { 'a.txt': 'a' }, 'a.txt'],
    ['not listed', { 'a.txt': 'a', 'c.txt': 'c' }, { 'a.txt': 'a' }, 'c.txt'],
  ])('names a file that is %s', async (_, files, said, name) => {
    desk.cloud.control.put(`${BASE}/inny.zip`, await listed(files, said));
    const { problem } = await restore('inny.zip');
    expect(problem).toMatchObject({ key: 'upload.restore_differs', params: { count: 1, names: name } });
  });

  it('takes a bundle of another archive for what it is, and other packages for none', async () => {
    desk.cloud.control.put(`${BASE}/stary.zip`, await listed({ 'a.txt': 'a' }));
    expect(await restore('stary.zip')).toMatchObject({
      state: 'done',
      restored: { month: '2026-08', revision: 3, files: 1, isSameAsHere: false },
    });
    desk.cloud.control.put(`${BASE}/zdjecia.zip`, await zipOf({ 'a.jpg': 'x' }));
    expect((await restore('zdjecia.zip')).problem).toMatchObject({ key: 'upload.restore_no_bundle' });
    desk.cloud.control.put(`${BASE}/nie.zip`, Buffer.from('no package'));
    expect((await restore('nie.zip')).problem).toMatchObject({ key: 'upload.restore_broken' });
  });
});

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openScenario, runScenario } from '../../../tests/crash/ingestScenario';
import { Instant, RunId } from '../../../shared/domain/ids';
import { endedRun } from '../../../tests/support/endedRun';
import { checkOf, filesOf } from '../../../tests/support/proofPage';
import {
  AT,
  COMPANY,
  CONNECTION,
  removeFolder,
  temporaryFolder,
  type TestArchive,
} from '../../../tests/support/testArchive';
import { ingestPage, item, itemsPage } from '../../../tests/support/testArchive';
import { companyFolders } from '../archive/folders';
import { makeAudit } from './makeAudit';
import type { AuditDone, AuditOrder } from './types';

const never = new AbortController().signal;
const idle = () => undefined;
const MONTH = '2026-10';

let folder = '';
let archive: TestArchive;
beforeEach(async () => {
  folder = temporaryFolder();
  archive = await openScenario(folder);
  await runScenario(archive, folder);
  mkdirSync(join(folder, 'out'));
});
afterEach(async () => {
  await archive.close();
  removeFolder(folder);
});

const order = (more: Partial<AuditOrder> = {}): AuditOrder => ({
  archive: join(folder, 'archive'),
  companyId: COMPANY,
  from: MONTH,
  to: MONTH,
  into: join(folder, 'out'),
  name: 'audit',
  language: 'pl',
  titles: { [CONNECTION]: 'Księgowość' },
  at: AT,
  version: '1.2.3',
  ...more,
});
const write = (more: Partial<AuditOrder> = {}, signal = never): Promise<AuditDone> =>
  makeAudit(order(more), idle, signal);
const place = (...path: string[]) => join(folder, 'out', 'audit', ...path);
const read = (path: string): string => readFileSync(place(path), 'utf8');
const rowsOf = (path: string) => {
  const [head = '', ...rows] = read(path).trim().split('\r\n');
  const names = head.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, at) => [names[at] ?? '', cell])));
};
const keyOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing failed',
    (error: unknown) => (error as { spec?: { key: string } }).spec?.key ?? String(error),
  );

describe('a folder for an auditor', () => {
  it('holds what its list says, and proves itself', async () => {
    const done = await write();
    const found = await checkOf(filesOf(place()));
    expect(found).toMatchObject({ changed: [], missing: [], foreign: [], chain: [], fingerprint: done.fingerprint });
    expect(found?.manifest.lost).toEqual([]);
    expect(done).toMatchObject({ folder: place(), lost: [] });
    expect(statSync(place('manifest.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'out'))).toEqual(['audit']);
  });

  it('holds every version as it was, each named by a line of the chain', async () => {
    await write();
    const rows = rowsOf('index.csv');
    const states = rows.filter(({ number }) => number === 'FV/1a' || number === 'FV/2').map((row) => row['state']);
    expect(states.toSorted()).toEqual(['current', 'deleted', 'replaced', 'replaced']);
    const lines = read('chain.jsonl').trimEnd().split('\n');
    for (const { file = '', sha256, chain_line: line } of rows) {
      if (file === '') continue;
      expect(
        createHash('sha256')
          .update(readFileSync(place(file)))
          .digest('hex'),
      ).toBe(sha256);
      expect(JSON.parse(lines[Number(line) - 1] ?? '')).toMatchObject({ sha256 });
    }
    expect(read('index-pl.csv')).toContain('Księgowość');
    expect(read('index-pl.csv').split('\r\n')).toHaveLength(rows.length + 2);
  });

  it('names for each of several deletions that came together the line that tells it', async () => {
    const keys = ['T-1', 'T-2', 'T-3'];
    await ingestPage(
      archive.writer,
      itemsPage(
        keys.map((key) => item(key, { number: key })),
        '91',
      ),
    );
    const gone = keys.map((key) => item(key, { number: key }, { isDeleted: true }));
    await ingestPage(archive.writer, itemsPage(gone, '92'));
    await write();
    const lines = read('chain.jsonl').trimEnd().split('\n');
    const deleted = rowsOf('index.csv').filter(
      ({ number = '', state }) => keys.includes(number) && state === 'deleted',
    );
    const told = deleted.map(({ number, chain_line: line }) => [
      number,
      JSON.parse(lines[Number(line) - 1] ?? '') as unknown,
    ]);
    expect(told).toMatchObject(keys.map((key) => [key, { naturalKey: key, isDeleted: true }]));
  });

  it('holds bundle, report, till file, sent invoice and its receipt, and where they went', async () => {
    const { files } = await write();
    const names = readdirSync(place(), { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
    for (const one of [/^bundles\/.*\.zip$/, /^reports\/.*raport\.pdf$/, /^fiscal\/.*a\.tar$/, /^sent\/.*FV-9\.xml$/])
      expect(names.filter((name) => one.test(name))).toHaveLength(1);
    expect(names.filter((name) => /^sent\/.*FV-9-upo\.xml$/.test(name))).toHaveLength(1);
    expect(files).toBe(5);
    expect(rowsOf('receipts.csv').map(({ found }) => found)).toContain('gone');
  });

  it('tells what was done in the months, each run by a line of the chain', async () => {
    const { id, ...later } = endedRun(COMPANY, CONNECTION, { startedAt: Instant.parse('2026-12-01T08:00:00.000Z') });
    await archive.writer.saveRun({ ...later, id: RunId.parse(id.replace('a1', 'a2')) });
    await write();
    const [row, ...others] = rowsOf('runs.csv');
    expect(others).toEqual([]);
    const line = read('chain.jsonl').split('\n')[Number(row?.['chain_line']) - 1] ?? '';
    expect(JSON.parse(line)).toMatchObject({ kind: 'run', body: { view: { id, parts: [{ newCount: 3 }] } } });
    expect(row).toMatchObject({ run_id: id, state: 'done', new: '3' });
  });

  it('tells of other months nothing but hashes', async () => {
    const page = itemsPage([item('N-1', { number: 'OTHER/1', issueDate: '2026-12-01' })], '99');
    await ingestPage(archive.writer, page);
    const month = String(archive.db.prepare(`SELECT month FROM invoice WHERE number = 'OTHER/1'`).pluck().get());
    await write();
    const isIn = month === MONTH;
    expect(read('chain.jsonl').includes('N-1')).toBe(isIn);
    expect(isIn).toBe(false);
  });

  it('names a byte that was changed, a file that is missing or foreign, and a chain that was rewritten', async () => {
    await write();
    const [original = ''] = rowsOf('index.csv').flatMap(({ file = '' }) => (file === '' ? [] : [file]));
    const whole = readFileSync(place(original));
    const bytes = Buffer.from(whole);
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    writeFileSync(place(original), bytes);
    writeFileSync(place('more.txt'), 'x');
    rmSync(place('receipts.csv'));
    expect(await checkOf(filesOf(place()))).toMatchObject({
      changed: [original],
      missing: ['receipts.csv'],
      foreign: ['more.txt'],
    });
    // Whoever makes list and hashes anew still has to make every link anew.
    const hash = createHash('sha256').update(bytes).digest('hex');
    const old = createHash('sha256').update(whole).digest('hex');
    for (const name of ['manifest.json', 'SHA256SUMS']) writeFileSync(place(name), read(name).replaceAll(old, hash));
    const forged = await checkOf(filesOf(place()));
    expect(forged?.chain).toContainEqual(expect.objectContaining({ key: 'link_file', path: original }));
    writeFileSync(place('chain.jsonl'), read('chain.jsonl').replaceAll(old, hash));
    expect((await checkOf(filesOf(place())))?.chain.map(({ key }) => key)).toContain('link_order');
  });

  it('says what the archive can no longer give, and gives the rest', async () => {
    const { segments } = companyFolders(join(folder, 'archive'), COMPANY);
    const [name = ''] = readdirSync(segments).sort().slice(1);
    const bytes = readFileSync(join(segments, name));
    bytes[60] = (bytes[60] ?? 0) ^ 0xff;
    writeFileSync(join(segments, name), bytes);
    const { lost } = await write();
    expect(lost).toMatchObject([{ file: `segments/${name}` }]);
    const found = await checkOf(filesOf(place()));
    expect(found).toMatchObject({ changed: [], missing: [], chain: [], manifest: { lost } });
    rmSync(join(segments, name));
    rmSync(place(), { recursive: true });
    expect((await write()).lost).toMatchObject([{ file: `segments/${name}` }]);
    expect(await checkOf(filesOf(place()))).toMatchObject({ changed: [], missing: [], chain: [] });
  });

  it('is refused where something lies already, and takes an empty folder', async () => {
    mkdirSync(place());
    writeFileSync(place('mine.txt'), 'x');
    expect(await keyOf(write())).toBe('audit.folder_taken');
    expect(readdirSync(place())).toEqual(['mine.txt']);
    rmSync(place('mine.txt'));
    await write();
    expect(existsSync(place('verify.html'))).toBe(true);
    expect(await keyOf(write({ into: join(folder, 'nowhere') }))).toBe('audit.folder_refused');
    expect(await keyOf(write({ from: '1999-01', to: '1999-12', name: 'other' }))).toBe('audit.nothing');
  });

  it('leaves nothing when it is cancelled, whenever that is', async () => {
    for (let steps = 0; ; steps += 1) {
      const control = new AbortController();
      let left = steps;
      const work = makeAudit(
        order(),
        () => (left-- === 0 ? control.abort(new Error('enough')) : undefined),
        control.signal,
      );
      const key = await keyOf(work);
      if (key === 'nothing failed') break;
      expect(key).toContain('enough');
      expect(readdirSync(join(folder, 'out'))).toEqual([]);
    }
    expect(await checkOf(filesOf(place()))).toMatchObject({ changed: [], missing: [] });
  });
});

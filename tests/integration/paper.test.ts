// Pages over the whole core: what the window shows, what lies in the folder afterwards, and what is refused.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PaperProgress } from '../../shared/contract/invoices';
import type { CompanyId } from '../../shared/domain/ids';
import { simulatedKsef } from '../support/simulatedKsef';
import { startApp, type TestApp } from '../support/testApp';
import {
  dataFolder,
  newEncryptionKey,
  removeDataFolder,
  testClock,
  testHost,
  type TestHost,
} from '../support/testHost';

interface Installation {
  readonly folder: string;
  readonly host: TestHost;
  readonly kontor: TestApp;
  readonly companyId: CompanyId;
}

const installed: Installation[] = [];
afterEach(async () => {
  for (const { kontor, folder } of installed.splice(0)) {
    await kontor.stop();
    removeDataFolder(folder);
  }
});

async function install(change: (host: TestHost) => TestHost = (host) => host): Promise<Installation> {
  const [clock, folder] = [testClock(), dataFolder()];
  const ksef = simulatedKsef(clock);
  const host = change(testHost({ data: folder, clock, encryptionKey: newEncryptionKey() }));
  const kontor = await startApp(host, [ksef.manifest]);
  const { companyId } = await kontor.connect({ providerId: 'ksef' }, ksef.values);
  const { runId } = await kontor.call('sync.start', { companyId });
  await kontor.ended(runId);
  const installation = { folder, host, kontor, companyId };
  installed.push(installation);
  return installation;
}

const rowsOf = async ({ kontor, companyId }: Installation) =>
  (await kontor.call('invoices.list', { filter: { companyId }, sort: 'date_asc', limit: 500 })).rows;

/** The last telling of a task that is over. */
async function ended({ kontor }: Installation, taskId: string): Promise<PaperProgress> {
  for (;;) {
    const told = kontor.told
      .map((text) => JSON.parse(text) as { name: string; payload?: PaperProgress })
      .filter(({ name, payload }) => name === 'invoices.pdfProgress' && payload?.taskId === taskId);
    const last = told.at(-1)?.payload;
    if (last !== undefined && last.state !== 'running') return last;
    await kontor.event('invoices.pdfProgress');
  }
}

const pdfsIn = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.endsWith('.pdf'));

describe('a page', () => {
  it('is given for every invoice, with its number and the same checksum as the detail', async () => {
    const installation = await install();
    const rows = await rowsOf(installation);
    expect(rows.length).toBeGreaterThan(3);
    for (const { id, number } of rows) {
      const paper = await installation.kontor.call('invoices.view', { id });
      const detail = await installation.kontor.call('invoices.get', { id });
      expect(paper.view).toMatchObject({ format: 'fa3', number, rest: [] });
      expect([paper.sha256, paper.remoteNumber, paper.checkLink]).toEqual([
        detail.sha256,
        detail.remoteNumber,
        detail.checkLink,
      ]);
    }
  });

  it('is saved as a PDF, printed where there is a printer and saved where there is none', async () => {
    let printer: 'printed' | 'unavailable' = 'unavailable';
    const installation = await install((host) => ({ ...host, printer: { print: () => Promise.resolve(printer) } }));
    const [row] = await rowsOf(installation);
    if (row === undefined) throw new Error('no invoice');
    const order = { id: row.id, language: 'pl-en' as const };
    const { savedTo = '' } = await installation.kontor.call('invoices.savePdf', order);
    expect(savedTo).toMatch(/\d{4}-\d\d-\d\d-.*\.pdf$/);
    const bytes = readFileSync(savedTo);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await installation.kontor.call('invoices.print', order)).toEqual({ outcome: 'saved', savedTo });
    expect(Buffer.compare(bytes, readFileSync(savedTo))).toBe(0);
    printer = 'printed';
    expect(await installation.kontor.call('invoices.print', order)).toEqual({ outcome: 'printed' });
  });
});

describe('many pages', () => {
  it('of a filter go into a folder, once, and overwrite nothing', async () => {
    const installation = await install();
    const { kontor, companyId, folder } = installation;
    const target = join(folder, 'chosen');
    const what = { filter: { companyId } };
    const first = await kontor.call('invoices.savePdfs', { what, language: 'pl' });
    const done = await ended(installation, first.task?.taskId ?? '');
    const names = pdfsIn(target);
    expect(done).toMatchObject({ state: 'done', done: names.length, total: names.length, unreadable: 0 });
    expect(names).toHaveLength((await rowsOf(installation)).length);

    const foreign = join(target, names[0] ?? '');
    writeFileSync(foreign, 'mine');
    const second = await kontor.call('invoices.savePdfs', { what, language: 'pl' });
    await ended(installation, second.task?.taskId ?? '');
    expect(readFileSync(foreign, 'utf8')).toBe('mine');
    expect(pdfsIn(target).toSorted()).toEqual([...names, (names[0] ?? '').replace('.pdf', ' (2).pdf')].toSorted());
  });

  it('stop where one says so', async () => {
    const installation = await install();
    const { kontor, companyId, folder } = installation;
    const { task } = await kontor.call('invoices.savePdfs', { what: { filter: { companyId } }, language: 'pl' });
    await kontor.call('invoices.cancelPdfs', { taskId: task?.taskId ?? '' });
    const told = await ended(installation, task?.taskId ?? '');
    expect(told.state).toBe('cancelled');
    expect(told.done).toBeLessThan(told.total);
    expect(pdfsIn(join(folder, 'chosen'))).toHaveLength(told.done);
  });

  it('say why a folder does not take them', async () => {
    const installation = await install((host) => ({
      ...host,
      dialogs: { ...host.dialogs, chooseFolder: () => Promise.resolve('/nowhere/at/all') },
    }));
    const { kontor, companyId } = installation;
    const { task } = await kontor.call('invoices.savePdfs', { what: { filter: { companyId } }, language: 'pl' });
    expect(await ended(installation, task?.taskId ?? '')).toMatchObject({
      state: 'failed',
      done: 0,
      problem: { kind: 'unavailable', key: 'archive.folder_refused' },
    });
  });

  it('do nothing when no folder is chosen, and nothing for an empty list', async () => {
    const installation = await install((host) => ({
      ...host,
      dialogs: { ...host.dialogs, chooseFolder: () => Promise.resolve(null) },
    }));
    const { kontor, companyId } = installation;
    expect(await kontor.call('invoices.savePdfs', { what: { filter: { companyId } }, language: 'pl' })).toEqual({});
    const what = { filter: { companyId, search: 'nosuchword' } };
    expect(await kontor.call('invoices.savePdfs', { what, language: 'pl' })).toEqual({});
  });

  it('end with the app', async () => {
    const installation = await install();
    const { kontor, companyId } = installation;
    const { task } = await kontor.call('invoices.savePdfs', { what: { filter: { companyId } }, language: 'pl' });
    installed.pop();
    await kontor.stop();
    expect((await ended(installation, task?.taskId ?? '')).state).toBe('cancelled');
    removeDataFolder(installation.folder);
  });
});

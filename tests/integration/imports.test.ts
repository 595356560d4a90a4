// Files that somebody brings, through the whole core: read, compared, chosen, stored as a run; and what is wrong with some of them.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportId, ImportState, ImportView } from '../../shared/contract/imports';
import type { CompanyId } from '../../shared/domain/ids';
import { earveFile, earveInvoice } from '../support/earveDocuments';
import { brought, COST_HEAD, costRow, costTable, encoded, tableText } from '../support/importFiles';
import { archiveInProcess } from '../support/archiveInProcess';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';

let folder: string;
let kontor: TestApp;
let companyId: CompanyId;
const clock = testClock();
const encryptionKey = newEncryptionKey();
const start = (): Promise<TestApp> => startApp(testHost({ data: folder, clock, encryptionKey }), []);

beforeEach(async () => {
  folder = dataFolder();
  mkdirSync(join(folder, 'brought'));
  kontor = await start();
  ({ id: companyId } = await kontor.call('companies.create', {
    name: 'Zielona Kuźnia',
    country: 'PL',
    taxId: '5265877635',
  }));
});
afterEach(async () => {
  await kontor.stop();
  removeDataFolder(folder);
});

const file = (name: string, content: string | Uint8Array): string => brought(join(folder, 'brought'), name, content);

async function until(importId: ImportId, ...steps: ImportView['step'][]): Promise<ImportView> {
  await kontor.until(async () => {
    const { step, problem } = await kontor.call('imports.get', { importId });
    if (step === 'failed') throw new Error(JSON.stringify(problem));
    return steps.includes(step);
  });
  return kontor.call('imports.get', { importId });
}

async function opened(...paths: string[]): Promise<ImportView> {
  const { importId } = await kontor.call('imports.drop', { companyId, paths });
  if (importId === undefined) throw new Error('nothing was opened');
  return until(importId, 'columns', 'plan');
}

/** Says yes to what is proposed. */
async function planned(...paths: string[]): Promise<ImportView> {
  const view = await opened(...paths);
  if (view.step === 'plan') return view;
  const tables = view.tables.map(({ signature, mapping }) => ({ signature, mapping }));
  await kontor.call('imports.read', { importId: view.id, tables });
  return until(view.id, 'plan');
}

const rowsOf = async (importId: ImportId, state: ImportState) =>
  (await kontor.call('imports.rows', { importId, state, limit: 500 })).rows;

async function stored(view: ImportView, ...take: ('new' | 'elsewhere' | 'changed')[]) {
  const { runId } = await kontor.call('imports.confirm', {
    importId: view.id,
    take: take.length > 0 ? take : ['new'],
    except: [],
  });
  return kontor.ended(runId);
}

const listed = async () =>
  (await kontor.call('invoices.list', { filter: { companyId }, sort: 'date_asc', limit: 500 })).rows;

describe('a table', () => {
  it('is proposed by its head, confirmed once, stored as a run and known the next time', async () => {
    const path = file('koszty.csv', encoded(costTable(3), 'windows-1250'));
    const view = await opened(path);
    expect(view).toMatchObject({
      step: 'columns',
      tables: [{ encoding: 'windows-1250', separator: ';', header: COST_HEAD }],
    });
    expect(view.tables[0]?.mapping).toEqual({
      columns: ['number', 'issueDate', 'dueDate', 'partyName', 'partyTaxId', 'net', 'vat', 'gross', 'currency'],
      side: 'purchase',
      decimalMark: ',',
      dateOrder: 'day',
      currency: 'PLN',
    });
    const plan = await planned(path);
    expect(plan.counts).toEqual({ new: 3, elsewhere: 0, changed: 0, known: 0, unreadable: 0 });
    expect(await listed()).toEqual([]);
    expect(await stored(plan)).toMatchObject({ state: 'done', parts: [{ newCount: 3 }] });
    const rows = await listed();
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({
      number: 'FV 1/10/2026',
      direction: 'purchase',
      counterparty: 'Żółta Łódź sp. z o.o.',
      gross: { amount: '123.00', currency: 'PLN' },
    });
    const again = await opened(path);
    expect(again).toMatchObject({ step: 'plan', counts: { new: 0, known: 3 } });
    const [connection] = await kontor.call('connections.list', { companyId });
    expect(connection).toMatchObject({ title: 'Files', capabilities: ['invoices', 'import'], state: 'ok' });
  });

  it('of sales under the head of one of costs is asked about, and both at once are two', async () => {
    const head = ['Numer', 'Data', 'Kontrahent', 'NIP', 'Netto', 'VAT', 'Brutto'];
    const table = (number: string) =>
      tableText([head, [number, '2026-10-05', 'Piekarnia', '7740001454', '100,00', '23,00', '123,00']]);
    const sidesOf = ({ tables }: ImportView) => tables.map(({ files, mapping }) => [files, mapping.side]);
    await stored(await planned(file('rejestr kosztow.csv', table('K/1'))));
    const sales = await opened(file('rejestr sprzedazy.csv', table('S/1')));
    expect([sales.step, sidesOf(sales)]).toEqual(['columns', [[['rejestr sprzedazy.csv'], 'sale']]]);
    const paths = [file('koszty 11.csv', table('K/2')), file('sprzedaz 11.csv', table('S/2'))];
    const both = await planned(...paths);
    expect(sidesOf(both)).toEqual([
      [['koszty 11.csv'], 'purchase'],
      [['sprzedaz 11.csv'], 'sale'],
    ]);
    await stored(both);
    expect((await listed()).map(({ number, direction }) => [number, direction]).toSorted()).toEqual([
      ['K/1', 'purchase'],
      ['K/2', 'purchase'],
      ['S/2', 'sale'],
    ]);
  });

  it('shows what is new, changed and known in a later export, and leaves out what was not chosen', async () => {
    await stored(await planned(file('a.csv', costTable(3))));
    const later = tableText([COST_HEAD, costRow(1), costRow(2, '124,00'), costRow(4), costRow(5)]);
    const plan = await planned(file('b.csv', later));
    expect(plan.counts).toEqual({ new: 2, elsewhere: 0, changed: 1, known: 1, unreadable: 0 });
    const [first] = await rowsOf(plan.id, 'new');
    const { runId } = await kontor.call('imports.confirm', {
      importId: plan.id,
      take: ['new', 'changed'],
      except: [first?.key ?? ''],
      tag: 'Biuro',
    });
    expect(await kontor.ended(runId)).toMatchObject({ parts: [{ newCount: 1, changedCount: 1, knownCount: 0 }] });
    const rows = await listed();
    const numbers = rows.map(({ number }) => number);
    expect(numbers).toEqual(['FV 1/10/2026', 'FV 2/10/2026', 'FV 3/10/2026', 'FV 5/10/2026']);
    expect(rows.find(({ number }) => number.startsWith('FV 2'))).toMatchObject({
      versionCount: 2,
      gross: { amount: '124.00' },
    });
    expect(await kontor.call('invoices.tags', { companyId })).toEqual([{ tag: 'Biuro', count: 2 }]);
  });

  it('names rows that it cannot read, with their line, and stores the others', async () => {
    const odd = [
      costRow(1),
      costRow(2, 'sto'),
      ['', '', '', 'Razem', '', '', '', '246,00', ''],
      costRow(3).with(1, '31.02.2026'),
    ];
    const plan = await planned(file('odd.csv', tableText([COST_HEAD, ...odd])));
    expect(plan.counts).toMatchObject({ new: 1, unreadable: 2 });
    expect(await rowsOf(plan.id, 'unreadable')).toMatchObject([
      { file: 'odd.csv', place: 3, reason: { key: 'format.bad_field', params: { field: 'Kwota brutto' } } },
      { file: 'odd.csv', place: 5, reason: { key: 'format.bad_field', params: { field: 'Data wystawienia' } } },
    ]);
  });

  it('has an invoice already by its number within three months, and not by one that the seller used years before', async () => {
    await stored(await planned(file('a.csv', tableText([COST_HEAD, costRow(1)]))));
    const later = ['06.10.2026', '05.10.2027', '05.10.2025'].map((day) => costRow(1).with(1, day));
    const plan = await planned(file('b.csv', tableText([COST_HEAD, ...later])));
    expect(plan.counts).toMatchObject({ new: 2, elsewhere: 1, unreadable: 0 });
  });

  it('refuses both of two rows that say different things of one invoice', async () => {
    const plan = await planned(
      file('two.csv', tableText([COST_HEAD, costRow(1), costRow(1, '150,00'), costRow(2), costRow(2)])),
    );
    expect(plan.counts).toEqual({ new: 1, elsewhere: 0, changed: 0, known: 1, unreadable: 2 });
  });
});

describe('a file with several e-invoices', () => {
  it('is kept once, with a row for each that was chosen; the others may follow', async () => {
    const invoices = ['A-1', 'A-2', 'A-3'].map((number) => earveInvoice().replaceAll('2026-17', number));
    const path = file('pank.xml', earveFile(invoices));
    const plan = await planned(path);
    expect(plan.counts).toMatchObject({ new: 3, unreadable: 0 });
    const second = (await rowsOf(plan.id, 'new')).find(({ number }) => number === 'A-2');
    const except = [second?.key ?? ''];
    const { runId } = await kontor.call('imports.confirm', { importId: plan.id, take: ['new'], except });
    expect(await kontor.ended(runId)).toMatchObject({ state: 'done', parts: [{ newCount: 2 }] });
    expect((await listed()).map(({ number }) => number).toSorted()).toEqual(['A-1', 'A-3']);
    const again = await planned(path);
    expect(again.counts).toMatchObject({ new: 1, known: 2 });
    await stored(again);
    const rows = await listed();
    expect(rows.map(({ number }) => number).toSorted()).toEqual(['A-1', 'A-2', 'A-3']);
    const details = await Promise.all(rows.map(({ id }) => kontor.call('invoices.get', { id })));
    expect(details.map(({ invoice, row }) => invoice?.number === row.number)).toEqual([true, true, true]);
    expect(new Set(details.map(({ sha256 }) => sha256)).size).toBe(1);
  });
});

describe('what is left of an import', () => {
  it('is nothing when it was discarded, and its files are as they were', async () => {
    const plan = await planned(file('a.csv', costTable(2)));
    await kontor.call('imports.discard', { importId: plan.id });
    expect(await listed()).toEqual([]);
    expect(await kontor.call('connections.list', { companyId })).toEqual([]);
    expect(await kontor.refused('imports.get', { importId: plan.id })).toMatchObject({ key: 'imports.gone' });
  });

  it('is known again by a new connection after its own was removed', async () => {
    await stored(await planned(file('a.csv', costTable(2))));
    const [connection] = await kontor.call('connections.list', { companyId });
    if (!connection) throw new Error('no connection');
    await kontor.call('connections.remove', { connectionId: connection.id, archive: 'keep' });
    const plan = await planned(file('b.csv', costTable(3)));
    expect(plan.counts).toMatchObject({ new: 1, known: 2 });
    await stored(plan);
    expect(await listed()).toHaveLength(3);
  });

  it('is gone after a restart when nobody had confirmed it', async () => {
    const plan = await planned(file('a.csv', costTable(2)));
    await kontor.stop();
    kontor = await start();
    expect(await kontor.refused('imports.get', { importId: plan.id })).toMatchObject({ key: 'imports.gone' });
    expect(await listed()).toEqual([]);
  });
});

describe('what ends in the middle', () => {
  const cutAt = (place: 'createRun' | 'secondPage') =>
    startApp(testHost({ data: folder, clock, encryptionKey }), [], {
      archiveOf: (path) => {
        const archive = archiveInProcess(path, []);
        const { ingest, createRun } = archive.writer;
        let pages = 0;
        const cut: Partial<typeof archive.writer> =
          place === 'createRun'
            ? {
                createRun: (run, jobs) =>
                  run.kind === 'sync' ? Promise.reject(new Error('killed')) : createRun(run, jobs),
              }
            : {
                ingest: (order, onProgress, signal) => {
                  pages += 1;
                  if (pages !== 2) return ingest(order, onProgress, signal);
                  return new Promise((_, reject) =>
                    signal.addEventListener('abort', () => reject(signal.reason as Error)),
                  );
                },
              };
        return { ...archive, writer: { ...archive.writer, ...cut } };
      },
    });
  const again = async (place: 'createRun' | 'secondPage'): Promise<void> => {
    await kontor.stop();
    kontor = await cutAt(place);
  };
  const runOfSync = async () => (await kontor.call('runs.list', { companyId, kind: 'sync', limit: 5 }))[0];

  it('between the confirmation and the run gets its run at the next start', async () => {
    await again('createRun');
    const plan = await planned(file('a.csv', costTable(2)));
    await kontor.refused('imports.confirm', { importId: plan.id, take: ['new'], except: [] });
    expect(await listed()).toEqual([]);
    await kontor.stop();
    kontor = await start();
    const run = await runOfSync();
    if (!run) throw new Error('no run');
    expect(await kontor.ended(run.id)).toMatchObject({ state: 'done', parts: [{ newCount: 2 }] });
    expect(await listed()).toHaveLength(2);
  });

  it('between two pages goes on where it was, with nothing doubled', async () => {
    await again('secondPage');
    const plan = await planned(file('a.csv', costTable(450)));
    const stored = kontor.event('invoices.changed');
    const { runId } = await kontor.call('imports.confirm', { importId: plan.id, take: ['new'], except: [] });
    await stored;
    await kontor.stop();
    kontor = await start();
    expect(await kontor.ended(runId)).toMatchObject({ state: 'done', parts: [{ newCount: 450 }] });
    expect(await listed()).toHaveLength(450);
    expect(readdirSync(join(folder, 'spool')).filter((name) => name.startsWith('staging-'))).toEqual([]);
  });
});

describe('no sync by itself', () => {
  it('asks nobody: files are brought by hand', async () => {
    await stored(await planned(file('a.csv', costTable(1))));
    expect(await kontor.refused('sync.start', { companyId })).toMatchObject({ key: 'sync.no_source' });
  });
});

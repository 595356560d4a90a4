// Files that somebody brought: sorted by their names, kept in the archive, uploaded once beside the bundle.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunId } from '../../shared/domain/ids';
import type { FaultScript } from '../../electron/core/providers/sdk/simulatorKit';
import { MONTH, openDesk, type Desk } from '../support/reportDesk';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const refuse = (match: RegExp, status: number): FaultScript => [{ match, times: 99, kind: { type: 'status', status } }];
const logOf = async (runId: RunId) => (await desk.kontor().call('runs.log', { runId })).map(({ key }) => key);

describe('files that are dropped', () => {
  it('go to the month that their names tell, the others to the month on the screen', async () => {
    const { added } = await desk.drop(desk.put('raport-br-2026-08.pdf'), desk.put('kasa.csv'));
    expect(added).toMatchObject([{ month: '2026-08' }, { month: MONTH, origin: 'dropped', bytes: 8 }]);
    expect([await desk.names('2026-08'), await desk.names()]).toEqual([['raport-br-2026-08.pdf'], ['kasa.csv']]);
  });

  it('are kept in the archive, whatever becomes of the file on the desk, and survive a restart', async () => {
    const path = desk.put('raport-br-2026-09.pdf', 'the report');
    const [report] = (await desk.drop(path)).added;
    rmSync(path);
    await desk.restart();
    expect(await desk.reports()).toEqual([report]);
    const kept = join(desk.folder, 'archive', desk.companyId, 'reports');
    const [name = ''] = readdirSync(kept);
    expect(name).toMatch(/^raport-br-2026-09-[0-9a-f]{12}\.pdf$/);
    expect(readFileSync(join(kept, name), 'utf8')).toBe('the report');
    expect(readdirSync(join(desk.folder, 'spool', 'reports'))).toEqual([]);
  });

  it('are here once: the same content is known, another one under the same name is not', async () => {
    await desk.drop(desk.put('raport-br-2026-09.pdf', 'a'));
    expect(await desk.drop(desk.put('kopia 2026-09.pdf', 'a'))).toMatchObject({
      added: [],
      known: ['kopia 2026-09.pdf'],
    });
    expect((await desk.drop(desk.put('raport-br-2026-09.pdf', 'b'))).added).toHaveLength(1);
    expect(await desk.reports()).toHaveLength(2);
  });

  it('say why one was not taken, and take the others', async () => {
    mkdirSync(desk.path('folder'));
    const taken = await desk.drop(desk.path('folder'), desk.path('gone.pdf'), desk.put('raport.pdf'));
    expect(taken.refused).toEqual([
      { fileName: 'folder', key: 'upload.file_folder' },
      { fileName: 'gone.pdf', key: 'upload.file_gone' },
    ]);
    expect(taken.added).toHaveLength(1);
  });

  it('can be given to another month, and taken away as long as they lie nowhere else', async () => {
    const [report, other] = (await desk.drop(desk.put('a.pdf'), desk.put('b.pdf'))).added;
    if (!report || !other) throw new Error('nothing taken');
    await desk.kontor().call('reports.setMonth', { reportId: report.id, month: '2026-07' });
    await desk.kontor().call('reports.remove', { reportId: other.id });
    await desk.restart();
    expect([await desk.names('2026-07'), await desk.names()]).toEqual([['a.pdf'], []]);
    expect(readdirSync(join(desk.folder, 'archive', desk.companyId, 'reports'))).toHaveLength(1);
    await desk.kontor().call('reports.setMonth', { reportId: report.id, month: MONTH });
    await desk.upload();
    expect(await desk.kontor().refused('reports.remove', { reportId: report.id })).toMatchObject({
      key: 'upload.report_has_receipts',
    });
  });
});

describe('reports of a month', () => {
  it('go to all destinations, each with its receipt, and never a second time', async () => {
    const second = await desk.connect('/Druga');
    await desk.drop(desk.put('raport-br-2026-09.pdf'), desk.put('bez rozszerzenia'));
    expect(await desk.upload()).toMatchObject({ state: 'done', parts: [{ state: 'done' }, { state: 'done' }] });
    const reports = await desk.reports();
    const paths = ['Ksiegowa', 'Druga'].flatMap((base) => [
      `/${base}/2026/09/bez rozszerzenia`,
      `/${base}/2026/09/raport-br-2026-09.pdf`,
    ]);
    expect(desk.stored().map(([path]) => path)).toEqual(expect.arrayContaining(paths));
    expect(desk.stored()).toHaveLength(4);
    for (const { receipts, sha256: hash } of reports)
      expect(receipts.map(({ connectionId, sha256: proven }) => [connectionId, proven]).sort()).toEqual(
        [desk.first, second].map((id) => [id, hash]).sort(),
      );
    const [before, asked] = [await desk.reports(), desk.cloud.seen.length];
    await desk.restart();
    expect(await desk.upload()).toMatchObject({ state: 'done' });
    expect([await desk.reports(), desk.cloud.seen.length]).toEqual([before, asked]);
  });

  it('one destination that fails stops no other', async () => {
    const second = await desk.connect('/Druga');
    await desk.drop(desk.put('raport-br-2026-09.pdf'));
    desk.cloud.script(refuse(/Ksiegowa/, 403));
    const run = await desk.upload();
    const states = new Map(run.parts.map(({ connectionId, state }) => [connectionId, state]));
    expect([states.get(desk.first), states.get(second)]).toEqual(['failed', 'done']);
    expect(run.problem).toMatchObject({ key: 'provider.nextcloud.no_permission' });
    expect(desk.stored().map(([path]) => path)).toEqual(['/Druga/2026/09/raport-br-2026-09.pdf']);
  });

  it('one file that is refused keeps back no other', async () => {
    await desk.drop(desk.put('duzy.pdf'), desk.put('raport-br-2026-09.pdf'));
    desk.cloud.script(refuse(/^PUT .*duzy/, 400));
    const run = await desk.upload();
    expect(run).toMatchObject({ state: 'failed', problem: { kind: 'rejected' } });
    expect(await logOf(run.id)).toContain('run.log.file_refused');
    expect(desk.stored().map(([path]) => path)).toEqual(['/Ksiegowa/2026/09/raport-br-2026-09.pdf']);
  });

  it('one by its name goes to one destination; an unknown name is refused with the names there are', async () => {
    const second = await desk.connect('/Druga');
    await desk.drop(desk.put('raport-br-2026-09.pdf'), desk.put('kasa.csv'));
    const run = await desk.upload({ reportName: 'raport-br-2026-09.pdf', connectionId: second });
    expect(run).toMatchObject({ file: 'raport-br-2026-09.pdf', parts: [{ connectionId: second, state: 'done' }] });
    expect(desk.stored().map(([path]) => path)).toEqual(['/Druga/2026/09/raport-br-2026-09.pdf']);
    const order = { companyId: desk.companyId, month: MONTH, reportName: 'raport.pdf' };
    expect(await desk.kontor().refused('reports.upload', order)).toMatchObject({
      kind: 'user_input',
      key: 'upload.unknown_report',
      params: { names: 'kasa.csv, raport-br-2026-09.pdf' },
    });
    expect(await desk.kontor().refused('reports.upload', { ...order, month: '2025-01' })).toMatchObject({
      key: 'upload.unknown_report_of_none',
    });
  });

  it('alone are not the month that the panel at the symbol calls uploaded', async () => {
    const sent = async () => (await desk.kontor().call('panel.view', undefined)).companies[0]?.sent?.month;
    await desk.drop(desk.put('raport-br-2026-09.pdf'));
    await desk.upload({ reportName: 'raport-br-2026-09.pdf' });
    expect(await sent()).toBeUndefined();
    await desk.upload();
    expect(await sent()).toBe(MONTH);
  });

  it('without a month are those of the last one that is over where the company is', async () => {
    await desk.drop(desk.put('raport-br-2026-09.pdf'));
    // Still September in UTC, October in Warsaw.
    desk.clock.set(Date.parse('2026-09-30T22:30:00.000Z'));
    const run = await desk.ended(desk.kontor().call('reports.upload', { companyId: desk.companyId }));
    desk.clock.set(Date.parse('2026-10-06T08:00:00.000Z'));
    expect(run).toMatchObject({ month: MONTH, state: 'done' });
  });

  it('show in the year where they lie, and where they will lie', async () => {
    const cell = async () => {
      const { rows } = await desk.kontor().call('reports.year', { companyId: desk.companyId, year: 2026 });
      return rows[0]?.cells.find(({ month }) => month === MONTH)?.state;
    };
    expect(await cell()).toBe('none');
    await desk.drop(desk.put('raport-br-2026-09.pdf'));
    expect(await cell()).toBe('due');
    expect(
      await desk.kontor().call('reports.target', { companyId: desk.companyId, month: MONTH, fileName: 'raport:1.pdf' }),
    ).toEqual([{ connectionId: desk.first, path: '/Ksiegowa/2026/09/raport_1.pdf' }]);
    await desk.upload();
    expect(await cell()).toBe('done');
  });
});

// What lies at the destinations, held against the receipts; and a folder whose new files come by themselves.
import { existsSync, mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MONTH, openDesk, sha256, type Desk } from '../support/reportDesk';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

describe('the check of a month', () => {
  const path = '/Ksiegowa/2026/09/raport-br-2026-09.pdf';
  const found = async () =>
    (await desk.reports()).flatMap(({ receipts }) => receipts.map(({ checked }) => checked?.state));
  beforeEach(async () => {
    await desk.drop(desk.put('raport-br-2026-09.pdf'));
    await desk.upload();
  });

  it('finds what is still there, what was changed and what is gone', async () => {
    expect(await found()).toEqual([undefined]);
    expect(await desk.check()).toMatchObject({ kind: 'check', state: 'done' });
    expect(await found()).toEqual(['same']);
    desk.cloud.control.put(path, Buffer.from('another one'));
    await desk.check();
    expect(await found()).toEqual(['changed']);
    desk.cloud.control.remove(path);
    await desk.check();
    expect(await found()).toEqual(['gone']);
    await desk.restart();
    expect(await found()).toEqual(['gone']);
  });

  it('what is gone can be sent again; after that the old finding counts no more', async () => {
    desk.cloud.control.remove(path);
    await desk.check();
    await desk.clock.advance(60_000);
    expect(await desk.upload()).toMatchObject({ state: 'done' });
    expect(desk.stored().map(([at]) => at)).toEqual([path]);
    expect(await found()).toEqual([undefined]);
    expect(await desk.reports()).toMatchObject([{ receipts: [{ path }] }]);
  });

  it('what was changed is left alone: ours goes beside it', async () => {
    const other = Buffer.from('another one');
    desk.cloud.control.put(path, other);
    await desk.check();
    await desk.clock.advance(60_000);
    await desk.upload();
    expect(desk.stored()).toEqual([
      [path, sha256(other)],
      ['/Ksiegowa/2026/09/raport-br-2026-09 (2).pdf', sha256(Buffer.from('raport-br-2026-09.pdf'))],
    ]);
    expect(await desk.upload()).toMatchObject({ state: 'done' });
    expect(desk.stored()).toHaveLength(2);
  });

  it('a service that is not reachable is a stop, and what was known stays', async () => {
    await desk.check();
    desk.cloud.script([{ match: /./, times: 99, kind: { type: 'cut' } }]);
    expect(await desk.check()).toMatchObject({ state: 'failed', problem: { kind: 'unavailable' } });
    desk.cloud.script([]);
    expect(await found()).toEqual(['same']);
  });

  it('of a month without a receipt says so', async () => {
    expect(await desk.kontor().refused('reports.check', { companyId: desk.companyId, month: '2026-01' })).toMatchObject(
      {
        key: 'upload.nothing_to_check',
      },
    );
  });
});

describe('a watched folder', () => {
  const chosen = () => join(desk.folder, 'chosen');
  const look = () => desk.kontor().call('reports.lookIntoFolder', { companyId: desk.companyId });
  const put = (name: string, text = name): void => {
    writeFileSync(join(chosen(), name), text);
  };

  it('gives its files, those without a month to be sorted, none twice, also after a restart', async () => {
    mkdirSync(chosen());
    put('raport-br-2026-09.pdf');
    put('wyciag.pdf');
    put('.hidden.pdf');
    put('film.part');
    await desk.kontor().call('reports.chooseFolder', { companyId: desk.companyId });
    await look();
    expect(await desk.names()).toEqual(['raport-br-2026-09.pdf']);
    const [unsorted, ...others] = await desk.kontor().call('reports.unsorted', { companyId: desk.companyId });
    expect([unsorted?.fileName, others]).toEqual(['wyciag.pdf', []]);
    if (!unsorted) throw new Error('nothing unsorted');
    await desk.kontor().call('reports.setMonth', { reportId: unsorted.id, month: MONTH });
    expect(await look()).toEqual({ added: [], known: [], refused: [] });
    await desk.restart();
    put('kasa-2026-09.csv');
    await look();
    expect((await desk.names()).toSorted()).toEqual(['kasa-2026-09.csv', 'raport-br-2026-09.pdf', 'wyciag.pdf']);
    expect(existsSync(join(chosen(), 'raport-br-2026-09.pdf'))).toBe(true);
  });

  it('does not bring back what was taken away, and takes what was changed', async () => {
    await desk.kontor().call('reports.chooseFolder', { companyId: desk.companyId });
    put('raport-br-2026-09.pdf', 'a');
    await look();
    const [report] = await desk.reports();
    if (!report) throw new Error('no report');
    await desk.kontor().call('reports.remove', { reportId: report.id });
    utimesSync(join(chosen(), 'raport-br-2026-09.pdf'), 1, 1);
    await look();
    expect(await desk.reports()).toEqual([]);
    put('raport-br-2026-09.pdf', 'b');
    await look();
    expect(await desk.names()).toEqual(['raport-br-2026-09.pdf']);
  });

  it('that is gone says so, and goes on when it is back', async () => {
    await desk.kontor().call('reports.chooseFolder', { companyId: desk.companyId });
    await look();
    renameSync(chosen(), `${chosen()}-away`);
    await look();
    expect(await desk.kontor().call('reports.folder', { companyId: desk.companyId })).toMatchObject({
      path: chosen(),
      problem: { key: 'upload.folder_unreadable', params: { path: chosen() } },
    });
    renameSync(`${chosen()}-away`, chosen());
    put('raport-br-2026-09.pdf');
    await look();
    expect(await desk.names()).toHaveLength(1);
    expect((await desk.kontor().call('reports.folder', { companyId: desk.companyId })).problem).toBeUndefined();
    await desk.kontor().call('reports.leaveFolder', { companyId: desk.companyId });
    expect(await desk.kontor().call('reports.folder', { companyId: desk.companyId })).toEqual({});
  });
});

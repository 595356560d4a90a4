// The demo's world: a register and two programs that know of the same invoices, through sync, links, sums, lists and decisions.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registry } from '../../electron/core/providers/registry';
import type { ReconcileList, ReconcileRow, ReconcileScope } from '../../shared/contract/reconcile';
import type { CompanyId } from '../../shared/domain/ids';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';
import { missingTexts } from '../support/problemTexts';

const LISTS = ['equal', 'different', 'only_left', 'only_right', 'duplicate'] as const;

describe('reconciling the demo', { timeout: 120_000 }, () => {
  const data = dataFolder();
  const clock = testClock();
  let kontor: TestApp;
  let scope: ReconcileScope;
  beforeAll(async () => {
    const host = testHost({ data, clock, encryptionKey: newEncryptionKey() });
    kontor = await startApp(host, registry);
    const { id: companyId } = await kontor.call('companies.openDemo', undefined);
    const [run] = await kontor.call('runs.list', { companyId, kind: 'sync', limit: 1 });
    if (!run) throw new Error('no sync');
    expect(await kontor.ended(run.id)).toMatchObject({ state: 'done' });
    scope = { companyId, month: monthBefore(clock.now()) };
  }, 120_000);
  afterAll(async () => {
    await kontor.stop();
    removeDataFolder(data);
  });

  const rowsOf = async (list: ReconcileList, more: object = {}): Promise<readonly ReconcileRow[]> =>
    (await kontor.call('reconcile.list', { ...scope, list, withExplained: false, limit: 500, ...more })).rows;
  const counts = async () => {
    const { lists } = await kontor.call('reconcile.overview', scope);
    return Object.fromEntries(lists.map(({ list, count }) => [list, count])) as Record<ReconcileList, number>;
  };
  const total = async (companyId: CompanyId) =>
    (await kontor.call('invoices.summary', { filter: { companyId, month: scope.month } })).count;

  it('shows at least one case of every list, and mostly what agrees', async () => {
    const found = await counts();
    for (const list of LISTS) expect(found[list], list).toBeGreaterThan(0);
    expect(found.equal).toBeGreaterThan(found.different + found.only_left + found.only_right + found.duplicate);
    for (const list of LISTS) expect(await rowsOf(list)).toHaveLength(found[list]);
    const reasons = new Set((await rowsOf('duplicate')).map(({ by }) => by));
    expect([...reasons].sort()).toEqual(['likely', 'same_number']);
    const byWhat = new Set((await rowsOf('equal')).map(({ by }) => by));
    expect([...byWhat].sort()).toEqual(['ksef_number', 'number']);
  });

  it('counts what lies in several sources once, everywhere', async () => {
    const found = await counts();
    const pairs = (await rowsOf('duplicate')).filter(({ by }) => by === 'likely').length;
    // What the Estonian post box delivers is no matter of the Polish register.
    const connections = await kontor.call('connections.list', { companyId: scope.companyId });
    const box = connections.find(({ providerId }) => providerId === 'krediidiinfo');
    const filter = { companyId: scope.companyId, month: scope.month, ...(box && { connectionId: box.id }) };
    const apart = (await kontor.call('invoices.summary', { filter })).count;
    expect(apart).toBeGreaterThan(0);
    // A suggestion is two invoices until a person says that it is one; of a double only the second is in the row.
    expect(await total(scope.companyId)).toBe(
      found.equal + found.different + found.only_left + found.only_right + found.duplicate + pairs + apart,
    );
    const months = await kontor.call('invoices.months', { companyId: scope.companyId });
    const counted = months.filter(({ month }) => month === scope.month).reduce((sum, { count }) => sum + count, 0);
    expect(counted).toBe(await total(scope.companyId));
  });

  it('links a suggestion, keeps a pair apart, explains, and takes everything back', async () => {
    const { companyId } = scope;
    const before = await counts();
    const pair = (await rowsOf('duplicate')).find(({ by }) => by === 'likely');
    if (!pair?.left || !pair.right) throw new Error('no pair');
    const linked = await kontor.call('reconcile.decide', {
      companyId,
      a: pair.left.id,
      b: pair.right.id,
      verdict: 'same',
    });
    expect(await counts()).toMatchObject({ duplicate: before.duplicate - 1, different: before.different + 1 });
    const row = (await rowsOf('different')).find(({ id }) => id === pair.left?.id);
    expect(row).toMatchObject({ by: 'person', differs: ['number'], decided: [{ verdict: 'same' }] });

    const [lone] = await rowsOf('only_left');
    if (!lone) throw new Error('nothing alone');
    const noted = await kontor.call('reconcile.explain', { scope, id: lone.id, note: ' prywatne ' });
    expect((await rowsOf('only_left')).some(({ id }) => id === lone.id)).toBe(false);
    const shown = (await rowsOf('only_left', { withExplained: true })).find(({ id }) => id === lone.id);
    expect(shown).toMatchObject({ step: 'explained', explained: { note: 'prywatne' } });

    const [equal] = await rowsOf('equal', { search: '' });
    if (!equal?.left || !equal.right) throw new Error('nothing equal');
    const apart = await kontor.call('reconcile.decide', {
      companyId,
      a: equal.left.id,
      b: equal.right.id,
      verdict: 'apart',
    });
    expect((await counts()).equal).toBe(before.equal - 1);
    for (const { undo } of [apart, noted, linked]) await kontor.call('reconcile.undo', { companyId, undo });
    expect(await counts()).toEqual(before);
  });

  it('offers the likeliest records of the other side', async () => {
    const pair = (await rowsOf('duplicate')).find(({ by }) => by === 'likely');
    if (!pair?.left || !pair.right) throw new Error('no pair');
    const { companyId } = scope;
    const order = { companyId, a: pair.left.id, b: pair.right.id, verdict: 'apart' } as const;
    const { undo } = await kontor.call('reconcile.decide', order);
    const [first] = await kontor.call('reconcile.candidates', { scope, id: pair.left.id });
    expect(first).toMatchObject({ id: pair.right.id, differs: ['number'] });
    await kontor.call('reconcile.undo', { companyId, undo });
  });

  it('finds any record of the other side by its words, in whatever month', async () => {
    const [lone] = await rowsOf('only_right');
    if (!lone?.right) throw new Error('nothing alone');
    const before = { ...scope, month: monthBefore(Date.parse(`${scope.month}-15`)) };
    const order = { ...before, list: 'only_left', withExplained: false, limit: 500 } as const;
    const [own] = (await kontor.call('reconcile.list', order)).rows.filter(
      ({ left }) => left?.direction === lone.right?.direction,
    );
    if (!own?.left) throw new Error('nothing alone in the month before');
    const find = (search: string) =>
      kontor.call('reconcile.candidates', { scope: before, id: own.left?.id ?? own.id, search });
    expect((await find(lone.right.number)).map(({ id }) => id)).toContain(lone.right.id);
    expect(await find(`${lone.right.number} neverwritten`)).toEqual([]);
    const pair = (await rowsOf('equal'))[0];
    expect(await find(pair?.right?.number ?? '')).toEqual([]);
  });

  it('finds in a list, narrows to one program and one direction', async () => {
    const [first] = await rowsOf('equal');
    const found = await rowsOf('equal', { search: first?.left?.number ?? '' });
    expect(found.map(({ id }) => id)).toContain(first?.id);
    expect(found.length).toBeLessThan((await rowsOf('equal')).length);
    const { right } = await kontor.call('reconcile.overview', scope);
    const connectionId = right.connectionIds[1];
    if (!connectionId) throw new Error('one program');
    for (const row of await rowsOf('equal', { connectionId })) expect(row.right?.connectionId).toBe(connectionId);
    for (const row of await rowsOf('equal', { direction: 'sale' })) expect(row.left?.direction).toBe('sale');
  });

  it('saves all lists as a table that a spreadsheet opens', async () => {
    const path = join(data, `reconcile-${scope.month}.csv`);
    expect(await kontor.call('reconcile.exportTable', scope)).toEqual({ savedTo: path });
    const lines = readFileSync(path, 'utf8').trimEnd().split('\r\n');
    const all = Object.values(await counts()).reduce((sum, count) => sum + count, 0);
    expect(lines).toHaveLength(all + 1);
    expect(lines[0]?.startsWith('\ufeff')).toBe(true);
    expect(lines[1]).toMatch(/;\d+,\d\d;/);
  });

  it('explains itself when a row has gone meanwhile', async () => {
    const order = { scope: { ...scope, month: '2019-01' }, id: (await rowsOf('equal'))[0]?.id as ReconcileRow['id'] };
    const problem = await kontor.refused('reconcile.explain', { ...order, note: 'x' });
    expect(problem).toMatchObject({ kind: 'conflict', key: 'reconcile.changed' });
    expect(missingTexts(problem.key, [])).toEqual([]);
  });
});

function monthBefore(nowMs: number): string {
  const now = new Date(nowMs);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

// A service's own file of an invoice through the whole core: offered without a question, fetched when somebody asks, shown, saved, kept.
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import fakturownia from '../../electron/core/providers/fakturownia/index';
import { createFakturowniaSimulator } from '../../electron/core/providers/fakturownia/simulator/index';
import infakt from '../../electron/core/providers/infakt/index';
import type { InvoiceRow } from '../../shared/contract/invoices';
import { answering } from '../contract/gate';
import { closeBenches, openBench } from '../contract/bench';

closeBenches();

async function synced(files: readonly string[] = ['faktura.pdf']) {
  const bench = await openBench({
    manifest: fakturownia,
    simulator: (options) =>
      createFakturowniaSimulator({ ...options, months: 2, perMonth: 6, attachments: () => files }),
  });
  const { companyId, connectionId } = await bench.connect();
  await bench.ended(bench.kontor.call('sync.start', { companyId }));
  const { rows } = await bench.kontor.call('invoices.list', { filter: { companyId }, sort: 'date_desc', limit: 50 });
  const one = (direction: InvoiceRow['direction']): InvoiceRow => {
    const row = rows.find((it) => it.direction === direction);
    if (!row) throw new Error(`no ${direction}`);
    return row;
  };
  // The next question waits for no turn.
  const paced = () => bench.kontor.host.clock.advance(1000);
  await paced();
  return { ...bench, bench, paced, companyId, connectionId, cost: one('purchase'), sale: one('sale') };
}
const startOf = (path: string): string => readFileSync(path).subarray(0, 5).toString('latin1');

describe("a service's own file", () => {
  it('is offered without asking for anything, and shown until the end', async () => {
    const { bench, kontor, gate, sale, connectionId } = await synced();
    const before = gate.asked();
    const { sourceFiles } = await kontor.call('invoices.get', { id: sale.id });
    expect(sourceFiles).toEqual([{ id: sale.id, connectionId }]);
    expect(gate.asked()).toBe(before);
    await kontor.call('invoices.openSourceFile', { id: sale.id });
    const shown = kontor.host.shown.at(-1) ?? '';
    expect([startOf(shown), gate.asked() - before]).toEqual(['%PDF-', 1]);
    expect(basename(shown)).toBe(`${sale.issueDate}-${sale.number.replaceAll('/', '-')}.pdf`);
    await bench.restart();
    expect(existsSync(shown)).toBe(false);
  });

  it('is saved as it stands when it is alone in its package, and as the package when it is not', async () => {
    const alone = await synced(['faktura od dostawcy.pdf']);
    const { savedTo = '' } = await alone.kontor.call('invoices.saveSourceFile', { id: alone.cost.id });
    expect([basename(savedTo), startOf(savedTo)]).toEqual(['faktura-od-dostawcy.pdf', '%PDF-']);
    const several = await synced(['faktura.pdf', 'protokol.pdf']);
    const { savedTo: package_ = '' } = await several.kontor.call('invoices.saveSourceFile', { id: several.cost.id });
    expect([basename(package_).endsWith('.zip'), startOf(package_).slice(0, 2)]).toEqual([true, 'PK']);
    await several.paced();
    expect(await several.kontor.refused('invoices.openSourceFile', { id: several.cost.id })).toMatchObject({
      key: 'archive.source_file_several',
      params: { count: 2 },
    });
    expect(several.kontor.host.shown.filter((path) => path.includes('.zip'))).toEqual([]);
  });

  it('is called by what it is, whatever it says it is', async () => {
    const { kontor, cost } = await synced(['faktura.exe']);
    const { savedTo = '' } = await kontor.call('invoices.saveSourceFile', { id: cost.id });
    expect(basename(savedTo)).toBe('faktura.pdf');
  });

  it("is kept once with the reports of the invoice's month, also when its name tells another one", async () => {
    const { kontor, companyId, cost, paced } = await synced(['2019-02 faktura.pdf']);
    const month = cost.issueDate.slice(0, 7);
    const kept = { month, fileName: '2019-02-faktura.pdf' };
    expect(await kontor.call('invoices.keepSourceFile', { id: cost.id })).toEqual({ ...kept, isKnown: false });
    await paced();
    expect(await kontor.call('invoices.keepSourceFile', { id: cost.id })).toEqual({ ...kept, isKnown: true });
    const { reports } = await kontor.call('reports.month', { companyId, month });
    expect(reports.map(({ fileName }) => fileName)).toEqual(['2019-02-faktura.pdf']);
  });

  it('tells how much has come, and can be cancelled while the service is silent', async () => {
    const { kontor, gate, sale, paced } = await synced();
    const told: number[] = [];
    const stop = kontor.app.events.listen((name, payload) => {
      if (name === 'invoices.sourceFileProgress') told.push((payload as { bytes: number }).bytes);
    });
    await kontor.call('invoices.saveSourceFile', { id: sale.id });
    stop();
    await paced();
    expect(told.length).toBeGreaterThan(0);
    const held = gate.hold();
    const refused = kontor.refused('invoices.openSourceFile', { id: sale.id });
    await held;
    await kontor.call('invoices.cancelSourceFile', { id: sale.id });
    expect(await refused).toMatchObject({ kind: 'cancelled' });
  });

  it('ends with the app, however silent the service is', async () => {
    const { bench, kontor, gate, sale } = await synced();
    const held = gate.hold();
    const refused = kontor.refused('invoices.openSourceFile', { id: sale.id });
    await held;
    await bench.restart();
    expect(await refused).toMatchObject({ kind: 'cancelled' });
  });

  it('is explained when it does not come; the connection stays as it was', async () => {
    const { kontor, gate, cost, companyId, paced } = await synced([]);
    const none = { kind: 'rejected', key: 'archive.source_file_none' };
    expect(await kontor.refused('invoices.openSourceFile', { id: cost.id })).toMatchObject(none);
    await paced();
    gate.fail(answering(401));
    expect(await kontor.refused('invoices.saveSourceFile', { id: cost.id })).toMatchObject({
      kind: 'auth',
      key: 'provider.fakturownia.token_refused',
    });
    gate.heal();
    expect(await kontor.call('connections.list', { companyId })).toMatchObject([{ state: 'ok' }]);
  });
});

it('is not offered where asking would change something: no sale of inFakt, every cost', async () => {
  const bench = await openBench({ manifest: infakt, values: { since: '2026-08-01' } });
  const { companyId } = await bench.connect();
  await bench.ended(bench.kontor.call('sync.start', { companyId }));
  const { rows } = await bench.kontor.call('invoices.list', { filter: { companyId }, sort: 'date_asc', limit: 500 });
  const offered = new Map<string, Set<boolean>>();
  for (const { id, direction } of rows) {
    const { sourceFiles } = await bench.kontor.call('invoices.get', { id });
    offered.set(direction, (offered.get(direction) ?? new Set()).add(sourceFiles !== undefined));
  }
  expect(Object.fromEntries([...offered].map(([direction, set]) => [direction, [...set]]))).toEqual({
    sale: [false],
    purchase: [true],
  });
  const sale = rows.find(({ direction }) => direction === 'sale');
  const before = bench.gate.asked();
  if (sale)
    expect(await bench.kontor.refused('invoices.saveSourceFile', { id: sale.id })).toMatchObject({
      key: 'archive.source_file_none',
    });
  expect(bench.gate.asked()).toBe(before);
});

// The client against the strict simulator: what the dossier says is odd about wFirma, row by row.
import { afterEach, describe, expect, it } from 'vitest';
import type { Tick } from '../../../../shared/contract/connect';
import { accountingBench, NOW, textOf } from '../../../../tests/support/accountingBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { CODES } from './errors';
import manifest from './index';
import {
  createWfirmaSimulator,
  DEMO,
  makeExpense,
  type Row,
  type WfirmaOptions,
  type WfirmaSimulator,
} from './simulator/index';

const opened: { readonly simulator: WfirmaSimulator; readonly url: string }[] = [];
afterEach(() => {
  for (const { simulator, url } of opened.splice(0)) {
    expect(simulator.violations).toEqual([]);
    // Keys go to the connection's own host only.
    expect(simulator.seen.filter((it) => new URL(it.url).origin !== url)).toEqual([]);
  }
});

async function open(knobs: Partial<WfirmaOptions> = {}, values: Record<string, string> = {}) {
  const make = (options: WfirmaOptions) => createWfirmaSimulator({ ...options, ...knobs });
  const bench = await accountingBench(manifest, make, { since: '2026-01-01', ...values });
  opened.push(bench);
  return bench;
}

const DAY_MS = 86_400_000;
const two = { ...DEMO, companies: ['451203', '451299'] };
function textIn(row: Readonly<Record<string, unknown>> | undefined, name: string): string {
  const value = row?.[name];
  return typeof value === 'string' ? value : '';
}
const idOf = (row: Row | undefined): string => textIn(row, 'id');
const isInvoice = (row: Row): boolean =>
  row['draft'] !== '1' && row['type'] !== 'proforma' && row['type'] !== 'internal_proof';

describe('the check', () => {
  it('names the company, the newest cost and the newest sale', async () => {
    const { result, ticks } = await (await open()).check();
    expect(ticks.filter(({ state }) => state === 'done').map(({ id }) => id)).toEqual(manifest.verifySteps);
    expect(result).toMatchObject({
      company: { name: 'Zielona Kuźnia sp. z o.o.', taxId: '5265877635' },
      settings: { company_id: '451203', readable: 'cost sale' },
    });
  });

  it.each([
    ['expenses', 'sale', 'verify.costs.denied'],
    ['invoices', 'cost', 'verify.sales.denied'],
  ] as const)('tells that %s may not be read, and reads the rest', async (denied, readable, note) => {
    const bench = await open({ denied: [denied] });
    const { result, notes } = await bench.check();
    expect(notes).toContain(note);
    expect(result.settings).toMatchObject({ readable });
    Object.assign(bench.settings, result.settings);
    const pages = await bench.pull();
    expect(new Set(pages.map(({ direction }) => direction)).size).toBe(1);
  });

  it('finds the only company by itself, asks which of several, and knows which are not', async () => {
    const alone = await (await open({}, { company_id: '' })).check();
    expect(alone.result.settings).toMatchObject({ company_id: '451203' });
    expect(await failureOf((await open({ accounts: [two] }, { company_id: '' })).check())).toMatchObject({
      kind: 'user_input',
      key: 'company_choice',
      params: { list: '451203, 451299' },
      fieldErrors: { company_id: 'company_choice.todo' },
    });
    expect(await failureOf((await open({}, { company_id: '77' })).check())).toMatchObject({ key: 'company_unknown' });
  });

  it.each(['access_key', 'secret_key', 'app_key'])(
    'names %s when it is missing, before anything is sent',
    async (id) => {
      const bench = await open({}, { [id]: ' ' });
      expect(await failureOf(bench.check())).toMatchObject({
        kind: 'auth',
        key: 'key_missing',
        fieldErrors: { [id]: 'connect.field.required' },
      });
      expect(bench.asked()).toBe(0);
    },
  );

  it.each([...CODES])(
    'explains %s, in JSON and in XML, though the status is 200',
    async (code, [kind, key, minutes]) => {
      for (const name of [code, `xml:${code}`]) {
        const { check, simulator } = await open();
        simulator.script([{ match: /companies/, times: 9, kind: { type: 'named', name } }]);
        const failure = await failureOf(check());
        expect(failure).toMatchObject({ kind, key });
        const wait = minutes === undefined ? undefined : new Date(NOW + minutes * 60_000).toISOString();
        expect(failure.retryAt).toBe(wait);
        expect(simulator.seen).toHaveLength(1);
      }
    },
  );

  it.each(['{"status":{"code":"OK"}}', '<api><status><code>OK</code></status></api>', '{"expenses":{}}'])(
    'takes %s for no empty list',
    async (body) => {
      const bench = await open();
      bench.simulator.script([{ match: /find|get/, times: 9, kind: { type: 'status', status: 200, body } }]);
      expect(await failureOf(bench.pull())).toMatchObject({ kind: 'unavailable' });
    },
  );

  it('is locked out for five minutes after five wrong tries', async () => {
    const bench = await open({}, { secret_key: 'wrong' });
    const ticks: Tick[] = [];
    for (let at = 0; at < 5; at += 1)
      expect(await failureOf(bench.check(ticks))).toMatchObject({ key: 'keys_refused' });
    // Whoever refuses was reached.
    expect(ticks.at(-1)).toMatchObject({ id: 'signed_in', state: 'failed' });
    expect(await failureOf(bench.check())).toMatchObject({ key: 'locked_out', retryAt: '2026-10-06T08:05:00.000Z' });
  });
});

describe('a sync', () => {
  it.each([100, 37, 20])('brings every record once, also when %i come at most', async (mostPerPage) => {
    const bench = await open({ months: 3, perMonth: 150, mostPerPage });
    const keys = bench.itemsOf(await bench.pull()).map(({ naturalKey }) => naturalKey);
    const { control } = bench.simulator;
    const wanted = [
      ...control
        .rows('expenses')
        .filter(isInvoice)
        .map((row) => `cost-${idOf(row)}`),
      ...control
        .rows('invoices')
        .filter(isInvoice)
        .map((row) => `sale-${idOf(row)}`),
    ];
    expect(keys.toSorted()).toEqual(wanted.toSorted());
  });

  it('reads the company it is for, never another one of the same user', async () => {
    const bench = await open({ accounts: [two] });
    await bench.pull();
    const foreign = bench.simulator.seen.filter(({ url }) => !url.includes('company_id=451203'));
    expect(foreign).toEqual([]);
  });

  it('asks once for each side when nothing is new', async () => {
    const bench = await open({ perMonth: 200 });
    await bench.pull();
    bench.clock.jump(3 * 3_600_000);
    const before = bench.asked();
    await bench.pull();
    expect(bench.asked() - before).toBe(2);
  });

  it.each([true, false])(
    'brings what was changed or added, dated back too; by changes: %s',
    async (ordersByModified) => {
      const bench = await open({ ordersByModified, perMonth: 200 });
      const { control } = bench.simulator;
      // Somebody has worked on an older one: by that an order that is another one shows.
      control.edit('expenses', '551010', { description: 'x' });
      control.edit('invoices', '771010', { description: 'x' });
      await bench.pull();
      bench.clock.jump(60_000);
      const expenses = control.rows('expenses');
      expenses.push({
        ...makeExpense({ id: '560001', at: 1, ms: NOW - 20 * DAY_MS }),
        modified: '2026-10-06 10:01:00',
      });
      const unpaid = control.rows('invoices').findLast((row) => row['paymentstate'] === 'unpaid' && isInvoice(row));
      control.edit('invoices', idOf(unpaid), { paymentstate: 'paid', remaining: '0.00' });
      const before = new Map([...bench.stored].map(([key, item]) => [key, textOf(item)]));
      const items = bench.itemsOf(await bench.pull());
      const changed = items.filter((item) => before.get(item.naturalKey) !== textOf(item));
      expect(changed.map(({ naturalKey }) => naturalKey).toSorted()).toEqual(['cost-560001', `sale-${idOf(unpaid)}`]);
    },
  );

  it('finds an edit of long ago by its change', async () => {
    const bench = await open({ months: 8 });
    await bench.pull();
    bench.clock.jump(60_000);
    const old = bench.simulator.control
      .rows('expenses')
      .find((row) => isInvoice(row) && textIn(row, 'date') < '2026-04');
    bench.simulator.control.edit('expenses', idOf(old), { description: 'x' });
    const keys = bench.itemsOf(await bench.pull()).map(({ naturalKey }) => naturalKey);
    expect(keys).toContain(`cost-${idOf(old)}`);
  });

  it('finds once a day what was deleted or taken back to a draft, and believes only the service itself', async () => {
    const bench = await open();
    await bench.pull();
    const rows = bench.simulator.control.rows('expenses');
    const [gone, draft, moved] = rows.filter(isInvoice).slice(-3);
    rows.splice(
      rows.findIndex((row) => row === gone),
      1,
    );
    Object.assign(draft ?? {}, { draft: '1' });
    Object.assign(moved ?? {}, { date: '2026-01-02' });
    bench.clock.jump(DAY_MS);
    const deleted = bench.itemsOf(await bench.pull()).filter(({ isDeleted }) => isDeleted === true);
    expect(deleted.map(({ naturalKey }) => naturalKey).toSorted()).toEqual(
      [`cost-${idOf(gone)}`, `cost-${idOf(draft)}`].toSorted(),
    );
  });

  it('reads a range alone, with both its ends, also half an hour before midnight in UTC', async () => {
    const bench = await open();
    const expenses = bench.simulator.control.rows('expenses');
    // Half past eleven in UTC is the next day, and here the next month, in Poland.
    expenses.push(makeExpense({ id: '560002', at: 1, ms: Date.parse('2026-08-31T23:30:00Z') }));
    expenses.push(makeExpense({ id: '560003', at: 1, ms: Date.parse('2026-07-31T21:30:00Z') }));
    const august = bench.itemsOf(await bench.pull({ range: { from: '2026-08-01', to: '2026-08-31' } }));
    expect(august.filter(({ facts }) => !(facts?.issueDate ?? '').startsWith('2026-08'))).toEqual([]);
    const keys = august.map(({ naturalKey }) => naturalKey);
    expect(keys.filter((key) => key.startsWith('cost-56'))).toEqual([]);
    const september = bench.itemsOf(await bench.pull({ range: { from: '2026-09-01', to: '2026-09-30' } }));
    expect(september.map(({ naturalKey }) => naturalKey)).toContain('cost-560002');
    expect([...bench.checkpoints.keys()]).toEqual(['cost.range', 'sale.range']);
  });

  it('loses nothing while rows come and go between pages', async () => {
    const bench = await open({ months: 1, perMonth: 400 });
    const { control } = bench.simulator;
    const rows = control.rows('expenses');
    // All on one day, so that no window fits a page.
    for (const row of rows) row['date'] = '2026-09-15';
    const gone = rows.findLast(isInvoice);
    control.before((number) => {
      if (number === 12 && gone) rows.splice(rows.indexOf(gone), 1);
    });
    const keys = new Set(bench.itemsOf(await bench.pull()).map(({ naturalKey }) => naturalKey));
    expect(rows.filter(isInvoice).filter((row) => !keys.has(`cost-${idOf(row)}`))).toEqual([]);
    expect(rows.length).toBe(399);
  });

  it('reads 30,000 expenses in pages of a hundred', { timeout: 120_000 }, async () => {
    const bench = await open({ months: 8, perMonth: 3750 }, { readable: 'cost' });
    const items = bench.itemsOf(await bench.pull());
    expect(items).toHaveLength(bench.simulator.control.rows('expenses').filter(isInvoice).length);
    expect(bench.asked()).toBeLessThan(900);
  });
});

// Files of wFirma: the page of a sale, and the file that was put to a cost, whichever way the service lets it be found.
import { afterEach, expect, it } from 'vitest';
import { accountingBench } from '../../../../tests/support/accountingBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import manifest from './index';
import { createWfirmaSimulator, DEMO, type Row, type WfirmaOptions, type WfirmaSimulator } from './simulator/index';

const opened: WfirmaSimulator[] = [];
afterEach(() => {
  for (const { violations } of opened.splice(0)) expect(violations).toEqual([]);
});

async function open(knobs: Partial<WfirmaOptions> = {}) {
  const make = (options: WfirmaOptions) => createWfirmaSimulator({ ...options, ...knobs });
  const bench = await accountingBench(manifest, make, { since: '2026-01-01' });
  opened.push(bench.simulator);
  return bench;
}
const textIn = (row: Row | undefined, name: string): string => {
  const value = row?.[name];
  return typeof value === 'string' ? value : '';
};
const record = (side: 'cost' | 'sale', row: Row | undefined) => ({
  naturalKey: `${side}-${textIn(row, 'id')}`,
  content: { base64: Buffer.from(JSON.stringify(row)).toString('base64') },
});

it('brings the page of a sale, by a question that is no list', async () => {
  const bench = await open();
  const [row] = bench.simulator.control.rows('invoices');
  expect(await bench.file(record('sale', row), 'sale')).toMatchObject({ start: '%PDF-', isPackage: false });
  expect(bench.simulator.seen.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
    `POST /invoices/download/${textIn(row, 'id')}`,
  ]);
});

it.each([true, false])('brings the file of a cost under its name; asked for by the cost: %s', async (asksByExpense) => {
  const bench = await open({ asksByExpense, perMonth: 60 });
  const row = bench.simulator.control.rows('expenses').find(({ documents }) => documents === '1');
  const got = await bench.file(record('cost', row), 'purchase');
  expect(got).toMatchObject({ start: '%PDF-', name: `skan ${textIn(row, 'id')}.pdf` });
  expect(got?.bytes.toString('latin1')).toContain(textIn(row, 'fullnumber').replace(/[^\w .-]/g, '?'));
});

it('looks on where the service gives fewer files at once than it was asked for', async () => {
  const bench = await open({ asksByExpense: false, mostPerPage: 20, perMonth: 60 });
  const row = bench.simulator.control.rows('expenses').find(({ documents }) => documents === '1');
  expect(await bench.file(record('cost', row), 'purchase')).toMatchObject({ name: `skan ${textIn(row, 'id')}.pdf` });
});

it('has none where the cost says that it has no file, and asks nobody', async () => {
  const bench = await open();
  const row = bench.simulator.control.rows('expenses').find(({ documents }) => documents === '0');
  expect(await bench.file(record('cost', row), 'purchase')).toBeNull();
  expect(bench.asked()).toBe(0);
});

it('believes no list that holds files of other costs', async () => {
  const bench = await open();
  const row = { id: '999', documents: '1' };
  expect(await failureOf(bench.file(record('cost', row), 'purchase'))).toMatchObject({
    key: 'archive.source_file_none',
  });
});

it.each([
  ['AUTH', 'keys_refused'],
  ['NOT FOUND', 'archive.source_file_none'],
  ['xml:OUT OF SERVICE', 'out_of_service'],
])('explains %s, which comes with a good status', async (name, key) => {
  const bench = await open();
  bench.simulator.script([{ match: /download/, times: 1, kind: { type: 'named', name } }]);
  const [row] = bench.simulator.control.rows('invoices');
  expect(await failureOf(bench.file(record('sale', row), 'sale'))).toMatchObject({ key });
});

it('the simulator refuses a page that is ordered wrongly, and a download by the wrong way', async () => {
  const ask = async (path: string, method: string, body?: string) => {
    const simulator = createWfirmaSimulator({ now: () => 0, baseUrl: '', seed: 1 });
    const url = `https://api2.example/${path}?inputFormat=json&outputFormat=json&company_id=451203`;
    const init = { method, headers: DEMO.keys, ...(body === undefined ? {} : { body }) };
    return (await simulator.handle(new Request(url, init))).text();
  };
  const order = (name: string, key = '0') =>
    JSON.stringify({ invoices: { parameters: { [key]: { parameter: { name, value: 'invoice' } } } } });
  expect(await ask('invoices/download/771000', 'POST', order('page'))).toMatch(/^%PDF/);
  for (const body of [order('printed'), order('page', '1'), 'x'])
    expect(await ask('invoices/download/771000', 'POST', body)).toContain('INPUT ERROR');
  expect(await ask('documents/download/9551000', 'POST', '{}')).toContain('INPUT ERROR');
  expect(await ask('expenses/download/1', 'GET')).toContain('ACTION NOT FOUND');
});

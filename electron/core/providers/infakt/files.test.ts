// Files of inFakt: what came in with a cost, over a link that is used once and without the key. Of sales none: their PDF changes them.
import { afterEach, expect, it } from 'vitest';
import { accountingBench, textOf } from '../../../../tests/support/accountingBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import manifest from './index';
import { createInfaktSimulator, hasFile, type InfaktOptions, type InfaktSimulator } from './simulator/index';

const opened: InfaktSimulator[] = [];
afterEach(() => {
  for (const { violations } of opened.splice(0)) expect(violations).toEqual([]);
});

async function open(knobs: Partial<InfaktOptions> = {}) {
  const make = (options: InfaktOptions) => createInfaktSimulator({ ...options, ...knobs });
  const bench = await accountingBench(manifest, make, { since: '2026-01-01' });
  opened.push(bench.simulator);
  return bench;
}
type Bench = Awaited<ReturnType<typeof open>>;

const costs = ({ simulator }: Bench) => simulator.lists.get('documents/costs') ?? [];
const keyed = (naturalKey: string) => ({ naturalKey, content: { base64: '' } });
const record = (row: Record<string, unknown> | undefined) => keyed(`cost-${String(row?.['uuid'])}`);

it('brings the file of a cost and the picture of a scan, each by its bytes', async () => {
  const bench = await open();
  const read = costs(bench).find((row) => hasFile(row) && row['gross_price'] !== null);
  const bare = costs(bench).find((row) => hasFile(row) && row['gross_price'] === null);
  expect(await bench.file(record(read), 'purchase')).toMatchObject({
    start: '%PDF-',
    name: 'faktura od dostawcy.pdf',
    isPackage: false,
  });
  expect(await bench.file(record(bare), 'purchase')).toMatchObject({ start: '\x89PNG\r', name: 'skan.png' });
});

it('asks for the link anew every time: an old one is worth nothing', async () => {
  const bench = await open();
  const row = costs(bench).find(hasFile);
  for (let time = 0; time < 2; time += 1) expect((await bench.file(record(row), 'purchase'))?.start).toBe('%PDF-');
  const links = bench.simulator.seen.filter(({ url }) => new URL(url).pathname.startsWith('/files/'));
  expect(new Set(links.map(({ url }) => url)).size).toBe(2);
});

it('has no file of a sale, and asks for none', async () => {
  const bench = await open();
  const before = bench.asked();
  for (const list of ['invoices', 'corrective_invoices', 'final_invoices'])
    expect(await bench.file(keyed(`${list}-x`), 'sale')).toBeNull();
  expect(bench.asked()).toBe(before);
});

it('says that nothing came in, or that it is gone', async () => {
  const bench = await open();
  const none = { key: 'archive.source_file_none' };
  expect(await failureOf(bench.file(record(costs(bench).find((row) => !hasFile(row))), 'purchase'))).toMatchObject(
    none,
  );
  expect(await failureOf(bench.file(keyed('cost-nobody'), 'purchase'))).toMatchObject(none);
});

it.each([
  'http://files.example',
  'https://10.0.0.8',
  'https://[::1]',
  'https://router.local',
  'https://files.example:8443',
])('follows no link to %s', async (fileOrigin) => {
  const bench = await open({ fileOrigin });
  const failure = await failureOf(bench.file(record(costs(bench).find(hasFile)), 'purchase'));
  expect(failure).toMatchObject({ key: 'foreign_host', params: { host: new URL(fileOrigin).host } });
});

it('explains a link that has lapsed', async () => {
  const bench = await open();
  bench.simulator.script([{ match: /files/, times: 9, kind: { type: 'status', status: 403, body: '<Error/>' } }]);
  const failure = await failureOf(bench.file(record(costs(bench).find(hasFile)), 'purchase'));
  expect(failure).toMatchObject({ key: 'unexpected_answer' });
  expect(JSON.stringify(failure)).not.toContain('signature');
});

it('keeps no link of a file in what it stores, also of a record that is read by itself', async () => {
  const bench = await open();
  await bench.pull();
  const row = costs(bench).findLast((one) => hasFile(one) && one['kind'] === 'cost');
  // No list of the last months shows it any more: it is asked for alone.
  Object.assign(row ?? {}, { issue_date: '2020-01-01' });
  bench.clock.jump(86_400_000);
  const items = bench.itemsOf(await bench.pull());
  expect(items.map(({ naturalKey }) => naturalKey)).toContain(`cost-${String(row?.['uuid'])}`);
  expect(items.filter((item) => textOf(item).includes('download_url'))).toEqual([]);
});

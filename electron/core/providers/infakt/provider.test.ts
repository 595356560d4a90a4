// The client against the strict simulator: what the dossier says is odd about inFakt, row by row.
import { afterEach, describe, expect, it } from 'vitest';
import type { Tick } from '../../../../shared/contract/connect';
import { accountingBench, NOW, textOf } from '../../../../tests/support/accountingBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { formatFor as coreFormat } from '../../formats/registry';
import { SALES } from './api';
import { infaktFormat } from './format';
import manifest from './index';
import { createInfaktSimulator, makeCost, makeSale, type InfaktOptions, type InfaktSimulator } from './simulator/index';

const opened: { readonly simulator: InfaktSimulator; readonly url: string }[] = [];
afterEach(() => {
  for (const { simulator, url } of opened.splice(0)) {
    expect(simulator.violations).toEqual([]);
    // `next` names another host; the key never goes there.
    expect(simulator.seen.filter((it) => new URL(it.url).origin !== url)).toEqual([]);
  }
});

async function open(knobs: Partial<InfaktOptions> = {}, values: Record<string, string> = {}) {
  const make = (options: InfaktOptions) => createInfaktSimulator({ ...options, ...knobs });
  const bench = await accountingBench(manifest, make, { since: '2026-01-01', ...values });
  opened.push(bench);
  return bench;
}

const DAY_MS = 86_400_000;
function textIn(row: Readonly<Record<string, unknown>> | undefined, name: string): string {
  const value = row?.[name];
  return typeof value === 'string' ? value : '';
}
const uuidOf = (row: Record<string, unknown> | undefined): string => textIn(row, 'uuid');
const costsOf = (simulator: InfaktSimulator) => simulator.lists.get('documents/costs') ?? [];

describe('the check', () => {
  it('names the company and both rights', async () => {
    const { result, ticks } = await (await open()).check();
    expect(ticks.filter(({ state }) => state === 'done').map(({ id }) => id)).toEqual(manifest.verifySteps);
    expect(result).toMatchObject({
      company: { name: 'Zielona Kuźnia sp. z o.o.', taxId: '5265877635' },
      settings: { readable: 'cost sale' },
    });
  });

  it.each([
    ['costs', 'sale', 'verify.costs.denied'],
    ['invoices', 'cost', 'verify.sales.denied'],
  ] as const)('tells that the right to read %s is missing, and reads the rest', async (denied, readable, note) => {
    const bench = await open({ denied: [denied] });
    const { result, notes } = await bench.check();
    expect(notes).toContain(note);
    expect(result.settings).toEqual({ readable });
    Object.assign(bench.settings, result.settings);
    const pages = await bench.pull();
    expect(new Set(pages.map(({ direction }) => direction)).size).toBe(1);
  });

  it.each([
    [402, 'permission', 'plan_without_api', 'reachable'],
    [422, 'rejected', 'request_refused', 'reachable'],
  ])('explains %i', async (status, kind, key, step) => {
    const { check, simulator } = await open();
    simulator.script([{ match: /details/, times: 9, kind: { type: 'status', status, body: '{"error":"x"}' } }]);
    const ticks: Tick[] = [];
    expect(await failureOf(check(ticks))).toMatchObject({ kind, key });
    expect(ticks.at(-1)).toMatchObject({ id: step, state: 'failed' });
  });

  it('tells a key that is refused everywhere from one that lacks the right to the account page', async () => {
    const refused = await open({}, { api_key: 'none' });
    const ticks: Tick[] = [];
    expect(await failureOf(refused.check(ticks))).toMatchObject({ kind: 'auth', key: 'key_refused' });
    // Whoever refuses a key was reached.
    expect(ticks.at(-1)).toMatchObject({ id: 'signed_in', state: 'failed' });
    const narrow = await open();
    narrow.simulator.script([{ match: /details/, times: 9, kind: { type: 'status', status: 401, body: '{}' } }]);
    const { result } = await narrow.check();
    expect(result.settings).toEqual({ readable: 'cost sale' });
    expect(result.company).toBeUndefined();
  });

  it('gives keys without the account page an identity of their own', async () => {
    const one = await (await open({ denied: ['account'], keys: ['a', 'b'] }, { api_key: 'a' })).check();
    const other = await (await open({ denied: ['account'], keys: ['a', 'b'] }, { api_key: 'b' })).check();
    expect(one.result.identity.split('@')[0]).not.toBe(other.result.identity.split('@')[0]);
    expect(one.result.company).toBeUndefined();
  });
});

describe('a sync', () => {
  it('brings every document of every list once; contributions and offers stay out', async () => {
    const bench = await open({ months: 3, perMonth: 150 });
    const items = bench.itemsOf(await bench.pull());
    const wanted = [...bench.simulator.lists].flatMap(([, rows]) =>
      rows.filter((row) => !textIn(row, 'kind').endsWith('evidence') && row['kind'] !== 'proforma').map(uuidOf),
    );
    const ids = items.map(({ remote }) => textIn(remote, 'uuid'));
    expect(ids.toSorted()).toEqual(wanted.toSorted());
  });

  it('asks twice for costs and once for each list of sales when nothing is new', async () => {
    const bench = await open();
    await bench.pull();
    const before = bench.asked();
    await bench.pull();
    expect(bench.asked() - before).toBe(2 + SALES.length);
  });

  it('finds a scan that has no date, a cost that was dated back a month, and a payment', async () => {
    const bench = await open();
    await bench.pull();
    bench.clock.jump(60_000);
    const costs = costsOf(bench.simulator);
    const sales = bench.simulator.lists.get('invoices') ?? [];
    costs.push(makeCost(900, NOW, 'document_scan'), makeCost(901, NOW - 30 * DAY_MS, 'cost'));
    const unpaid = sales.findLast(({ kind, status }) => kind === 'vat' && status !== 'paid');
    Object.assign(unpaid ?? {}, { status: 'paid', left_to_pay: 0 });
    const before = new Map([...bench.stored].map(([key, item]) => [key, textOf(item)]));
    const items = bench.itemsOf(await bench.pull());
    const changed = items.filter((item) => before.get(item.naturalKey) !== textOf(item));
    expect(changed.map(({ remote }) => remote['uuid']).toSorted()).toEqual(
      [uuidOf(costs.at(-2)), uuidOf(costs.at(-1)), uuidOf(unpaid)].toSorted(),
    );
  });

  it('finds once a day what was deleted or rejected', async () => {
    const bench = await open();
    await bench.pull();
    const costs = costsOf(bench.simulator);
    const [gone, rejected] = costs.filter(({ kind }) => kind === 'cost').slice(-2);
    costs.splice(
      costs.findIndex((row) => row === gone),
      1,
    );
    Object.assign(rejected ?? {}, { statuses: [{ symbol: 'cost_rejected', group: 'cost_accounting' }] });
    bench.clock.jump(DAY_MS);
    const items = bench.itemsOf(await bench.pull());
    expect(
      items
        .filter(({ isDeleted }) => isDeleted === true)
        .map(({ naturalKey }) => naturalKey)
        .toSorted(),
    ).toEqual([`cost-${uuidOf(gone)}`, `cost-${uuidOf(rejected)}`].toSorted());
  });

  it('reads a range alone, with both its ends', async () => {
    const bench = await open();
    const items = bench.itemsOf(await bench.pull({ range: { from: '2026-08-01', to: '2026-08-31' } }));
    const dated = items.filter((item) => !textOf(item).includes('"issue_date":null'));
    expect(dated.length).toBeGreaterThan(10);
    expect(dated.filter(({ facts }) => !(facts?.issueDate ?? '').startsWith('2026-08'))).toEqual([]);
  });

  it('reads with a range no scan that came in after its end, and every one of its last day', async () => {
    const bench = await open();
    const scans = ['2026-08-01T00:30', '2026-08-31T23:30', '2026-09-01T00:30'].map((at, place) =>
      makeCost(900 + 2 * place, Date.parse(`${at}:00+02:00`), 'document_scan'),
    );
    costsOf(bench.simulator).splice(0, Infinity, ...scans);
    const items = bench.itemsOf(await bench.pull({ range: { from: '2026-08-01', to: '2026-08-31' } }));
    const costs = items.filter(({ naturalKey }) => naturalKey.startsWith('cost-'));
    expect(costs.map(({ remote }) => remote['uuid'])).toEqual(scans.slice(0, 2).toReversed().map(uuidOf));
  });
});

describe('a document', () => {
  it('is read to the grosz; a scan that nobody has read is kept and says so', async () => {
    const bench = await open();
    for (const item of bench.itemsOf(await bench.pull())) {
      const bytes = Buffer.from(textOf(item), 'utf8');
      const row = JSON.parse(textOf(item)) as Record<string, number | null>;
      expect([infaktFormat.detect(bytes), coreFormat(bytes)]).toEqual([true, null]);
      if (row['gross_price'] === null) {
        expect(() => infaktFormat.parse(bytes)).toThrow('format.missing_field');
        continue;
      }
      const invoice = infaktFormat.parse(bytes);
      expect(Number(invoice.gross.replace('.', ''))).toBe(row['gross_price']);
      expect(invoice.findings).toEqual([]);
    }
  });

  it('has the KSeF number only when KSeF gave it', () => {
    const read = (at: number) => {
      const bytes = Buffer.from(JSON.stringify(makeSale(at, NOW, 'invoices')));
      return infaktFormat.parse(bytes).notes;
    };
    expect(read(6)).toMatchObject([{ label: 'format.note.ksef_number' }]);
    expect(read(3)).toEqual([]);
  });
});

describe('the simulator', () => {
  const ask = async (path: string, key = 'demo0infakt0key0demo0infakt0key0', method = 'GET') => {
    const simulator = createInfaktSimulator({ now: () => NOW, baseUrl: '', seed: 1 });
    const headers = { 'x-infakt-apikey': key };
    const url = `https://api.example/api/v3/${path}`;
    const { status } = await simulator.handle(new Request(url, { method, headers }));
    return { status, violations: simulator.violations };
  };

  it.each([
    ['GET', 'invoices/6c08504b-0000-4047-bc4b-000000005000/pdf.json'],
    ['GET', 'documents/costs/download_many.json'],
    ['GET', 'ksef2/import/costs.json'],
    ['POST', 'invoices.json'],
    ['DELETE', 'invoices/1.json'],
  ])('remembers %s %s', async (method, path) => {
    expect((await ask(path, undefined, method)).violations).not.toEqual([]);
  });

  it.each([
    ['a key that is none', 'invoices.json', 'x', 401],
    ['more than a hundred', 'invoices.json?limit=101', undefined, 400],
    ['a filter that is none', 'invoices.json?q[updated_at_gteq]=2026-01-01', undefined, 400],
    ['an order that is none', 'documents/costs.json?order=created_at', undefined, 400],
    ['a path without its suffix', 'invoices', undefined, 406],
    ['a number where a uuid belongs', 'invoices/1.json', undefined, 404],
  ])('refuses %s', async (_, path, key, status) => {
    expect((await ask(path, key)).status).toBe(status);
  });

  it('counts 300 in a minute', async () => {
    const simulator = createInfaktSimulator({ now: () => NOW, baseUrl: '', seed: 1 });
    const headers = { 'x-infakt-apikey': 'demo0infakt0key0demo0infakt0key0' };
    const url = 'https://api.example/api/v3/account/details.json';
    let last = new Response();
    for (let at = 0; at < 301; at += 1) last = await simulator.handle(new Request(url, { headers }));
    expect([last.status, last.headers.get('retry-after')]).toEqual([429, '20']);
  });
});

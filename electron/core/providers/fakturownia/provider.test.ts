// The client against the strict simulator: what the dossier says is odd about Fakturownia, row by row.
import { afterEach, describe, expect, it } from 'vitest';
import type { Tick } from '../../../../shared/contract/connect';
import { accountingBench, textOf } from '../../../../tests/support/accountingBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { formatFor as coreFormat } from '../../formats/registry';
import { fakturowniaFormat } from './format';
import { recognise, subdomainOf } from './address';
import manifest from './index';
import { createFakturowniaSimulator, type FakturowniaOptions, type FakturowniaSimulator } from './simulator/index';

const opened: { readonly simulator: FakturowniaSimulator; readonly url: string }[] = [];
afterEach(() => {
  for (const { simulator, url } of opened.splice(0)) {
    expect(simulator.violations).toEqual([]);
    expect(simulator.seen.filter((it) => new URL(it.url).origin !== url)).toEqual([]);
  }
});

async function open(knobs: Partial<FakturowniaOptions> = {}, values: Record<string, string> = {}) {
  const bench = await accountingBench(manifest, (options) => createFakturowniaSimulator({ ...options, ...knobs }), {
    since: '2026-01-01',
    ...values,
  });
  opened.push(bench);
  return bench;
}

const DAY_MS = 86_400_000;
const literal = (row: Record<string, unknown>): string => (row['id'] as { literal: string }).literal;

describe('the check', () => {
  it('names the company, the newest cost and the newest sale', async () => {
    const { check } = await open();
    const { result, ticks, notes } = await check();
    expect(ticks.filter(({ state }) => state === 'done').map(({ id }) => id)).toEqual(manifest.verifySteps);
    expect(result).toMatchObject({
      company: { name: 'Zielona Kuźnia sp. z o.o.', taxId: '5265877635' },
      settings: { subdomain: 'zielona-kuznia', readable: 'cost sale' },
    });
    expect(notes).toContain('verify.costs.newest');
  });

  it('tells which list the key may not read, and reads the other', async () => {
    const bench = await open({ denied: ['cost', 'account'] });
    const { result, notes } = await bench.check();
    expect(notes).toEqual([
      'verify.reachable.answers',
      'verify.signed_in.role',
      'verify.costs.denied',
      'verify.sales.newest',
      'verify.company_found.named',
    ]);
    Object.assign(bench.settings, result.settings);
    const pages = await bench.pull();
    expect(new Set(pages.map(({ direction }) => direction))).toEqual(new Set(['sale']));
    expect(await failureOf((await open({ denied: ['cost', 'sale'] })).check())).toMatchObject({
      kind: 'permission',
      key: 'no_permission',
    });
  });

  it.each([false, true])('tells a wrong token, whether JSON or HTML answers (%s)', async (refusesWithHtml) => {
    const { check } = await open({ refusesWithHtml }, { api_token: 'wrong' });
    const ticks: Tick[] = [];
    expect(await failureOf(check(ticks))).toMatchObject({ kind: 'auth', key: 'token_refused' });
    // Whoever refuses was reached.
    expect(ticks.slice(1)).toMatchObject([
      { id: 'reachable', state: 'done' },
      { id: 'signed_in', state: 'failed' },
    ]);
  });

  it.each(['html_page', 'redirect'])('tells a wrong account: %s', async (name) => {
    const { check, simulator } = await open();
    simulator.script([{ match: /account/, times: 1, kind: { type: 'named', name } }]);
    const ticks: Tick[] = [];
    expect(await failureOf(check(ticks))).toMatchObject({
      key: 'unknown_account',
      fieldErrors: { subdomain: 'unknown_account.what' },
    });
    expect(ticks.at(-1)).toMatchObject({ id: 'reachable', state: 'failed' });
  });

  it('does not take a refusal for an answer because its status is 200', async () => {
    const { check, simulator } = await open();
    simulator.script([{ match: /invoices/, times: 1, kind: { type: 'named', name: 'ok_but_refused' } }]);
    expect(await failureOf(check())).toMatchObject({ kind: 'rejected', key: 'request_refused' });
  });

  it.each([
    ['firma', 'firma'],
    [' Firma.fakturownia.pl ', 'firma'],
    ['https://moja-firma.fakturownia.pl/invoices?x=1', 'moja-firma'],
    ['http://firma.fakturownia.pl', null],
    ['https://firma.example', null],
    ['https://firma.fakturownia.pl.example', null],
    ['app.fakturownia.pl', null],
    ['firma@zle', null],
  ])('reduces %s to %s', (text, subdomain) => {
    expect(subdomainOf(text)).toBe(subdomain);
    expect(recognise('subdomain', text).ok).toBe(subdomain !== null);
  });
});

describe('a sync', () => {
  it('brings every invoice once, whatever fits on a page; offers and slips stay out', async () => {
    const bench = await open({ months: 3, perMonth: 400 });
    const items = bench.itemsOf(await bench.pull());
    const wanted = bench.simulator.control.rows.filter((row) => row['kind'] !== 'proforma');
    expect(items.map(({ naturalKey }) => naturalKey.slice(5)).toSorted()).toEqual(wanted.map(literal).toSorted());
  });

  it('asks once for each side when nothing is new', async () => {
    const bench = await open();
    await bench.pull();
    const before = bench.asked();
    expect(bench.itemsOf(await bench.pull()).length).toBeLessThanOrEqual(2);
    expect(bench.asked() - before).toBe(2);
  });

  it('brings what was changed or added, also when it is dated back', async () => {
    const bench = await open();
    await bench.pull();
    bench.clock.jump(60_000);
    const { control } = bench.simulator;
    const added = control.add({ issuedAtMs: Date.parse('2026-08-30T22:30:00Z'), isCost: true });
    const edited = literal(control.rows.find((row) => row['income'] === false) ?? {});
    control.edit(edited, { status: 'paid', paid_date: '2026-10-05' });
    const keys = bench.itemsOf(await bench.pull()).map(({ naturalKey }) => naturalKey);
    expect(keys).toEqual(expect.arrayContaining([`cost-${added}`, `cost-${edited}`]));
    expect(keys.length).toBeLessThanOrEqual(4);
  });

  it('loses nothing of more than a page of changes while rows come and go', async () => {
    const bench = await open({ months: 3, perMonth: 120 });
    await bench.pull();
    const { control } = bench.simulator;
    for (const row of control.rows) {
      bench.clock.jump(1000);
      control.edit(literal(row), { description: 'x' });
    }
    const start = bench.asked();
    const gone = literal(control.rows.filter((row) => row['income'] === false).at(-3) ?? {});
    control.before((number) => {
      if (number === start + 2) control.remove(gone);
    });
    const keys = new Set(bench.itemsOf(await bench.pull()).map(({ naturalKey }) => naturalKey.slice(5)));
    const staying = control.rows.filter((row) => row['kind'] !== 'proforma').map(literal);
    expect(staying.filter((id) => !keys.has(id))).toEqual([]);
  });

  it('finds once a day what was deleted, and believes only the service itself', async () => {
    const bench = await open();
    await bench.pull();
    const { control } = bench.simulator;
    const rows = control.rows.filter((row) => row['income'] === false && row['kind'] !== 'proforma');
    const [gone, moved] = [literal(rows.at(-1) ?? {}), literal(rows.at(-2) ?? {})];
    control.remove(gone);
    control.edit(moved, { issue_date: '2026-01-02' });
    bench.clock.jump(DAY_MS);
    const items = bench.itemsOf(await bench.pull());
    expect(items.filter(({ isDeleted }) => isDeleted === true).map(({ naturalKey }) => naturalKey)).toEqual([
      `cost-${gone}`,
    ]);
    const before = bench.asked();
    await bench.pull();
    expect(bench.asked() - before).toBe(2);
  });

  it('reads a range alone, with both its ends, and moves no mark of the ordinary sync', async () => {
    const bench = await open();
    const items = bench.itemsOf(await bench.pull({ range: { from: '2026-08-01', to: '2026-08-31' } }));
    const dates = items.map(({ facts }) => facts?.issueDate ?? '').toSorted();
    expect([dates[0]?.slice(0, 7), dates.at(-1)?.slice(0, 7)]).toEqual(['2026-08', '2026-08']);
    const inAugust = bench.simulator.control.rows.filter(
      (row) => JSON.stringify(row['issue_date']).startsWith('"2026-08') && row['kind'] !== 'proforma',
    );
    expect(items).toHaveLength(inAugust.length);
    expect([...bench.checkpoints.keys()]).toEqual(['cost.range', 'sale.range']);
  });

  it('does not start over when a newer version has left its mark', async () => {
    const bench = await open();
    bench.checkpoints.set('cost', '{"v":2}');
    expect(await failureOf(bench.pull())).toMatchObject({ key: 'checkpoint_unreadable' });
  });
});

describe('an invoice', () => {
  it('keeps its bytes, and is read to the grosz whichever way its amounts are written', async () => {
    const bench = await open();
    const items = bench.itemsOf(await bench.pull());
    for (const item of items) {
      const bytes = Buffer.from(textOf(item), 'utf8');
      expect([fakturowniaFormat.detect(bytes), coreFormat(bytes)]).toEqual([true, null]);
      const invoice = fakturowniaFormat.parse(bytes);
      expect(invoice.findings).toEqual([]);
      expect(invoice.gross).toBe(item.facts?.gross?.replace(/(\.\d)$/, '$10'));
      const [net, vat] = [invoice.net, invoice.vat];
      expect(invoice.rates).toMatchObject([{ net, vat }]);
    }
  });

  it('takes tax ids apart from their hyphens, a month for no date, HTML for a name, a test number for none', async () => {
    const bench = await open({ oddNames: true });
    const items = bench.itemsOf(await bench.pull());
    const parsed = items.map((item) => {
      const bytes = Buffer.from(textOf(item), 'utf8');
      return {
        row: JSON.parse(textOf(item)) as Record<string, unknown>,
        item,
        invoice: fakturowniaFormat.parse(bytes),
      };
    });
    const taxIds = new Set(parsed.flatMap(({ invoice }) => [invoice.seller.taxId, invoice.buyer.taxId]));
    expect(taxIds).toContain('5252445767');
    expect(taxIds).toContain('5840351916');
    expect(taxIds).toContain('DE136695976');
    expect(parsed.some(({ invoice }) => invoice.seller.name === 'Drukarnia <b>Kropka</b> & Syn')).toBe(true);
    const months = parsed.filter(({ row }) => /^\d{4}-\d\d$/.test(String(row['sell_date'])));
    expect(months.length).toBeGreaterThan(0);
    expect(months.filter(({ invoice }) => invoice.saleDate !== undefined)).toEqual([]);
    const tests = parsed.filter(({ row }) => row['gov_status'] === 'demo_ok');
    expect(tests.length).toBeGreaterThan(0);
    for (const { row, item } of tests) expect(item.facts?.remoteNumber).not.toBe(row['gov_id']);
    const real = parsed.find(({ row }) => row['gov_status'] === 'ok');
    expect(real?.item.facts?.remoteNumber).toBe(real?.row['gov_id']);
    const kinds = new Set(parsed.map(({ invoice }) => invoice.kind));
    expect(kinds).toEqual(new Set(['invoice', 'correction']));
  });
});

describe('the simulator', () => {
  const ask = async (path: string, method = 'GET') => {
    const simulator = createFakturowniaSimulator({
      now: () => Date.parse('2026-10-06T08:00:00Z'),
      baseUrl: '',
      seed: 1,
    });
    const response = await simulator.handle(new Request(`https://firma.example${path}`, { method }));
    return { simulator, status: response.status, body: await response.text() };
  };
  const KEY = 'api_token=Zk7demo0token1Fa';

  it.each([
    ['GET', `/invoices/401000.json?${KEY}&send_to_ksef=yes`],
    ['POST', `/invoices.json?${KEY}`],
    ['DELETE', `/invoices/401000.json?${KEY}`],
    ['GET', `/invoices.json?${KEY}&print_option=original`],
  ])('remembers that it was asked to change something: %s %s', async (method, path) => {
    expect((await ask(path, method)).simulator.violations).not.toEqual([]);
  });

  it.each([
    ['dates without their period', `/invoices.json?${KEY}&date_from=2026-01-01&date_to=2026-01-31`],
    ['an order that is none', `/invoices.json?${KEY}&order=updated_at.down`],
    ['income=yes', `/invoices.json?${KEY}&income=yes`],
    ['a parameter nobody documented', `/invoices.json?${KEY}&limit=5`],
  ])('refuses %s', async (_, path) => {
    expect((await ask(path)).status).toBe(422);
  });

  it('gives no more than 100 rows, and no row without the token', async () => {
    const { body } = await ask(`/invoices.json?${KEY}&per_page=500&period=all`);
    expect((JSON.parse(body) as unknown[]).length).toBeLessThanOrEqual(100);
    expect((await ask('/invoices.json')).status).toBe(401);
  });
});

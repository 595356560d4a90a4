// The client against the strict simulator: what the dossier says is odd about iFirma, row by row.
import { afterEach, describe, expect, it } from 'vitest';
import { accountingBench, NOW, textOf } from '../../../../tests/support/accountingBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { CODES } from './errors';
import manifest from './index';
import { recognise } from './keys';
import {
  createIfirmaSimulator,
  ksefNumber,
  makeDocument,
  textOf as textIn,
  type Document,
  type IfirmaOptions,
  type IfirmaSimulator,
} from './simulator/index';

const opened: { readonly simulator: IfirmaSimulator; readonly url: string }[] = [];
afterEach(() => {
  for (const { simulator, url } of opened.splice(0)) {
    expect(simulator.violations).toEqual([]);
    // What is signed goes to the connection's own host only.
    expect(simulator.seen.filter((it) => new URL(it.url).origin !== url)).toEqual([]);
  }
});

async function open(knobs: Partial<IfirmaOptions> = {}, values: Record<string, string> = {}) {
  const make = (options: IfirmaOptions) => createIfirmaSimulator({ ...options, mostPerMinute: 1e9, ...knobs });
  const bench = await accountingBench(manifest, make, { since: '2026-01-01', bill_key: 'D3A0BA110D3A0BA1', ...values });
  opened.push(bench);
  return bench;
}

const DAY_MS = 86_400_000;
const isInvoice = ({ type }: Document): boolean => type !== 'fakturaproformakraj';
const keyOf = ({ row, type, id }: Document): string =>
  `sale-${textIn(row, 'Rodzaj') === 'prz_faktura_szczeg_obow' ? 'inne' : type}-${id}`;
const details = (bench: { simulator: IfirmaSimulator }) =>
  bench.simulator.seen.filter(({ url }) => /\/\d+\.json/.test(url)).length;

describe('the check', () => {
  it('says which keys are there, how many calls are left, and that there are no costs to be had', async () => {
    const { result, ticks, notes } = await (await open()).check();
    expect(ticks.filter(({ state }) => state !== 'running').map(({ id }) => id)).toEqual(manifest.verifySteps);
    expect(notes).toEqual([
      'verify.keys.all',
      'verify.reachable.allowance',
      'verify.sales.readable',
      'verify.costs.not_given',
      'verify.company_found.as_typed',
    ]);
    expect(result.company).toEqual({ name: 'Zielona Kuźnia sp. z o.o.' });
  });

  it('names what the short example of the guide leaves out: the key for what was asked', async () => {
    const bench = await open({}, { invoice_key: '', expense_key: '' });
    const missing = { kind: 'auth', key: 'key_missing', params: { name: 'faktura' } };
    expect(await failureOf(bench.check())).toMatchObject({
      ...missing,
      fieldErrors: { invoice_key: 'connect.field.required' },
    });
    expect(await failureOf(bench.pull())).toMatchObject(missing);
    expect(bench.asked()).toBe(0);
  });

  it('warns of keys that are missing or odd, and reads with the one that is needed', async () => {
    const { notes } = await (await open({}, { api_key: '', expense_key: '' })).check();
    expect(notes.slice(0, 2)).toEqual(['verify.keys.missing', 'verify.reachable.not_asked']);
    expect((await (await open({}, { expense_key: 'xyz' })).check()).notes[0]).toBe('verify.keys.odd');
    const odd = await open({}, { invoice_key: 'ABC' });
    expect(await failureOf(odd.check())).toMatchObject({ key: 'key_odd', params: { name: 'faktura' } });
    expect(odd.asked()).toBe(0);
  });

  it.each([
    ['EAB0 D8AC', 'EAB0D8AC', undefined],
    ['eab0d8a', 'eab0d8a', 'paste.key_odd'],
    ['klucz', 'klucz', 'paste.key_odd'],
  ])('looks at a key when it is pasted: %s', (text, value, hint) => {
    expect(recognise('invoice_key', text)).toEqual({
      value,
      fills: {},
      ok: hint === undefined,
      ...(hint === undefined ? {} : { hint }),
    });
  });

  it.each([...CODES])('explains Kod %s, though the status is 200', async (code, [kind, key]) => {
    const { check, simulator } = await open();
    simulator.script([{ match: /limit|faktury/, times: 9, kind: { type: 'named', name: code } }]);
    expect(await failureOf(check())).toMatchObject({ kind, key });
    expect(simulator.seen).toHaveLength(1);
  });

  it('tells an unknown login, a key of another account, and one that was never made', async () => {
    expect(await failureOf((await open({}, { username: 'x@y.example' })).check())).toMatchObject({
      key: 'login_unknown',
      fieldErrors: { username: 'login_unknown.what' },
    });
    expect(await failureOf((await open({}, { invoice_key: '00FF' })).check())).toMatchObject({
      key: 'key_refused',
      params: { name: 'faktura' },
    });
    const accounts = { 'demo@zielona-kuznia.example': { abonent: 'D3A0AB0A0D3A0AB0' } };
    expect(await failureOf((await open({ accounts })).check())).toMatchObject({
      key: 'key_never_made',
      params: { name: 'faktura' },
    });
  });
});

describe('a sync', () => {
  it('brings every document once, with what only the document tells; offers stay out', async () => {
    const bench = await open({ months: 3, perMonth: 70 });
    const items = bench.itemsOf(await bench.pull());
    expect(items.map(({ naturalKey }) => naturalKey).toSorted()).toEqual(
      bench.simulator.documents.filter(isInvoice).map(keyOf).toSorted(),
    );
    const whole = items.filter((item) => textOf(item).startsWith('{"faktura":'));
    expect(whole).toHaveLength(items.filter(({ naturalKey }) => !naturalKey.includes('inne')).length);
  });

  it('asks once when nothing is new, and for no document again', async () => {
    const bench = await open();
    await bench.pull();
    const before = bench.asked();
    expect(bench.itemsOf(await bench.pull())).toEqual([]);
    expect(bench.asked() - before).toBe(1);
  });

  it('brings a payment and a new document, and asks for nothing else', async () => {
    const bench = await open();
    await bench.pull();
    const { documents } = bench.simulator;
    documents.push(makeDocument(900_001, 1, NOW));
    const paid = documents.findLast((one) => one.type === 'fakturakraj' && one.id !== '900001');
    Object.assign(paid?.row ?? {}, { Zaplacono: { literal: '0.01' } });
    const before = details(bench);
    const keys = bench.itemsOf(await bench.pull()).map(({ naturalKey }) => naturalKey);
    expect(keys.toSorted()).toEqual(['sale-fakturakraj-900001', `sale-fakturakraj-${paid?.id ?? ''}`].toSorted());
    expect(details(bench) - before).toBe(2);
  });

  it('goes on after an interruption without asking again for what it has', async () => {
    const bench = await open({ months: 2, perMonth: 50 });
    bench.simulator.script([{ match: /fakturakraj\/152060/, times: 99, kind: { type: 'named', name: '100' } }]);
    expect(await failureOf(bench.pull())).toMatchObject({ key: 'technical' });
    const stored = bench.stored.size;
    expect(stored).toBeGreaterThan(0);
    bench.simulator.script([]);
    const before = details(bench);
    await bench.pull();
    expect(bench.stored.size).toBe(bench.simulator.documents.filter(isInvoice).length);
    expect(details(bench) - before).toBeLessThanOrEqual(bench.stored.size - stored);
  });

  it('finds a KSeF number that came later, once a day', async () => {
    const bench = await open();
    const young = makeDocument(900_003, 1, NOW - DAY_MS);
    bench.simulator.documents.push(young);
    await bench.pull();
    Object.assign(young.document, { NumerKSeF: ksefNumber('2026-10-05', 77) });
    expect(bench.itemsOf(await bench.pull())).toEqual([]);
    bench.clock.jump(DAY_MS);
    const items = bench.itemsOf(await bench.pull());
    const found = items.find(({ naturalKey }) => naturalKey.endsWith(young.id));
    expect(found?.facts?.remoteNumber).toBe(ksefNumber('2026-10-05', 77));
  });

  it('finds once a day what was deleted, and believes no refusal of the key or the service', async () => {
    const bench = await open();
    await bench.pull();
    const { documents } = bench.simulator;
    const gone = documents.findLast(({ type }) => type === 'fakturakraj');
    if (gone) documents.splice(documents.indexOf(gone), 1);
    bench.clock.jump(DAY_MS);
    const match = new RegExp(`fakturakraj/${gone?.id ?? ''}`);
    for (const [name, key] of [
      ['100', 'technical'],
      ['403', 'key_refused'],
    ] as const) {
      bench.simulator.script([{ match, times: 1, kind: { type: 'named', name } }]);
      expect(await failureOf(bench.pull())).toMatchObject({ key });
    }
    const deleted = bench.itemsOf(await bench.pull()).filter(({ isDeleted }) => isDeleted === true);
    expect(deleted.map(({ naturalKey }) => naturalKey)).toEqual([`sale-fakturakraj-${gone?.id ?? ''}`]);
    if (gone) documents.push(gone);
    const back = bench.itemsOf(await bench.pull()).map(({ naturalKey }) => naturalKey);
    expect(back).toEqual([`sale-fakturakraj-${gone?.id ?? ''}`]);
  });

  it('reads a range alone, with both its ends, also half an hour before midnight in UTC', async () => {
    const bench = await open();
    bench.simulator.documents.push(makeDocument(900_002, 1, Date.parse('2026-08-31T23:30:00Z')));
    const august = bench.itemsOf(await bench.pull({ range: { from: '2026-08-01', to: '2026-08-31' } }));
    expect(august.length).toBeGreaterThan(5);
    expect(august.filter(({ facts }) => !(facts?.issueDate ?? '').startsWith('2026-08'))).toEqual([]);
    const september = bench.itemsOf(await bench.pull({ range: { from: '2026-09-01', to: '2026-09-01' } }));
    expect(september.map(({ naturalKey }) => naturalKey)).toContain('sale-fakturakraj-900002');
    expect([...bench.checkpoints.keys()]).toEqual(['sale.range']);
  });

  it('takes no answer without a list for an empty one', async () => {
    for (const body of ['{"response":{"Kod":0}}', '{"response":{"Kod":0,"Wynik":{}}}', '{}']) {
      const bench = await open();
      bench.simulator.script([{ match: /faktury/, times: 9, kind: { type: 'status', status: 200, body } }]);
      expect(await failureOf(bench.pull())).toMatchObject({ kind: 'unavailable', key: 'unexpected_answer' });
    }
  });

  it('reads 30,000 documents, each once', { timeout: 120_000 }, async () => {
    const bench = await open({ months: 8, perMonth: 3750 });
    for (const document of bench.simulator.documents)
      Object.assign(document.row, { Rodzaj: 'prz_faktura_szczeg_obow' });
    const items = bench.itemsOf(await bench.pull());
    expect(new Set(items.map(({ naturalKey }) => naturalKey)).size).toBe(30_000);
    expect(items).toHaveLength(30_000);
  });

  it('keeps what the list tells of bills when their key is missing', async () => {
    const bench = await open({}, { bill_key: '' });
    const items = bench.itemsOf(await bench.pull());
    const bills = items.filter(({ naturalKey }) => naturalKey.includes('rachunekkraj'));
    expect(bills.length).toBeGreaterThan(0);
    expect(bills.filter((item) => !textOf(item).startsWith('{"wiersz":'))).toEqual([]);
  });
});

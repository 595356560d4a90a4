// The page of a sale at iFirma: signed over its own address, asked for as a PDF, by the key of its kind.
import { afterEach, expect, it } from 'vitest';
import { accountingBench } from '../../../../tests/support/accountingBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import manifest from './index';
import { createIfirmaSimulator, type IfirmaOptions, type IfirmaSimulator } from './simulator/index';

const opened: IfirmaSimulator[] = [];
afterEach(() => {
  for (const { violations } of opened.splice(0)) expect(violations).toEqual([]);
});

async function open(values: Record<string, string> = {}) {
  const make = (options: IfirmaOptions) => createIfirmaSimulator(options);
  const bench = await accountingBench(manifest, make, { since: '2026-01-01', ...values });
  opened.push(bench.simulator);
  return bench;
}
const record = (id: string) => ({ naturalKey: `sale-${id}`, content: { base64: '' } });

it('brings the page of every kind that it knows, and asks for no duplicate', async () => {
  const bench = await open({ bill_key: 'D3A0BA110D3A0BA1' });
  for (const type of ['fakturakraj', 'fakturawysylka', 'rachunekkraj']) {
    const document = bench.simulator.documents.find((one) => one.type === type);
    const got = await bench.file(record(`${type}-${document?.id ?? ''}`), 'sale');
    expect(got).toMatchObject({ start: '%PDF-', isPackage: false });
  }
  const paths = bench.simulator.seen.map(({ url }) => new URL(url));
  expect(paths.filter(({ pathname, search }) => !pathname.endsWith('.pdf.single') || search !== '')).toEqual([]);
});

it('has none of a kind that it cannot ask for', async () => {
  const bench = await open();
  expect(await bench.file(record('inne-152003'), 'sale')).toBeNull();
  expect(bench.asked()).toBe(0);
});

it('names the key that a bill needs, and tells a document that is gone from a refused key', async () => {
  const bench = await open();
  expect(await failureOf(bench.file(record('rachunekkraj-152016'), 'sale'))).toMatchObject({
    key: 'key_missing',
    params: { name: 'rachunek' },
  });
  expect(await failureOf(bench.file(record('fakturakraj-1'), 'sale'))).toMatchObject({
    key: 'archive.source_file_none',
  });
  bench.simulator.script([{ match: /pdf/, times: 1, kind: { type: 'named', name: '403' } }]);
  expect(await failureOf(bench.file(record('fakturakraj-152000'), 'sale'))).toMatchObject({ key: 'key_refused' });
});

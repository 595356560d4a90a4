// Rows of the list whose document does not come: one of them must not keep the others from coming, nor itself for ever.
import { expect, it } from 'vitest';
import { accountingBench, textOf } from '../../../../tests/support/accountingBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import manifest from './index';
import { createIfirmaSimulator, type Document, type IfirmaOptions } from './simulator/index';

const DAY_MS = 86_400_000;
const make = (options: IfirmaOptions) => createIfirmaSimulator({ ...options, mostPerMinute: 1e9, perMonth: 40 });
const open = (values: Record<string, string> = {}) =>
  accountingBench(manifest, make, { since: '2026-01-01', bill_key: 'D3A0BA110D3A0BA1', ...values });
type Bench = Awaited<ReturnType<typeof open>>;

const stored = (bench: Bench, id: string): string => {
  const item = [...bench.stored.values()].find(({ naturalKey }) => naturalKey.endsWith(`-${id}`));
  return item === undefined ? 'nothing' : textOf(item).slice(0, 10);
};
const newest = (bench: Bench, type: string): Document | undefined =>
  bench.simulator.documents.findLast((one) => one.type === type);

it.each([
  { type: 'named', name: '200' },
  { type: 'named', name: '201' },
  { type: 'named', name: '208' },
  { type: 'status', status: 404 },
] as const)('a document that iFirma does not give: %o', async (kind) => {
  const bench = await open();
  const refused = newest(bench, 'fakturakraj')?.id ?? '';
  bench.simulator.script([{ match: new RegExp(`fakturakraj/${refused}`), times: 99, kind }]);
  await bench.pull();
  expect(stored(bench, refused)).toBe('{"wiersz":');
  expect(bench.stored.size).toBe(bench.simulator.documents.filter(({ type }) => !type.includes('proforma')).length);
  bench.simulator.script([]);
  bench.clock.jump(DAY_MS);
  await bench.pull();
  expect(stored(bench, refused)).toBe('{"faktura"');
});

it.each(['403', '499', '500', '100'])('a refusal of the key or the service is none of a document: %s', async (name) => {
  const bench = await open();
  bench.simulator.script([{ match: /fakturakraj\//, times: 99, kind: { type: 'named', name } }]);
  expect(await failureOf(bench.pull())).toBeDefined();
});

it('a bill gets its document when the key for bills is given later', async () => {
  const bench = await open({ bill_key: '' });
  await bench.pull();
  const bill = newest(bench, 'rachunekkraj')?.id ?? '';
  expect(stored(bench, bill)).toBe('{"wiersz":');
  const later = await open();
  for (const [stream, value] of bench.checkpoints) later.checkpoints.set(stream, value);
  later.clock.jump(DAY_MS);
  await later.pull();
  expect(stored(later, bill)).toBe('{"faktura"');
});

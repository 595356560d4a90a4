// Files of Fakturownia: the page of a sale, what came with a cost, and nothing else; asked for without a parameter that could do something.
import { afterEach, describe, expect, it } from 'vitest';
import { accountingBench } from '../../../../tests/support/accountingBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import manifest from './index';
import { createFakturowniaSimulator, type FakturowniaOptions, type FakturowniaSimulator } from './simulator/index';

const opened: { readonly simulator: FakturowniaSimulator; readonly url: string }[] = [];
afterEach(() => {
  for (const { simulator, url } of opened.splice(0)) {
    expect(simulator.violations).toEqual([]);
    expect(simulator.seen.filter((it) => new URL(it.url).origin !== url)).toEqual([]);
  }
});

async function open(knobs: Partial<FakturowniaOptions> = {}) {
  const make = (options: FakturowniaOptions) => createFakturowniaSimulator({ ...options, months: 1, ...knobs });
  const bench = await accountingBench(manifest, make, { since: '2026-01-01' });
  opened.push(bench);
  return bench;
}
type Bench = Awaited<ReturnType<typeof open>>;

const empty = { base64: '' };
const rowOf = ({ simulator }: Bench, isCost: boolean, at = 0): string => {
  const row = simulator.control.rows.filter(({ income }) => income !== isCost)[at];
  return (row?.['id'] as { readonly literal: string } | undefined)?.literal ?? '';
};
const cost = (bench: Bench, at = 0) => ({ naturalKey: `cost-${rowOf(bench, true, at)}`, content: empty });
const sale = (bench: Bench) => ({ naturalKey: `sale-${rowOf(bench, false)}`, content: empty });

it('brings the page of a sale, told by its bytes alone', async () => {
  const bench = await open();
  const got = await bench.file(sale(bench), 'sale');
  expect(got).toMatchObject({ start: '%PDF-', isPackage: false });
  expect(got?.told.at(-1)).toBe(got?.bytes.length);
  expect(bench.simulator.seen.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
    `GET /invoices/${rowOf(bench, false)}.pdf`,
  ]);
});

it('brings what came with a cost as a package, never a page that Fakturownia would draw of it', async () => {
  const bench = await open({ attachments: () => ['faktura.pdf'] });
  expect(await bench.file(cost(bench), 'purchase')).toMatchObject({ start: 'PK\x03\x04\x14', isPackage: true });
  expect(bench.simulator.seen.filter(({ url }) => new URL(url).pathname.endsWith('.pdf'))).toEqual([]);
});

it('says that nothing was attached', async () => {
  const bench = await open({ attachments: () => [] });
  expect(await failureOf(bench.file(cost(bench), 'purchase'))).toMatchObject({ key: 'archive.source_file_none' });
});

describe('instead of a file', () => {
  it.each([
    ['a refusal that says all is well', 'ok_but_refused', 'unexpected_answer'],
    ['a page', 'html_page', 'html_instead'],
    ['a link into this network', 'redirect https://192.168.0.7/a', 'foreign_host'],
    ['a link to this computer', 'redirect http://localhost:1/a', 'foreign_host'],
    ['a link with a sign-in in it', 'redirect https://a:b@files.example/a', 'foreign_host'],
  ])('%s is explained', async (_, name, key) => {
    const bench = await open();
    bench.simulator.script([{ match: /attachments_zip/, times: 1, kind: { type: 'named', name } }]);
    expect(await failureOf(bench.file(cost(bench), 'purchase'))).toMatchObject({ key });
  });

  it('a link to another place is followed without the token', async () => {
    const bench = await open();
    const id = rowOf(bench, false);
    // Answered by the service's own origin: what matters is what goes with it.
    const name = `redirect ${bench.url}/invoices/${id}.pdf`;
    bench.simulator.script([{ match: /attachments_zip/, times: 1, kind: { type: 'named', name } }]);
    expect(await failureOf(bench.file(cost(bench), 'purchase'))).toMatchObject({ key: 'unexpected_answer' });
    expect(new URL(bench.simulator.seen.at(-1)?.url ?? '').search).toBe('');
  });

  it('more than any invoice weighs is refused before the disk is spent', async () => {
    const bench = await open();
    const big = new Uint8Array((30 << 20) + 1);
    bench.simulator.script([{ match: /pdf/, times: 9, kind: { type: 'status', status: 200, body: big as never } }]);
    expect(await failureOf(bench.file(sale(bench), 'sale'))).toMatchObject({ key: 'net.too_large' });
  });

  it('a file of another kind is not handed on', async () => {
    const bench = await open();
    bench.simulator.script([{ match: /pdf/, times: 1, kind: { type: 'status', status: 200, body: 'MZ\0\0' } }]);
    expect(await failureOf(bench.file(sale(bench), 'sale'))).toMatchObject({ key: 'archive.source_file_kind' });
  });
});

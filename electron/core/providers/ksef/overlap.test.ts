// The weekly comparison with the past: cheap, seldom, and it heals.
import { describe, expect, it } from 'vitest';
import type { PullPage } from '../sdk/pages';
import {
  bench,
  count,
  emptyArchive,
  EXPORTS,
  QUERIES,
  sync,
  type Archive,
  type Bench,
} from '../../../../tests/support/ksefBench';
import { readPosition } from './checkpoint';
import { named } from './simulator/index';
import { pullInvoices } from './pull';

const DAY = 24 * 3_600_000;

async function again(b: Bench, archive: Archive): Promise<readonly PullPage[]> {
  const pages: PullPage[] = [];
  const request = {
    checkpoints: new Map(archive.checkpoints),
    startedAtMs: b.clock.now(),
    missing: (keys: readonly string[]) => Promise.resolve(keys.filter((key) => !archive.invoices.has(key))),
  };
  for await (const page of pullInvoices(b.context(), request)) {
    pages.push(page);
    archive.checkpoints.set(page.checkpoint.stream, page.checkpoint.value);
  }
  return pages;
}
const itemsOf = (pages: readonly PullPage[]) =>
  pages.flatMap(({ content }) => (content.kind === 'items' ? content.items : []));

async function read() {
  const b = await bench({ rateLimits: 'off', count: 40 });
  const archive = emptyArchive();
  await sync(b, archive);
  await sync(b, archive);
  return { b, archive };
}

describe('the comparison', () => {
  it('comes once a week, for one more question per role', async () => {
    const { b, archive } = await read();
    b.clock.advance(2 * DAY);
    const before = count(b, QUERIES);
    await again(b, archive);
    const usual = count(b, QUERIES) - before;
    b.clock.advance(6 * DAY);
    const compared = count(b, QUERIES);
    await again(b, archive);
    expect(count(b, QUERIES) - compared).toBe(2 * usual);
    b.clock.advance(2 * DAY);
    const after = count(b, QUERIES);
    await again(b, archive);
    expect(count(b, QUERIES) - after).toBe(usual);
  });

  it('fetches what is missing one by one, checked against its hash, without moving the bookmark', async () => {
    const { b, archive } = await read();
    const newest = b.control.numbers('Subject2').at(-1) ?? '';
    archive.invoices.delete(newest);
    const at = readPosition(archive.checkpoints.get('Subject2'))?.at;
    expect(at).toBeDefined();
    b.clock.advance(8 * DAY);
    const exports = count(b, EXPORTS);
    const items = itemsOf(await again(b, archive));
    expect(items.map(({ naturalKey }) => naturalKey)).toContain(newest);
    const [item] = items.filter(({ naturalKey }) => naturalKey === newest);
    if (!item || !('base64' in item.content)) throw new Error('no bytes');
    expect(Buffer.from(item.content.base64, 'base64').equals(b.control.document(newest))).toBe(true);
    expect(count(b, EXPORTS)).toBe(exports);
  });

  it('fetches once what stands on two pages', async () => {
    const { b, archive } = await read();
    // Later than what was read, so that the next sync finds them.
    b.clock.advance(3_600_000);
    const many = b.control.add(Array.from({ length: 270 }, () => ({ as: 'Subject2' as const })));
    b.clock.advance(3_600_000);
    await sync(b, archive);
    expect(many.filter((number) => !archive.invoices.has(number))).toEqual([]);
    const lost = many.slice(10, 40);
    for (const number of lost) archive.invoices.delete(number);
    b.simulator.script([named(QUERIES, 'duplicates_across_pages', 9)]);
    b.clock.advance(8 * DAY);
    const keys = itemsOf(await again(b, archive)).map(({ naturalKey }) => naturalKey);
    expect(keys.toSorted()).toEqual([...lost].toSorted());
  });

  it('reads the stretch again as packages when many are missing', async () => {
    const { b, archive } = await read();
    const many = b.control.add(Array.from({ length: 60 }, () => ({ as: 'Subject2' as const })));
    b.clock.advance(3_600_000);
    await sync(b, archive);
    for (const number of many) archive.invoices.delete(number);
    b.clock.advance(8 * DAY);
    await again(b, archive);
    expect(readPosition(archive.checkpoints.get('Subject2'))?.reached).toBe('open');
    await sync(b, archive);
    expect(many.filter((number) => !archive.invoices.has(number))).toEqual([]);
  });

  it('reads the stretch again as packages when KSeF lists what it does not hand out by itself', async () => {
    const { b, archive } = await read();
    const newest = b.control.numbers('Subject2').at(-1) ?? '';
    archive.invoices.delete(newest);
    const headers = { 'content-type': 'application/problem+json' };
    const body = JSON.stringify({ title: 'Bad Request', status: 400, errors: [{ code: 21164, description: 'Brak.' }] });
    const kind = { type: 'status', status: 400, headers, body } as const;
    b.simulator.script([{ match: /^GET .*\/invoices\/ksef\//, times: 1, kind }]);
    b.clock.advance(8 * DAY);
    await again(b, archive);
    expect(readPosition(archive.checkpoints.get('Subject2'))?.reached).toBe('open');
    await sync(b, archive);
    expect(archive.invoices.has(newest)).toBe(true);
  });

  it('comes where every sync finds something new, too, and lets it come', async () => {
    const { b, archive } = await read();
    const known = b.control.numbers('Subject2').at(-1) ?? '';
    const perSync: number[] = [];
    for (let day = 0; day < 9; day += 1) {
      b.clock.advance(DAY);
      const [fresh = ''] = b.control.add([{ as: 'Subject2' as const }]);
      b.clock.advance(3_600_000);
      archive.invoices.delete(known);
      const pages = await again(b, archive);
      const compared = itemsOf(pages).filter(({ naturalKey }) => naturalKey === known);
      perSync.push(compared.length);
      const packages = pages.filter(({ content }) => content.kind === 'package');
      expect(
        packages.map(({ checkpoint }) => checkpoint.stream),
        fresh,
      ).toEqual(['Subject2']);
    }
    expect(perSync.reduce((sum, one) => sum + one, 0)).toBe(1);
  });
});

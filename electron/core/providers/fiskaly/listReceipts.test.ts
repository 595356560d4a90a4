// Receipts of a TSE, looked through by somebody who looks for one, over a loopback socket.
import { describe, expect, it } from 'vitest';
import { fiskaly } from '../../../../tests/support/fiskalyBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { listReceipts } from './listReceipts';
import { DEMO_TSS, named } from './simulator/index';

const order = { moduleId: DEMO_TSS.id, offset: 0, limit: 20 };
const DAY_MS = 86_400_000;

describe('the receipts of a TSE', () => {
  it('come newest first, page by page, each once, with their codes', async () => {
    const f = await fiskaly();
    const first = await listReceipts(f.context(), order);
    expect(first.total).toBe(f.control.transactionCount(DEMO_TSS.id));
    const numbers: number[] = [];
    for (let offset = 0; offset < first.total; offset += order.limit)
      numbers.push(...(await listReceipts(f.context(), { ...order, offset })).receipts.map(({ number }) => number));
    expect(numbers).toEqual(Array.from({ length: first.total }, (_, index) => first.total - index));
    const [newest] = first.receipts;
    expect(newest).toMatchObject({ state: 'finished', till: 'KASSE-01' });
    expect(newest?.code).toMatch(new RegExp(`^V0;KASSE-01;.*;${String(newest?.number)};`));
  });

  it('are found by number, and none where there is none', async () => {
    const f = await fiskaly();
    const found = await listReceipts(f.context(), { ...order, number: 7 });
    expect(found).toMatchObject({ total: 1, receipts: [{ number: 7 }] });
    expect(await listReceipts(f.context(), { ...order, number: 999_999 })).toEqual({
      total: 0,
      offset: 0,
      receipts: [],
    });
  });

  it('are found from a day on back, by the clock of Berlin, with few questions', async () => {
    const f = await fiskaly();
    const all: { number: number; startedMs: number }[] = [];
    const { total } = await listReceipts(f.context(), order);
    for (let offset = 0; offset < total; offset += 100)
      all.push(...(await listReceipts(f.context(), { ...order, offset, limit: 100 })).receipts);
    for (const middle of [0, Math.floor(total / 2), total - 1]) {
      const day = new Date((all[middle]?.startedMs ?? 0) + 2 * 3_600_000).toISOString().slice(0, 10);
      // Both months of the demo that are looked at here lie in summer time.
      const end = Date.parse(`${day}T00:00:00.000+02:00`) + DAY_MS;
      const expected = all.filter(({ startedMs }) => startedMs < end);
      const before = f.calls(/^GET .*\/tx /).length;
      const found = await listReceipts(f.context(), { ...order, day });
      expect(found.receipts[0]?.number).toBe(expected[0]?.number);
      expect(found.offset).toBe(total - expected.length);
      expect(f.calls(/^GET .*\/tx /).length - before).toBeLessThan(12);
    }
    expect((await listReceipts(f.context(), { ...order, day: '2020-01-01' })).receipts).toEqual([]);
  });

  it('of a service that is away say so', async () => {
    const f = await fiskaly();
    f.simulator.script([named(/GET .*\/tx$/, 'locked_503', 9)]);
    expect(await failureOf(listReceipts(f.context(), order))).toMatchObject({ kind: 'unavailable' });
  });
});

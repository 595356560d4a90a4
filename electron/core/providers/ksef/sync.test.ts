// Whole syncs over a loopback socket, with what goes wrong on the way; every invoice compared byte for byte.
import { describe, expect, it } from 'vitest';
import {
  EXPORTS,
  QUERIES,
  bench,
  count,
  emptyArchive,
  expectComplete,
  specOf,
  sync,
} from '../../../../tests/support/ksefBench';
import { pullInvoices } from './pull';
import { named } from './simulator/index';

async function drained(pages: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const page of pages) count += page === undefined ? 0 : 1;
  return count;
}

describe('a sync', () => {
  it('reads every invoice of every role, byte for byte, and then nothing', async () => {
    const b = await bench();
    const archive = emptyArchive();
    await sync(b, archive);
    expect(archive.invoices.size).toBeGreaterThan(10);
    expectComplete(b, archive);
    const [exports, queries] = [count(b, EXPORTS), count(b, QUERIES)];
    b.clock.advance(60_000);
    await sync(b, archive);
    expect([count(b, EXPORTS) - exports, count(b, QUERIES) - queries]).toEqual([0, 2]);
  });

  it('reads several parts and truncated packages', async () => {
    const b = await bench({ partSize: 4096, maxPackageInvoices: 40 });
    const archive = emptyArchive();
    const pages = await sync(b, archive);
    expect(pages.some((page) => page.content.kind === 'package' && page.content.parts.length > 1)).toBe(true);
    expectComplete(b, archive);
  });

  it('finds what arrived since, and what arrived late below now', async () => {
    const b = await bench();
    const archive = emptyArchive();
    b.simulator.script([named(EXPORTS, 'late_invoices', 2)]);
    await sync(b, archive);
    b.clock.advance(3_600_000);
    await sync(b, archive);
    expectComplete(b, archive);
  });

  it.each([
    'link_expired',
    'export_expired',
    'damaged_part',
    'short_part',
    'export_cancelled',
    'export_key_rejected',
    'key_rotation',
  ] as const)('gets over %s by itself', async (fault) => {
    const b = await bench();
    const where = {
      damaged_part: /storage/,
      short_part: /storage/,
      link_expired: /GET .*exports\//,
      export_expired: /GET .*exports\//,
    };
    b.simulator.script([named(fault in where ? where[fault as keyof typeof where] : EXPORTS, fault)]);
    const archive = emptyArchive();
    await sync(b, archive);
    expectComplete(b, archive);
  });

  it('takes the same export up again after it was cut off while waiting', async () => {
    const b = await bench({ exportPolls: 3 });
    const abort = new AbortController();
    const archive = emptyArchive();
    const request = { checkpoints: new Map<string, string>(), startedAtMs: b.clock.now() };
    const context = b.context(undefined, abort.signal);
    const cut = {
      ...context,
      clock: {
        ...context.clock,
        sleep: (ms: number) =>
          ms === 1000 && count(b, EXPORTS) === 1 ? Promise.reject(new Error('killed')) : context.clock.sleep(ms),
      },
    };
    await expect(drained(pullInvoices(cut, request))).rejects.toThrow('killed');
    expect(count(b, EXPORTS)).toBe(1);
    await sync(b, archive);
    const references = b.simulator.seen.filter(({ url }) => /exports\/\d/.test(url)).map(({ url }) => url);
    expect(new Set(references).size).toBe(count(b, EXPORTS));
    expectComplete(b, archive);
  });

  it('waits when the hour is used up, and goes on where it stopped', async () => {
    const b = await bench(
      { rateLimits: { invoiceExport: { perSecond: 8, perMinute: 16, perHour: 2 } }, months: 8 },
      { since: '2026-03-01' },
    );
    const archive = emptyArchive();
    const limited = await specOf(sync(b, archive));
    expect(limited).toMatchObject({ kind: 'rate_limited' });
    expect(archive.checkpoints.size).toBeGreaterThan(0);
    let rounds = 0;
    for (let outcome: unknown = limited; outcome !== 'nothing failed' && rounds < 20; rounds += 1) {
      b.clock.advance(3_601_000);
      outcome = await specOf(sync(b, archive));
    }
    expect(rounds).toBeLessThan(20);
    expectComplete(b, archive);
  });

  it('refreshes access by itself when it was taken away', async () => {
    const b = await bench();
    const archive = emptyArchive();
    await sync(b, archive);
    b.control.revokeSessions();
    b.clock.advance(3_600_000);
    await sync(b, archive);
    expect(count(b, /auth\/ksef-token$/)).toBe(2);
  });
});

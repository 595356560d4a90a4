// Whatever the size of a list, and whatever is put in or taken out while it is read: nothing that stays is lost.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPages, readWindows, type Listed } from './shiftingPages';

const row = (id: number, date: string | null = null): Listed => ({ id: String(id), date, stamp: 'a' });

describe('numbered pages', () => {
  it('bring every row once, for every page size and every total', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 40 }), async (pageSize, total) => {
        const rows = Array.from({ length: total }, (_, at) => row(at));
        const fetch = (page: number) => Promise.resolve(rows.slice((page - 1) * pageSize, page * pageSize));
        const read = [];
        for await (const page of readPages({ fetch, pageSize })) read.push(...page);
        expect(read).toEqual(rows);
      }),
    );
  });

  it.each(['in', 'out'] as const)('lose nothing when a row is put %s between any two of them', async (change) => {
    for (let at = 1; at <= 5; at += 1) {
      const rows = Array.from({ length: 20 }, (_, number) => row(number));
      const staying = change === 'out' ? rows.slice(1) : [...rows];
      let asked = 0;
      const fetch = (page: number) => {
        if (asked === at) {
          if (change === 'out') rows.shift();
          else rows.unshift(row(100));
        }
        asked += 1;
        return Promise.resolve(rows.slice((page - 1) * 4, page * 4));
      };
      const ids = new Set<string>();
      for await (const page of readPages({ fetch, pageSize: 4 })) for (const { id } of page) ids.add(id);
      expect(
        staying.filter(({ id }) => !ids.has(id)),
        `after request ${String(at)}`,
      ).toEqual([]);
    }
  });
});

describe('windows of dates', () => {
  const dates = ['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01', '2026-06-15'];

  it.each(['with its end', 'without its end'] as const)('bring every row once, a range %s', async (kind) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...dates), { maxLength: 40 }), async (all) => {
        const rows = all.toSorted().map((date, at) => row(at, date));
        const fetch = (from: string, to: string, page: number) => {
          const inside = rows.filter(({ date }) => {
            const day = date ?? '';
            return day >= from && (kind === 'with its end' ? day <= to : day < to);
          });
          return Promise.resolve(inside.slice((page - 1) * 5, page * 5));
        };
        const read: Listed[] = [];
        for await (const window of readWindows({ from: '2026-01-01', to: '2026-12-31', pageSize: 5, fetch }))
          read.push(...window.rows);
        expect(read.map(({ id }) => Number(id)).toSorted((a, b) => a - b)).toEqual(rows.map((_, at) => at));
      }),
    );
  });
});

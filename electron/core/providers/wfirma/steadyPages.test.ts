// Whatever number of rows comes at once, a page holds the same ones.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { steadyPages } from './steadyPages';

it('gives every row once, for any total, page size and limit of the service', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(90),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 30 }),
      async (total, size, most) => {
        const rows = Array.from({ length: total }, (_, at) => at);
        const steady = steadyPages();
        const ask = (page: number, asked: number) => {
          const limit = Math.min(asked, most);
          return Promise.resolve({ rows: rows.slice((page - 1) * limit, page * limit), limit });
        };
        const found: number[] = [];
        for (let page = 1; page <= Math.ceil(total / size) + 1; page += 1)
          found.push(...(await steady(ask, page, size)));
        expect(found).toEqual(rows);
      },
    ),
  );
});

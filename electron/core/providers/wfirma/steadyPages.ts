// Pages of a fixed size from a service that may give fewer rows at once than it was asked for, and says so in its answer only.

export interface GivenPage<T> {
  readonly rows: readonly T[];
  /** The number of rows for each page by which the service counted; undefined when it does not say. */
  readonly limit: number | undefined;
}

export type AskPage<T> = (page: number, limit: number) => Promise<GivenPage<T>>;

/** `page` counts from 1 in steps of `size`, however many answers it takes. What was learned of the limit is kept. */
export function steadyPages(): <T>(ask: AskPage<T>, page: number, size: number) => Promise<readonly T[]> {
  let most = Number.POSITIVE_INFINITY;
  return async (ask, page, size) => {
    for (;;) {
      const limit = Math.min(size, most);
      const start = (page - 1) * size;
      const first = Math.floor(start / limit) + 1;
      const skip = start - (first - 1) * limit;
      const taken = await take(ask, first, limit, skip + size);
      if (!('lowered' in taken)) return taken.rows.slice(skip, skip + size);
      most = taken.lowered;
    }
  };
}

async function take<T>(ask: AskPage<T>, first: number, limit: number, wanted: number) {
  const rows: T[] = [];
  for (let page = first; rows.length < wanted; page += 1) {
    const given = await ask(page, limit);
    if (given.limit !== undefined && given.limit > 0 && given.limit < limit) return { lowered: given.limit };
    rows.push(...given.rows);
    if (given.rows.length < limit) break;
  }
  return { rows };
}

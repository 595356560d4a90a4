// Numbered pages move while they are read. Two ways to lose nothing: windows that fit one page, and pages read there and back.
import { addDays, daysFromTo, earlierOf } from './calendar';

export interface Listed {
  readonly id: string;
  /** Calendar date by which windows are cut; null when the document has none. */
  readonly date: string | null;
  /** Changes with every edit. */
  readonly stamp: string;
  /** When it was last changed by the service's own clock, where the service tells; its zone does not matter. */
  readonly changedMs?: number;
}

export type FetchPage<T> = (page: number) => Promise<readonly T[]>;

export interface Pages<T> {
  readonly fetch: FetchPage<T>;
  readonly pageSize: number;
  /** True for the first row that is not wanted any more: the order of the list makes all that follow like it. */
  readonly isEnd?: (row: T) => boolean;
}

/**
 * Forward until the end, then, when there was more than one page, back again: what an insertion pushes down was seen before it, what a
 * deletion pulls up stands on the page before. Each content of a row comes once.
 */
export async function* readPages<T extends Listed>({ fetch, pageSize, isEnd }: Pages<T>): AsyncGenerator<T[]> {
  const seen = new Set<string>();
  const fresh = (rows: readonly T[]): T[] =>
    rows.filter((row) => {
      const key = `${row.id} ${row.stamp}`;
      if (seen.has(key) || isEnd?.(row) === true) return false;
      seen.add(key);
      return true;
    });
  let page = 1;
  for (; ; page += 1) {
    const rows = await fetch(page);
    yield fresh(rows);
    if (rows.length < pageSize || (isEnd !== undefined && rows.some(isEnd))) break;
  }
  for (page -= 1; page >= 1; page -= 1) {
    const rows = fresh(await fetch(page));
    if (rows.length > 0) yield rows;
  }
}

export interface Window<T> {
  readonly from: string;
  readonly to: string;
  readonly rows: readonly T[];
}

export interface Windows<T> {
  readonly from: string;
  readonly to: string;
  readonly pageSize: number;
  /** Length of the first window; a month when absent. */
  readonly days?: number;
  /** The service is known to count the last day of a window. */
  readonly isEndCounted?: boolean;
  /** One page of the documents of these dates. */
  readonly fetch: (from: string, to: string, page: number) => Promise<readonly T[]>;
}

const FIRST_DAYS = 31;
const MOST_DAYS = 730;

/**
 * Windows of dates, each small enough for one page, so that nothing can shift in it; a day that is not is read there and back. Where
 * it is not certain that the end is counted, a day more is asked for.
 */
export async function* readWindows<T extends Listed>({
  from,
  to,
  pageSize,
  days: firstDays = FIRST_DAYS,
  isEndCounted = false,
  fetch,
}: Windows<T>): AsyncGenerator<Window<T>> {
  let at = from;
  let days = firstDays;
  while (at <= to) {
    const end = earlierOf(addDays(at, days - 1), to);
    const asked = isEndCounted ? end : addDays(end, 1);
    const isIn = (row: T) => row.date === null || (row.date >= at && row.date <= end);
    const first = await fetch(at, asked, 1);
    if (first.length >= pageSize && end > at) {
      days = Math.max(1, Math.floor(daysFromTo(at, end) / 2));
      continue;
    }
    const rows: T[] = [];
    if (first.length < pageSize) rows.push(...first.filter(isIn));
    else {
      const start = at;
      const again: FetchPage<T> = (page) => (page === 1 ? Promise.resolve(first) : fetch(start, asked, page));
      let isBack = false;
      // The way back asks for the first page anew.
      const pages: FetchPage<T> = (page) => (page === 1 && isBack ? fetch(start, asked, 1) : again(page));
      for await (const some of readPages({ fetch: pages, pageSize })) {
        isBack = true;
        rows.push(...some.filter(isIn));
      }
    }
    yield { from: at, to: end, rows };
    if (first.length < pageSize / 3) days = Math.min(MOST_DAYS, days * 2);
    at = addDays(end, 1);
  }
}

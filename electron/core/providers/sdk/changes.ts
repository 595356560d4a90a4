// What changed since the last sync, the latest change first, where the service tells it.
import type { WorkContext } from './context';
import { readPages, type Listed } from './shiftingPages';

export interface ChangeList<T extends Listed> {
  readonly pageSize: number;
  readonly changed?: (page: number) => Promise<readonly T[] | null>;
}

/** The service's clock may be a wall clock, whose hour comes twice in October. */
const OVERLAP_MS = 2 * 3_600_000;

const msOf = ({ changedMs }: Listed): number => (changedMs === undefined || Number.isNaN(changedMs) ? 0 : changedMs);

/** A service that does not know the order answers in another one: then its first rows mean nothing. */
const isOrdered = (rows: readonly Listed[]): boolean =>
  rows.every((row, at) => at === 0 || msOf(row) <= msOf(rows[at - 1] ?? row));

/** Undefined where the service tells no changes. */
export async function newestChange<T extends Listed>(list: ChangeList<T>): Promise<number | undefined> {
  const rows = (await list.changed?.(1)) ?? null;
  if (rows === null || !isOrdered(rows)) return undefined;
  return rows[0] === undefined ? 0 : msOf(rows[0]);
}

/**
 * The mark, unless a row was met that changed later than anything the service told by the order of changes: then it takes that order
 * for another one, and telling changes by it would miss some.
 */
export async function provenMark<T extends Listed>(
  list: ChangeList<T>,
  markMs: number | undefined,
  metMs: number,
): Promise<number | undefined> {
  if (markMs === undefined || metMs <= markMs) return markMs;
  // Or it changed meanwhile.
  const newest = await newestChange(list);
  return newest !== undefined && newest >= metMs ? markMs : undefined;
}

export const latestOf = (rows: readonly Listed[], than: number): number => Math.max(than, ...rows.map(msOf));

/** Pages of changed rows, then the mark for the next time; null when the service did not keep the order. */
export async function* readChanges<T extends Listed>(
  { signal }: Pick<WorkContext, 'signal'>,
  list: ChangeList<T>,
  knownMs: number,
): AsyncGenerator<T[], number | null> {
  let [newest, isTold] = [knownMs, true];
  const fetch = async (page: number): Promise<readonly T[]> => {
    signal.throwIfAborted();
    const rows = (await list.changed?.(page)) ?? null;
    isTold &&= rows !== null && isOrdered(rows);
    return isTold && rows !== null ? rows : [];
  };
  const isEnd = (row: T) => msOf(row) < knownMs - OVERLAP_MS;
  for await (const rows of readPages({ fetch, pageSize: list.pageSize, isEnd })) {
    if (!isTold) return null;
    newest = Math.max(newest, ...rows.map(msOf));
    yield rows;
  }
  return isTold ? newest : null;
}

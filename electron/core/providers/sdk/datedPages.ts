// A list with issue dates, and the pages that are made of its rows: with their details where the list itself tells little.
import { addDays, earlierOf } from './calendar';
import type { WorkContext } from './context';
import type { PageItem, PullPage } from './pages';
import type { Prints } from './prints';
import type { Listed } from './shiftingPages';

export interface DatedList<T extends Listed> {
  /** Stream of its checkpoint. */
  readonly id: string;
  readonly side: 'cost' | 'sale';
  readonly parserId: string;
  readonly pageSize: number;
  /** Every natural key of this list is this and the id. */
  readonly keyPrefix: string;
  readonly fetch: (from: string, to: string, page: number) => Promise<readonly T[]>;
  /** The service counts the last day that it is asked for. */
  readonly isEndCounted?: boolean;
  /** The latest change first, whatever its date; null where the service turns out not to offer that. */
  readonly changed?: (page: number) => Promise<readonly T[] | null>;
  /** Rows that no date finds, created since that day, and until the last one where there is one; asked once with every reading. */
  readonly undated?: (from: string, to?: string) => Promise<readonly T[]>;
  /** The whole record, where the list tells little: one question for each row that is new or looks different. */
  readonly detail?: (row: T) => Promise<{ readonly row: T; readonly isWhole: boolean }>;
  /** Null when the service has it no more. */
  readonly one: (id: string) => Promise<T | null>;
  /** Null: no invoice, left out. */
  readonly item: (row: T) => PageItem | null;
}

/** How far back stored documents are compared with the list, and how long it is kept how rows looked. */
export const COMPARED_DAYS = 92;
/** Details that are at most asked for again after a crash. */
const CHUNK = 20;

export type Store<T> = (rows: readonly T[], gone?: readonly PageItem[]) => AsyncGenerator<PullPage>;
/** `before` is the checkpoint of pages that are not the last one; `lookAgain`: today, when details that were not whole are due. */
export type MakeStore<T> = (stream: string, value: object, before?: object, lookAgain?: string) => Store<T>;

export function pageMaker<T extends Listed>(
  ctx: WorkContext,
  list: DatedList<T>,
  prints: Prints,
  today: string,
): MakeStore<T> {
  const { id, side, parserId, detail } = list;
  const pageOf = (stream: string, value: object, items: readonly PageItem[]): PullPage => {
    const known = detail && stream === id ? { prints: prints.texts() } : {};
    return {
      content: { kind: 'items', items },
      parserId,
      meta: { list: id },
      direction: side === 'cost' ? 'purchase' : 'sale',
      checkpoint: { stream, value: JSON.stringify({ ...value, ...known }) },
      expectedCount: items.length,
    };
  };
  return (stream, value, before = value, lookAgain) =>
    async function* store(rows, gone = []) {
      const invoices = rows.filter((row) => list.item(row) !== null);
      if (invoices.length < rows.length) ctx.log.info('log.no_invoices', { count: rows.length - invoices.length });
      // What comes back after it was gone is read again.
      for (const { naturalKey } of gone) prints.forget(naturalKey.slice(list.keyPrefix.length));
      let left = invoices;
      if (detail) {
        prints.dropBefore(
          invoices.reduce((first, { date }) => earlierOf(first, date ?? first), addDays(today, -COMPARED_DAYS)),
        );
        left = invoices.filter((row) => prints.isDue(row, lookAgain ?? null));
        for (; left.length > CHUNK; left = left.slice(CHUNK))
          yield pageOf(stream, before, await detailed(left.slice(0, CHUNK)));
      }
      yield pageOf(stream, value, [...(detail ? await detailed(left) : itemsOf(left)), ...gone]);
    };

  function itemsOf(rows: readonly T[]): PageItem[] {
    return rows.flatMap((row) => list.item(row) ?? []);
  }

  async function detailed(rows: readonly T[]): Promise<PageItem[]> {
    const whole: T[] = [];
    for (const row of rows) {
      ctx.signal.throwIfAborted();
      const told = await detail?.(row);
      prints.note(row, told?.isWhole ?? true);
      whole.push(told?.row ?? row);
    }
    return itemsOf(whole);
  }
}

// Sources that list by issue date: everything once, then what changed where the service tells that, else the recent weeks, and once a
// day the recent months, compared with what is stored, because a deletion leaves no trace there, and often neither does an edit.
import { z } from 'zod';
import { Failure } from '../../../../shared/errors';
import { addDays, daysFromTo, laterOf, polishDate } from './calendar';
import { latestOf, newestChange, provenMark, readChanges } from './changes';
import type { WorkContext } from './context';
import { COMPARED_DAYS, pageMaker, type DatedList, type MakeStore, type Store } from './datedPages';
import type { PullRequest } from './defineProvider';
import type { PageItem, PullPage } from './pages';
import { Prints } from './prints';
import { readWindows, type Listed } from './shiftingPages';

const Position = z.strictObject({
  v: z.literal(1),
  /** The first reading goes on with this date. */
  next: z.string().optional(),
  /** Day of the last comparison. */
  compared: z.string().optional(),
  /** Every change up to then is stored, once `next` is through. */
  changedUpToMs: z.number().optional(),
  /** How the rows looked that were read in detail. */
  prints: z.record(z.string(), z.string()).optional(),
});
type Position = z.infer<typeof Position>;

const AHEAD_DAYS = 366;
const RECENT_DAYS = 35;

function readPosition(text: string | undefined): Position | null {
  if (text === undefined) return null;
  try {
    return Position.parse(JSON.parse(text));
  } catch (cause) {
    throw new Failure({ kind: 'bug', key: 'checkpoint_unreadable', cause });
  }
}

export async function* pullDated<T extends Listed>(
  ctx: WorkContext,
  request: PullRequest,
  given: DatedList<T>,
): AsyncGenerator<PullPage> {
  let metMs = 0;
  const fetch: DatedList<T>['fetch'] = async (from, to, page) => {
    const rows = await given.fetch(from, to, page);
    metMs = latestOf(rows, metMs);
    return rows;
  };
  const list = { ...given, fetch };
  const today = polishDate(request.startedAtMs);
  const chosen = request.since ?? ctx.connection.settings['since'];
  const since = typeof chosen === 'string' && chosen !== '' ? chosen : `${today.slice(0, 4)}-01-01`;
  const end = addDays(today, AHEAD_DAYS);
  if (request.range) {
    const { from, to } = request.range;
    ctx.progress.phase(`phase.reading.${list.side}`);
    const page = pageMaker(ctx, list, new Prints(), today);
    yield* compare(ctx, request, list, { from, to }, page(`${list.id}.range`, { v: 1, from, to }));
    return;
  }
  const position = readPosition(request.checkpoints.get(list.id));
  const prints = new Prints(position?.prints);
  const page = pageMaker(ctx, list, prints, today);
  if (position === null || position.next !== undefined) {
    ctx.progress.phase(`phase.reading.${list.side}`);
    const first = position?.next ?? since;
    // Taken before the first window: what changes meanwhile is found afterwards.
    const changedUpToMs = position === null ? await newestChange(list) : position.changedUpToMs;
    // Most accounts and most lists are small: the whole at once, halved until it fits.
    for await (const { from, rows, to } of windows(ctx, list, first, end, Math.max(1, daysFromTo(first, end)))) {
      const next = addDays(to, 1);
      const isLast = next > end;
      const undated = isLast ? ((await list.undated?.(since)) ?? []) : [];
      const mark = isLast ? await provenMark(list, changedUpToMs, metMs) : changedUpToMs;
      const value: Position = { v: 1, changedUpToMs: mark, ...(isLast ? { compared: today } : { next }) };
      yield* page(list.id, value, { v: 1, changedUpToMs, next: from })([...rows, ...undated]);
    }
    return;
  }
  ctx.progress.phase(`phase.asking.${list.side}`);
  const isDue = request.known !== undefined && (position.compared ?? '') < today;
  const isIn = ({ date }: T) => date === null || date >= since;
  const changedUpToMs = yield* changes(ctx, list, position, isIn, page);
  const now: Position = { ...position, ...(changedUpToMs === null ? {} : { changedUpToMs }) };
  if (changedUpToMs !== null && !isDue) return;
  const from = laterOf(since, addDays(today, isDue ? -COMPARED_DAYS : -RECENT_DAYS));
  const store = page(list.id, now);
  if (!isDue) {
    for await (const { rows } of windows(ctx, list, from, end, daysFromTo(from, end))) yield* store(rows);
    if (list.undated) yield* store(await list.undated(from));
    return;
  }
  yield* compare(ctx, request, list, { from, to: end }, page(list.id, now, now, today));
  const mark = await provenMark(list, now.changedUpToMs, metMs);
  yield* page(list.id, { ...now, changedUpToMs: mark, compared: today })([]);
}

/** The new mark, or null where the service tells no changes. Only the last page may move it: it stands for all of them. */
async function* changes<T extends Listed>(
  ctx: WorkContext,
  list: DatedList<T>,
  position: Position,
  isWanted: (row: T) => boolean,
  page: MakeStore<T>,
): AsyncGenerator<PullPage, number | null> {
  if (position.changedUpToMs === undefined) return null;
  let waiting: readonly T[] = [];
  const pages = readChanges(ctx, list, position.changedUpToMs);
  for (let next = await pages.next(); ; next = await pages.next()) {
    if (next.done === true) {
      if (next.value === null) return null;
      yield* page(list.id, { ...position, changedUpToMs: next.value })(waiting);
      return next.value;
    }
    if (waiting.length > 0) yield* page(list.id, position)(waiting);
    waiting = next.value.filter(isWanted);
  }
}

/** All of these dates, and what is stored but not listed: gone only when the service itself no longer has it. */
async function* compare<T extends Listed>(
  ctx: WorkContext,
  request: PullRequest,
  list: DatedList<T>,
  { from, to }: { readonly from: string; readonly to: string },
  store: Store<T>,
): AsyncGenerator<PullPage> {
  const listed = new Set<string>();
  const seen = (rows: readonly T[]) => {
    for (const row of rows) if (list.item(row) !== null) listed.add(list.keyPrefix + row.id);
    return rows;
  };
  for await (const { rows } of windows(ctx, list, from, to, daysFromTo(from, to))) yield* store(seen(rows));
  if (list.undated) yield* store(seen(await list.undated(from, to)));
  const stored = (await request.known?.({ prefix: list.keyPrefix, from, to })) ?? [];
  for (const key of stored.filter((one) => !listed.has(one))) {
    const row = await list.one(key.slice(list.keyPrefix.length));
    const isThere = row !== null && list.item(row) !== null;
    yield* isThere ? store([row]) : store([], [goneItem(key)]);
  }
}

function goneItem(naturalKey: string): PageItem {
  const file = { fileName: `${naturalKey}.json`, mediaType: 'application/json', content: { base64: '' } };
  return { naturalKey, ...file, remote: {}, isDeleted: true };
}

async function* windows<T extends Listed>(
  ctx: WorkContext,
  list: DatedList<T>,
  from: string,
  to: string,
  days?: number,
) {
  let done = 0;
  const { pageSize, isEndCounted = false } = list;
  const fetch = (first: string, last: string, page: number) => {
    ctx.signal.throwIfAborted();
    return list.fetch(first, last, page);
  };
  const all = readWindows({ from, to, pageSize, isEndCounted, fetch, ...(days === undefined ? {} : { days }) });
  for await (const window of all) {
    done += window.rows.length;
    ctx.progress.progress(done);
    yield window;
  }
}

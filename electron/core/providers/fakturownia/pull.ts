// Costs, then sales: first everything by issue date, afterwards what changed, newest change first. Once a day the recent months are
// compared with the list, because a deletion leaves no other trace.
import type { WorkContext } from '../sdk/context';
import { addDays, laterOf, polishDate } from '../sdk/calendar';
import type { PullInvoices, PullRequest } from '../sdk/defineProvider';
import type { PageItem, PullPage } from '../sdk/pages';
import { readPages, readWindows, type Window } from '../sdk/shiftingPages';
import { openApi, PAGE_SIZE, type Api, type Kind, type ListedInvoice } from './api';
import { Position, readCheckpoint, Swept } from './checkpoint';
import { goneItem, isInvoice, itemOf, keyOf } from './items';
import { readableKinds } from './rights';

interface Work {
  readonly ctx: WorkContext;
  readonly api: Api;
  readonly request: PullRequest;
  readonly kind: Kind;
  /** Nothing before it is wanted. */
  readonly since: string;
  readonly today: string;
}

/** Invoices may bear a later date than today. */
const AHEAD_DAYS = 366;
const SWEPT_DAYS = 92;

export const pullInvoices: PullInvoices = async function* (ctx, request) {
  const api = openApi(ctx);
  const today = polishDate(request.startedAtMs);
  const chosen = request.since ?? ctx.connection.settings['since'];
  const since = typeof chosen === 'string' && chosen !== '' ? chosen : `${today.slice(0, 4)}-01-01`;
  const { kinds, lacking } = readableKinds(ctx.connection.settings);
  for (const kind of lacking) ctx.log.warn(`log.no_right.${kind}`);
  for (const kind of kinds) {
    const work: Work = { ctx, api, request, kind, since, today };
    if (request.range) yield* pullRange(work, request.range.from, request.range.to);
    else yield* pullKind(work);
  }
};

async function* pullKind(work: Work): AsyncGenerator<PullPage> {
  const { kind, request, today, since } = work;
  const position = readCheckpoint(Position, request.checkpoints.get(kind));
  if (position === null || position.next !== undefined) {
    yield* readAll(work, position);
    yield page(work, [], `${kind}.sweep`, { v: 1, on: today });
    return;
  }
  yield* readChanges(work, position);
  const swept = readCheckpoint(Swept, request.checkpoints.get(`${kind}.sweep`));
  if (request.known === undefined || (swept !== null && swept.on >= today)) return;
  yield* compare(work, laterOf(since, addDays(today, -SWEPT_DAYS)), addDays(today, AHEAD_DAYS), `${kind}.sweep`, {
    v: 1,
    on: today,
  });
}

/** What changes meanwhile is found afterwards: the mark is taken before the first window. */
async function* readAll(work: Work, position: Position | null): AsyncGenerator<PullPage> {
  const { api, kind, today, since, ctx } = work;
  ctx.progress.phase(`phase.reading.${kind}`);
  const changedUpTo = position?.changedUpTo ?? (await newestChange(api, kind));
  const to = addDays(today, AHEAD_DAYS);
  for await (const window of windows(work, position?.next ?? since, to)) {
    const next = addDays(window.to, 1);
    const isLast = next > to;
    const value: Position = { v: 1, changedUpTo, ...(isLast ? {} : { next }) };
    yield page(work, itemsOf(work, window.rows), kind, value);
  }
}

async function newestChange(api: Api, kind: Kind): Promise<string> {
  const [newest] = await api.list({ kind, page: 1, perPage: 1, order: 'updated_at.desc' });
  return newest?.stamp ?? '1970-01-01T00:00:00.000Z';
}

async function* readChanges(work: Work, position: Position): AsyncGenerator<PullPage> {
  const { api, kind, ctx } = work;
  ctx.progress.phase(`phase.asking.${kind}`);
  const known = Date.parse(position.changedUpTo);
  let newest: ListedInvoice | null = null;
  let waiting: PullPage | null = null;
  const changes = readPages({
    fetch: (number) => api.list({ kind, page: number, order: 'updated_at.desc' }),
    pageSize: PAGE_SIZE,
    // Changes of the very same instant may have come after the last look.
    isEnd: (row: ListedInvoice) => row.updatedMs < known,
  });
  for await (const rows of changes) {
    for (const row of rows) if (newest === null || row.updatedMs > newest.updatedMs) newest = row;
    if (waiting) yield waiting;
    const wanted = rows.filter((row) => row.date === null || row.date >= work.since);
    waiting = page(work, itemsOf(work, wanted), kind, position);
  }
  // Only the last page may move the mark: with the pages newest first, it stands for all of them.
  if (waiting)
    yield { ...waiting, checkpoint: checkpointOf(kind, { v: 1, changedUpTo: newest?.stamp ?? position.changedUpTo }) };
}

async function* pullRange(work: Work, from: string, to: string): AsyncGenerator<PullPage> {
  work.ctx.progress.phase(`phase.reading.${work.kind}`);
  yield* compare(work, from, to, `${work.kind}.range`, { v: 1, from, to });
}

/** Everything of these dates again, and what is stored but no longer listed: asked for one by one, gone only when the service says so. */
async function* compare(
  work: Work,
  from: string,
  to: string,
  stream: string,
  value: Readonly<Record<string, unknown>>,
): AsyncGenerator<PullPage> {
  const { api, kind, request } = work;
  const listed = new Set<string>();
  for await (const { rows } of windows(work, from, to)) {
    for (const { id } of rows) listed.add(keyOf(kind, id));
    yield page(work, itemsOf(work, rows), stream, value);
  }
  const stored = (await request.known?.({ prefix: `${kind}-`, from, to })) ?? [];
  const items: PageItem[] = [];
  for (const key of stored.filter((one) => !listed.has(one))) {
    const there = await api.invoice(key.slice(kind.length + 1));
    items.push(there === null ? goneItem(key) : itemOf(kind, there));
  }
  if (items.length > 0) yield page(work, items, stream, value);
}

async function* windows({ api, kind, ctx }: Work, from: string, to: string): AsyncGenerator<Window<ListedInvoice>> {
  let done = 0;
  const all = readWindows({
    from,
    to,
    pageSize: PAGE_SIZE,
    fetch: (first, last, number) => {
      ctx.signal.throwIfAborted();
      return api.list({ kind, page: number, order: 'issue_date', dates: { from: first, to: last } });
    },
  });
  for await (const window of all) {
    done += window.rows.length;
    ctx.progress.progress(done);
    yield window;
  }
}

function itemsOf({ kind, ctx }: Work, rows: readonly ListedInvoice[]): PageItem[] {
  const wanted = rows.filter(isInvoice);
  if (wanted.length < rows.length) ctx.log.info('log.no_invoices', { count: rows.length - wanted.length });
  return wanted.map((row) => itemOf(kind, row));
}

const checkpointOf = (stream: string, value: Readonly<Record<string, unknown>>): PullPage['checkpoint'] => ({
  stream,
  value: JSON.stringify(value),
});

function page(
  { kind }: Work,
  items: readonly PageItem[],
  stream: string,
  value: Readonly<Record<string, unknown>>,
): PullPage {
  return {
    content: { kind: 'items', items },
    parserId: 'fakturownia',
    meta: { list: kind },
    direction: kind === 'cost' ? 'purchase' : 'sale',
    checkpoint: checkpointOf(stream, value),
    expectedCount: items.length,
  };
}

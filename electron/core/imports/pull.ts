// Brings what was confirmed from the folders of imports into pages. A folder goes when everything of it is committed; after a kill the
// same pages come again, and what is stored by then is known.
import { createReadStream } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { PullInvoices } from '../providers/sdk/defineProvider';
import type { PageItem, PullPage } from '../providers/sdk/pages';
import { CONFIRMED, ORDER, plannedPage } from './names';
import { ImportOrder, PlannedLine } from './types';

const STREAM = 'files';

export const pullFiles: PullInvoices = async function* pullFiles(ctx, { checkpoints }) {
  const names = (await readdir(ctx.spool)).filter((name) => CONFIRMED.test(name)).toSorted();
  for (const name of names) {
    const folder = join(ctx.spool, name);
    const order = ImportOrder.parse(JSON.parse(await readFile(join(folder, ORDER), 'utf8')));
    const [id, read = '0'] = (checkpoints.get(STREAM) ?? '').split(' ');
    const from = id === order.id ? Number(read) : 0;
    for (let page = from + 1; page <= order.pages; page += 1) {
      ctx.signal.throwIfAborted();
      yield* pagesOf(await chosenOf(folder, page, order), order.id, page);
    }
    // Asked for the next page, everything before this one is committed: nothing of the folder is needed any more.
    yield pageOf([], undefined, `${order.id} ${String(order.pages)}`);
    await rm(folder, { recursive: true, force: true });
  }
};

type Side = 'sale' | 'purchase' | undefined;
interface Chosen {
  readonly item: PageItem;
  readonly side: Side;
}

async function chosenOf(folder: string, page: number, order: ImportOrder): Promise<readonly Chosen[]> {
  const except = new Set(order.except);
  const chosen: Chosen[] = [];
  const path = join(folder, plannedPage(page));
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const { state, key, item, side } = PlannedLine.parse(JSON.parse(line));
    const isTaken = order.take.some((one) => one === state) && !except.has(key);
    // Written by this program into a folder of its own, a moment ago: the schema names what decides.
    if (isTaken) chosen.push({ item: inFolder(item as PageItem, folder), side });
  }
  return together(chosen);
}

/** Invoices of one file are one item: the file is kept once. */
function together(chosen: readonly Chosen[]): readonly Chosen[] {
  const files = new Map<string, Chosen>();
  for (const one of chosen) {
    const { content, parts = [], naturalKey } = one.item;
    const name = parts.length > 0 && 'path' in content ? content.path : naturalKey;
    const first = files.get(name);
    const item = first === undefined ? one.item : { ...first.item, parts: [...(first.item.parts ?? []), ...parts] };
    files.set(name, { ...one, item });
  }
  return [...files.values()];
}

/** The folder had another name while nobody had confirmed it. */
function inFolder(item: PageItem, folder: string): PageItem {
  return 'path' in item.content ? { ...item, content: { path: join(folder, basename(item.content.path)) } } : item;
}

/** A page says whose invoices it brings, so those of each side stand on one of their own; the last one moves the checkpoint. */
function* pagesOf(chosen: readonly Chosen[], id: string, page: number): Generator<PullPage> {
  const sides = ([undefined, 'purchase', 'sale'] as const).filter((side) => chosen.some((one) => one.side === side));
  for (const side of sides) {
    const items = chosen.filter((one) => one.side === side).map(({ item }) => item);
    yield pageOf(items, side, `${id} ${String(side === sides.at(-1) ? page : page - 1)}`);
  }
}

const pageOf = (items: readonly PageItem[], side: Side, mark: string): PullPage => ({
  content: { kind: 'items', items },
  parserId: 'auto',
  meta: {},
  ...(side === undefined ? {} : { direction: side }),
  checkpoint: { stream: STREAM, value: mark },
  expectedCount: items.length,
});

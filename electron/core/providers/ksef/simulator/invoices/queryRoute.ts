// POST /invoices/query/metadata.
import { z } from 'zod';
import { invalidInput, json } from '../http/answers';
import { jsonBody, pageOffset, pageSize, query } from '../http/body';
import type { AuthorizedCall, Route } from '../http/call';
import { fromMs, isoMicros, type Micros } from '../instants';
import type { World } from '../world';
import { Filters, beyondHwm, readRange, select } from './filters';
import { metadataOf } from './metadata';
import type { InvoiceRecord } from './store';

const Paging = z.strictObject({
  sortOrder: z.enum(['Asc', 'Desc']).default('Asc'),
  pageOffset,
  pageSize: pageSize(10, 250, 10),
});

export function queryRoute(world: World): Route {
  // Pages of one query share the high water mark of its first page.
  const marks = new Map<string, Micros>();

  async function handle(call: AuthorizedCall): Promise<Response> {
    const paging = query(call.url, Paging);
    const filters = await jsonBody(call.request, Filters);
    const now = fromMs(world.now());
    const key = JSON.stringify([call.session.contextNip, paging.sortOrder, paging.pageSize, filters]);
    const hwm = (paging.pageOffset > 0 ? marks.get(key) : undefined) ?? world.hwm();
    marks.set(key, hwm);
    const range = readRange(filters, now, hwm, world.options.rangeRule);
    if (range.isBeyondHwm) throw beyondHwm();
    if (call.fault === 'duplicates_across_pages') world.arePagesOverlapping = true;
    const found = select(world.store, filters, range, call.session.contextNip, now);
    const sorted = paging.sortOrder === 'Asc' ? found : found.toReversed();
    const page = cut(sorted, paging, world);
    if (call.fault === 'late_invoices') world.addLateInvoices();
    return json(200, {
      hasMore: page.hasMore,
      isTruncated: page.isTruncated,
      ...(range.dateType === 'PermanentStorage' ? { permanentStorageHwmDate: isoMicros(hwm) } : {}),
      invoices: page.records.map((record) => metadataOf(record, world.store.learn(record))),
    });
  }

  return {
    method: 'POST',
    path: '/invoices/query/metadata',
    access: 'token',
    tokens: ['ContextToken'],
    group: 'invoiceMetadata',
    permissions: ['InvoiceRead'],
    handle,
  };
}

interface Page {
  readonly records: readonly InvoiceRecord[];
  readonly hasMore: boolean;
  readonly isTruncated: boolean;
}

/** At most 10,000 records per set of filters; the page that reaches the limit says so. */
function cut(sorted: readonly InvoiceRecord[], paging: z.infer<typeof Paging>, world: World): Page {
  const { queryLimit } = world.options;
  const overlap = world.arePagesOverlapping ? paging.pageOffset : 0;
  const from = paging.pageOffset * paging.pageSize - overlap;
  if (from >= queryLimit) throw invalidInput(`pageOffset: strona poza limitem ${String(queryLimit)} rekordów`);
  const to = Math.min(from + paging.pageSize, queryLimit);
  const hasMore = to < sorted.length;
  return { records: sorted.slice(from, to), hasMore, isTruncated: hasMore && to === queryLimit };
}

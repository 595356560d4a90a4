// Paging as the service does it: limit and offset, order, filters with indices, `count` for what there is in all.
import { invalid, json } from './answers';
import { onlyQuery, wholeNumber } from './bodies';
import type { SignedInCall } from './world';

interface Listing<T> {
  readonly type: string;
  readonly orders: Readonly<Record<string, (item: T) => string | number>>;
  /** The filter of several states, or of one. */
  readonly filter: 'states[]' | 'state';
  readonly states: readonly string[];
  readonly stateOf: (item: T) => string;
  readonly shown: (item: T) => object;
}

export function list<T>(call: SignedInCall, items: readonly T[], listing: Listing<T>): Response {
  const { searchParams } = call.url;
  onlyQuery(call, 'limit', 'offset', 'order', 'order_by', 'show_deleted', listing.filter, 'serial_number');
  const limit = wholeNumber(call, 'limit', [1, 100]) ?? 100;
  const offset = wholeNumber(call, 'offset', [0, Number.MAX_SAFE_INTEGER]) ?? 0;
  const order = searchParams.get('order') ?? 'asc';
  const by = searchParams.get('order_by') ?? Object.keys(listing.orders)[0] ?? '';
  const key = Object.hasOwn(listing.orders, by) ? listing.orders[by] : undefined;
  if (!key || !['asc', 'desc'].includes(order)) throw invalid(`query.order_by: ${by} ${order}`);
  const wanted = [...searchParams].flatMap(([name, value]) => (/^states?(\[\d*\])?$/.test(name) ? [value] : []));
  for (const state of wanted) if (!listing.states.includes(state)) throw invalid(`query.states: ${state}`);
  const shown = items
    .filter((item) => wanted.length === 0 || wanted.includes(listing.stateOf(item)))
    .filter((item) => searchParams.get('show_deleted') !== 'false' || listing.stateOf(item) !== 'DELETED')
    .toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (order === 'asc' ? 1 : -1));
  const data = shown.slice(offset, offset + limit).map(listing.shown);
  return json(200, { data, count: shown.length, _type: listing.type, _env: call.key.env, _version: '2.2.2' });
}

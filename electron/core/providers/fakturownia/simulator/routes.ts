// What the account answers, and what it would never forgive: dossier accounting §2.2 to §2.6.
import { attachmentsZip, page } from './files';
import { write, type Literal, type Row, type Value } from './rows';
import type { World } from './world';

const ORDERS = new Set([
  'number',
  'updated_at',
  'price_net',
  'price_gross',
  'price_tax',
  'issue_date',
  'payment_to',
  'paid_date',
  'transaction_date',
  'buyer_name',
  'buyer_tax_no',
  'seller_name',
  'oid',
]);
const PERIODS = new Set([
  'last_12_months',
  'this_month',
  'last_30_days',
  'last_month',
  'this_year',
  'last_year',
  'all',
  'more',
]);
const LIST_PARAMETERS = new Set([
  'api_token',
  'income',
  'period',
  'date_from',
  'date_to',
  'search_date_type',
  'page',
  'per_page',
  'order',
  'include_positions',
]);
const DATE = /^\d{4}-\d\d-\d\d$/;
const MOST_PER_PAGE = 100;
const USUAL_PER_PAGE = 25;

export const json = (status: number, text: string): Response =>
  new Response(text, { status, headers: { 'content-type': 'application/json; charset=utf-8' } });
export const html = (status: number): Response =>
  new Response('<!DOCTYPE html><html><body>Fakturownia</body></html>', {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
const problem = (status: number, message: Value): Response => json(status, write({ code: 'error', message }));

export function answer(world: World, request: Request): Response | Promise<Response> {
  const url = new URL(request.url);
  const { searchParams: query, pathname } = url;
  if (request.method !== 'GET') {
    world.violations.push(`${request.method} ${pathname}`);
    return problem(422, { base: ['nothing is changed here'] });
  }
  for (const name of query.keys())
    if (/send|gov|ksef|print|status/i.test(name)) world.violations.push(`GET ${pathname} with ${name}`);
  if (request.headers.get('authorization') !== null) world.violations.push('a header of authorisation');
  if (!world.options.tokens.includes(query.get('api_token') ?? ''))
    return world.options.refusesWithHtml ? html(401) : problem(401, 'You need to be signed in to access this page.');
  if (pathname === '/account.json') return account(world);
  if (pathname === '/invoices.json') return list(world, query);
  const one = /^\/invoices\/(\d+)\.json$/.exec(pathname);
  if (one) return single(world, one[1] ?? '', query);
  const file = /^\/invoices\/(\d+)(\.pdf|\/attachments_zip\.json)$/.exec(pathname);
  if (file) return fileOf(world, file[1] ?? '', { isPage: file[2] === '.pdf', query });
  const attachment = /^\/invoices\/(\d+)\/attachment$/.exec(pathname);
  if (attachment) return new Response(null, { status: 302, headers: { location: 'https://files.example/ksef.xml' } });
  return html(404);
}

function account(world: World): Response {
  if (world.options.denied.includes('account')) return problem(403, 'Brak uprawnień');
  const { subdomain } = world.options;
  const own = {
    prefix: subdomain,
    url: `https://${subdomain}.fakturownia.pl`,
    login: 'biuro',
    email: 'biuro@kuznia.example',
  };
  return json(200, write(own));
}

function fileOf(
  world: World,
  id: string,
  { isPage, query }: { readonly isPage: boolean; readonly query: URLSearchParams },
): Response | Promise<Response> {
  if ([...query.keys()].some((name) => name !== 'api_token')) world.violations.push(`file with ${query.toString()}`);
  const row = world.rows.find((it) => text(it, 'id') === id);
  if (row === undefined) return json(404, '{"status":"404","error":"Not Found"}');
  if (isPage) return page(text(row, 'number'));
  return attachmentsZip(world.options.attachments(id), text(row, 'number'));
}

function single(world: World, id: string, query: URLSearchParams): Response {
  if ([...query.keys()].some((name) => name !== 'api_token')) world.violations.push(`invoice with ${query.toString()}`);
  const row = world.rows.find((it) => text(it, 'id') === id);
  return row ? json(200, write(row)) : json(404, '{"status":"404","error":"Not Found"}');
}

function list(world: World, query: URLSearchParams): Response {
  const wrong = [...query.keys()].find((name) => !LIST_PARAMETERS.has(name));
  const income = query.get('income');
  const period = query.get('period') ?? 'last_12_months';
  const [from, to] = [query.get('date_from'), query.get('date_to')];
  const [order = '', direction] = (query.get('order') ?? 'issue_date.desc').split('.');
  if (wrong !== undefined) return problem(422, { [wrong]: ['is unknown'] });
  if (income !== null && income !== 'no') return problem(422, { income: ['is no value that was documented'] });
  if (!PERIODS.has(period)) return problem(422, { period: ['is unknown'] });
  if (period === 'more' ? !isDate(from) || !isDate(to) : from !== null || to !== null)
    return problem(422, { date_from: ['goes with period=more'] });
  if (!ORDERS.has(order) || (direction !== undefined && direction !== 'desc'))
    return problem(422, { order: ['is unknown'] });
  const isCost = income === 'no';
  if (world.options.denied.includes(isCost ? 'cost' : 'sale')) return problem(403, 'Brak uprawnień do tej listy');

  const page = Math.max(1, Number(query.get('page') ?? '1'));
  const size = Math.min(MOST_PER_PAGE, Number(query.get('per_page') ?? USUAL_PER_PAGE));
  const rows = world.rows
    .filter((row) => row['income'] === !isCost)
    .filter(
      (row) => period !== 'more' || (text(row, 'issue_date') >= (from ?? '') && text(row, 'issue_date') <= (to ?? '')),
    )
    .toSorted((a, b) => compare(a, b, order) * (direction === 'desc' ? -1 : 1));
  const shown = rows.slice((page - 1) * size, page * size);
  const withPositions = query.get('include_positions') === 'true';
  return json(200, write(shown.map((row) => (withPositions ? row : without(row, 'positions')))));
}

const isDate = (value: string | null): boolean => value !== null && DATE.test(value);

function without(row: Row, name: string): Row {
  return Object.fromEntries(Object.entries(row).filter(([key]) => key !== name));
}

export function text(row: Row, key: string): string {
  const value = row[key];
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && 'literal' in value ? (value as Literal).literal : '';
}

function compare(a: Row, b: Row, order: string): number {
  const key = order === 'oid' ? 'id' : order === 'transaction_date' ? 'sell_date' : order;
  const value = (row: Row): string | number => (order === 'updated_at' ? Date.parse(text(row, key)) : text(row, key));
  const [left, right] = [value(a), value(b)];
  if (left !== right) return left < right ? -1 : 1;
  return Number(text(a, 'id')) - Number(text(b, 'id'));
}

// The inFakt simulator: a fetch handler, in memory, strict about header, limits, filters and rights; remembers what must never be asked.
import {
  pdfOf,
  takeFault,
  type Fault,
  type FaultScript,
  type SeenRequest,
  type Simulator,
  type SimulatorOptions,
} from '../../sdk/simulatorKit';
import { dayOf, makeCost, makeSale, sharedCost, type Row } from './rows';

export interface InfaktKnobs {
  readonly months?: number;
  readonly perMonth?: number;
  readonly keys?: readonly string[];
  /** Rights that the key does not hold. */
  readonly denied?: readonly ('costs' | 'invoices' | 'account')[];
  /** Where links to files lead, instead of the service's own address. */
  readonly fileOrigin?: string;
}
export type InfaktOptions = SimulatorOptions & InfaktKnobs;

export interface InfaktSimulator extends Simulator {
  readonly violations: readonly string[];
  /** Rows by list, for tests to look at and to change. */
  readonly lists: ReadonlyMap<string, Row[]>;
}

/** Beside invoices that others know as well. */
const FEW = 2;
const KEY = 'demo0infakt0key0demo0infakt0key0';
const SALES = [
  'invoices',
  'corrective_invoices',
  'margin_invoices',
  'advance_invoices',
  'final_invoices',
  'oss_invoices',
  'corrective_oss_invoices',
  'internal_invoices',
];
const COST_ORDERS =
  /^(gross_price|net_price|tax_price|category|issue_date|received_date|due_date|accounted_at|created_at) (asc|desc)$/;
const SALE_ORDERS = /^invoice_date (asc|desc)$/;
const COST_FILTERS = /^q\[(issue_date|created_at|due_date)_(gteq|lteq)\]$/;
const SALE_FILTERS = /^q\[invoice_date_(gteq|lteq)\]$/;

const json = (status: number, value: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });

/** Entered by hand: nothing came in. */
export const hasFile = (row: Row): boolean => !/[37]$/.test(String(row['uuid']));
/** What nobody has read yet came as a picture. */
const isPicture = (row: Row): boolean => row['gross_price'] === null;
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

export function createInfaktSimulator(options: InfaktOptions): InfaktSimulator {
  const { months = 4, perMonth = 15, keys = [KEY], denied = [] } = options;
  const { shared } = options;
  const lists = makeLists(options.now(), months, shared === undefined ? perMonth : FEW);
  // The program of the demo that only costs were entered in.
  lists
    .get('documents/costs')
    ?.push(...(shared ?? []).filter(({ isSale }) => !isSale).map((invoice, at) => sharedCost(invoice, 8_000 + at)));
  const violations: string[] = [];
  const script: Fault[] = [];
  const seen: SeenRequest[] = [];
  const times: number[] = [];

  const answer = (request: Request): Response => {
    const { pathname, searchParams } = new URL(request.url);
    if (request.method !== 'GET') {
      violations.push(`${request.method} ${pathname}`);
      return json(422, { error: 'nothing is changed here' });
    }
    if (pathname.startsWith('/files/')) return file(request);
    if (/pdf|download_many|download_xml|ksef|async/.test(pathname)) violations.push(`GET ${pathname}`);
    if (!keys.includes(request.headers.get('x-infakt-apikey') ?? '')) return json(401, { error: 'Brak autoryzacji' });
    if (!pathname.startsWith('/api/v3/')) return json(404, { error: 'Not found' });
    const now = options.now();
    while ((times[0] ?? now) <= now - 60_000) times.shift();
    if (times.length >= 300) return json(429, { error: 'Too many requests' }, { 'retry-after': '20' });
    times.push(now);
    const path = pathname.slice('/api/v3/'.length);
    if (!path.endsWith('.json')) return json(406, { error: 'Not acceptable' });
    return route(path.slice(0, -'.json'.length), searchParams);
  };

  const route = (path: string, query: URLSearchParams): Response => {
    if (path === 'account/details')
      return denied.includes('account')
        ? json(403, { error: 'Brak uprawnień' })
        : json(200, {
            uuid: 'a1',
            email: 'biuro@kuznia.example',
            company: { company_name: 'Zielona Kuźnia sp. z o.o.', tax_id: '526-587-76-35' },
          });
    const name = [...lists.keys()].find((one) => path === one || path.startsWith(`${one}/`));
    if (name === undefined) return json(404, { error: 'Not found' });
    if (denied.includes(name === 'documents/costs' ? 'costs' : 'invoices'))
      return json(403, { error: 'Brak uprawnień' });
    const rows = lists.get(name) ?? [];
    if (path === name) return listed(name, rows, query);
    const row = rows.find((one) => one['uuid'] === path.slice(name.length + 1));
    if (row === undefined) return json(404, { error: 'Nie znaleziono' });
    return json(200, name === 'documents/costs' ? { ...row, attachments: attachmentsOf(row), notes: [] } : row);
  };

  /** Links that were told: each good once, for ten minutes. */
  const links = new Map<string, { readonly uuid: string; readonly until: number }>();
  const attachmentsOf = (row: Row): readonly Row[] => {
    const uuid = String(row['uuid']);
    if (!hasFile(row)) return [];
    const sign = `s${String(seen.length)}x${String(links.size)}`;
    links.set(sign, { uuid, until: options.now() + 600_000 });
    const link = `${options.fileOrigin ?? options.baseUrl}/files/${uuid}?signature=${sign}`;
    const name = isPicture(row) ? 'skan.png' : 'faktura od dostawcy.pdf';
    return [{ file_name: name, file_url: link, download_url: link, document_scan_uuid: uuid, kind_id: 1 }];
  };

  const file = (request: Request): Response => {
    const { searchParams, pathname } = new URL(request.url);
    if (request.headers.has('x-infakt-apikey')) violations.push(`the key at ${pathname}`);
    const sign = searchParams.get('signature') ?? '';
    const told = links.get(sign);
    links.delete(sign);
    if (told === undefined || told.until < options.now()) return new Response('<Error/>', { status: 403 });
    const row = lists.get('documents/costs')?.find((one) => one['uuid'] === told.uuid) ?? {};
    const bytes = isPicture(row) ? PICTURE : pdfOf(typeof row['number'] === 'string' ? row['number'] : 'skan');
    return new Response(bytes, { headers: { 'content-type': 'binary/octet-stream' } });
  };

  return {
    violations,
    lists,
    seen,
    script: (faults: FaultScript) => {
      script.splice(0, script.length, ...faults);
    },
    handle: (request) => {
      const { pathname } = new URL(request.url);
      const response = faulty(takeFault(script, request.method, pathname), () => answer(request));
      const isBroken = response.headers.get('x-simulator-break') !== null;
      seen.push({ method: request.method, url: request.url, status: isBroken ? 0 : response.status });
      return Promise.resolve(response);
    },
  };
}

function faulty(fault: Fault | null, carryOut: () => Response): Response {
  const kind = fault?.kind;
  if (kind?.type === 'cut') return new Response(null, { headers: { 'x-simulator-break': '0' } });
  if (kind?.type === 'status')
    return new Response(kind.body ?? null, { status: kind.status, headers: { ...kind.headers } });
  const response = carryOut();
  if (kind?.type === 'lose_answer') return new Response(null, { headers: { 'x-simulator-break': '0' } });
  if (kind?.type === 'truncate') response.headers.set('x-simulator-break', String(kind.bytes));
  return response;
}

function listed(name: string, rows: readonly Row[], query: URLSearchParams): Response {
  const isCost = name === 'documents/costs';
  const [filters, orders] = isCost ? [COST_FILTERS, COST_ORDERS] : [SALE_FILTERS, SALE_ORDERS];
  const order = query.get('order');
  for (const key of query.keys())
    if (!['offset', 'limit', 'order', 'fields'].includes(key) && !filters.test(key))
      return json(400, { error: `nieznany parametr ${key}` });
  if (order !== null && !orders.test(order)) return json(400, { error: 'order' });
  const [offset, limit] = [Number(query.get('offset') ?? '0'), Number(query.get('limit') ?? '10')];
  if (!Number.isInteger(offset) || offset < 0 || !Number.isInteger(limit) || limit < 1 || limit > 100)
    return json(400, { error: 'limit' });
  const wanted = rows.filter((row) => [...query].every(([key, value]) => matches(row, key, value)));
  const [field = '', direction = ''] = (order ?? (isCost ? 'created_at desc' : 'invoice_date desc')).split(' ');
  const valueOf = (row: Row): string => (typeof row[field] === 'string' ? row[field].replace(' ', 'T') : '');
  const sorted = wanted.toSorted((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    // Nulls stand last either way.
    if (left === '' || right === '') return left === right ? 0 : left === '' ? 1 : -1;
    return (left < right ? -1 : left > right ? 1 : 0) * (direction === 'desc' ? -1 : 1);
  });
  const entities = sorted.slice(offset, offset + limit);
  // Both links are always there, and lead to another host.
  const link = `https://app.infakt.pl/api/v3/${name}.json?limit=${String(limit)}&offset=`;
  const metainfo = {
    count: entities.length,
    total_count: wanted.length,
    next: link + String(offset + limit),
    previous: link + String(Math.max(0, offset - limit)),
  };
  return json(200, { metainfo, entities });
}

function matches(row: Row, key: string, value: string): boolean {
  const filter = /^q\[(\w+)_(gteq|lteq)\]$/.exec(key);
  if (filter === null) return true;
  const found = row[filter[1] ?? ''];
  if (typeof found !== 'string') return false;
  return filter[2] === 'gteq' ? found.slice(0, 10) >= value : found.slice(0, 10) <= value;
}

function makeLists(now: number, months: number, perMonth: number): Map<string, Row[]> {
  const count = months * perMonth;
  const msOf = (at: number, of: number): number => now - months * 30 * 86_400_000 * (1 - (at + 1) / (of + 1));
  const costs: Row[] = [];
  for (let at = 0; at < count; at += 1) {
    const kind = at % 9 === 4 ? 'document_scan' : at % 13 === 6 ? 'health_fee_evidence' : 'cost';
    costs.push(makeCost(at, msOf(at, count), kind));
    // One purchase, twice: the scan that came in, and the cost that it became.
    if (at % 10 === 9) costs.push({ ...makeCost(at, msOf(at, count), 'document_scan'), uuid: `${String(at)}-scan` });
  }
  const lists = new Map([['documents/costs', costs]]);
  SALES.forEach((name, index) => {
    const size = name === 'invoices' ? count : name === 'corrective_invoices' ? months : index === 2 ? 1 : 0;
    lists.set(
      name,
      Array.from({ length: size }, (_, at) => makeSale(at + index * 1000, msOf(at, size), name)),
    );
  });
  return lists;
}

export { dayOf, makeCost, makeSale };

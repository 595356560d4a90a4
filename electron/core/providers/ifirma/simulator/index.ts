// The iFirma simulator: a fetch handler, in memory. Checks every signature, refuses with a number in the body while the status is 200,
// and remembers what must never be asked: dossier accounting §1.1 to §1.6.
import { createHmac } from 'node:crypto';
import {
  pdfOf,
  takeFault,
  underFault,
  type Fault,
  type FaultScript,
  type SeenRequest,
  type Simulator,
  type SimulatorOptions,
} from '../../sdk/simulatorKit';
import { dayOf, ksefNumber, makeDocument, write, type Document, type Row, type Value } from './rows';

export type Accounts = Readonly<Record<string, Readonly<Record<string, string>>>>;
export interface IfirmaKnobs {
  readonly months?: number;
  readonly perMonth?: number;
  readonly mostPerMinute?: number;
  /** Keys by login, then by their name at iFirma. */
  readonly accounts?: Accounts;
}
export type IfirmaOptions = SimulatorOptions & IfirmaKnobs;

export interface IfirmaSimulator extends Simulator {
  readonly violations: readonly string[];
  /** For tests to look at and to change. */
  readonly documents: Document[];
}

const DEMO: Accounts = {
  'demo@zielona-kuznia.example': {
    faktura: 'D3A0FA5C0D3A0FA5',
    wydatek: 'D3A0E59A0D3A0E59',
    abonent: 'D3A0AB0A0D3A0AB0',
    rachunek: 'D3A0BA110D3A0BA1',
  },
};
const DATE = /^\d{4}-\d\d-\d\d$/;
const LISTED = new Set(['dataOd', 'dataDo', 'strona', 'iloscNaStronie', 'typ', 'status', 'kwotaOd', 'kwotaDo']);
const USUAL_PAGE = 20;
const FEW = 1;
const SUFFIX = /\.(json|pdf|pdf\.single|xml)$/;

const answer = (value: Row): Response =>
  new Response(write({ response: value }), { headers: { 'content-type': 'application/json; charset=UTF-8' } });
const refusal = (code: number, said = 'x'): Response => answer({ Kod: { literal: String(code) }, Informacja: said });
const ok = (more: Row): Response => answer({ Kod: { literal: '0' }, Informacja: '', ...more });
const missing = (): Response => new Response('', { status: 404 });

/** Which key opens the path; null: there is no such path. */
function keyOf(path: string): string | null {
  if (path === 'abonent/limit.json' || path === 'abonent/miesiacksiegowy.json') return 'abonent';
  if (path.startsWith('rachunekkraj/')) return 'rachunek';
  return /^(faktury\.json$|proformy\.json$|faktura[a-z]+\/)/.test(path) ? 'faktura' : null;
}

export function createIfirmaSimulator(options: IfirmaOptions): IfirmaSimulator {
  const { months = 4, mostPerMinute = 100, accounts = DEMO } = options;
  // Where others know of the same invoices, the firm sells with another program.
  const perMonth = options.perMonth ?? (options.shared === undefined ? 12 : FEW);
  const count = months * perMonth;
  const msOf = (at: number): number => options.now() - months * 30 * 86_400_000 * (1 - (at + 1) / (count + 1));
  const documents = Array.from({ length: count }, (_, at) => makeDocument(152_000 + at, at, msOf(at)));
  const [violations, script, seen, times]: [string[], Fault[], SeenRequest[], number[]] = [[], [], [], []];

  const carryOut = (request: Request): Response => {
    const url = new URL(request.url);
    const path = url.pathname.replace(/^\/iapi\//, '');
    if (request.method !== 'GET' || /\/ksef\/|\/send\//.test(path)) {
      violations.push(`${request.method} ${url.pathname}`);
      return refusal(201, 'nothing is changed here');
    }
    const keyName = keyOf(path);
    if (path === url.pathname || keyName === null || !SUFFIX.test(path)) return missing();
    const refused = refusedSignature(request, keyName);
    if (refused !== null) return refused;
    const now = options.now();
    while ((times[0] ?? now) <= now - 60_000) times.shift();
    if (times.length >= mostPerMinute) return new Response('', { status: 429 });
    times.push(now);
    if (path === 'faktury.json') return listed(url.searchParams);
    if (path.startsWith('abonent/limit'))
      return ok({ LimitWykorzystany: { literal: String(times.length) }, LimitPrzyznany: { literal: '2000' } });
    return single(path);
  };

  const refusedSignature = (request: Request, keyName: string): Response | null => {
    const header = /^IAPIS user=([^,]+), hmac-sha1=([0-9a-f]{40})$/.exec(request.headers.get('authentication') ?? '');
    if (header === null || request.headers.has('authorization')) return refusal(400);
    const isPage = new URL(request.url).pathname.includes('.pdf');
    if (request.headers.get('accept') !== (isPage ? 'application/pdf' : 'application/json')) return refusal(102);
    const [, login = '', hash] = header;
    const keys = Object.hasOwn(accounts, login) ? accounts[login] : undefined;
    if (keys === undefined) return refusal(401);
    const key = keys[keyName];
    if (key === undefined) return refusal(402);
    const [bare = ''] = request.url.split('?');
    const right = createHmac('sha1', Buffer.from(key, 'hex')).update(`${bare}${login}${keyName}`).digest('hex');
    return hash === right ? null : refusal(403);
  };

  const listed = (query: URLSearchParams): Response => {
    const from = query.get('dataOd');
    for (const name of query.keys()) if (!LISTED.has(name)) return refusal(201, name);
    if (from === null || !DATE.test(from)) return refusal(201, 'dataOd');
    const to = query.get('dataDo') ?? dayOf(Date.parse(`${from}T12:00:00Z`) + 30 * 86_400_000);
    const [page, size] = [
      Number(query.get('strona') ?? '1'),
      Number(query.get('iloscNaStronie') ?? String(USUAL_PAGE)),
    ];
    if (!DATE.test(to) || !(page >= 1) || !(size >= 1)) return refusal(201, 'strona');
    const rows = documents
      .map(({ row }) => row)
      .filter((row) => textOf(row, 'DataWystawienia') >= from && textOf(row, 'DataWystawienia') <= to)
      .toReversed();
    return ok({ Wynik: rows.slice((page - 1) * size, page * size) });
  };

  const single = (path: string): Response => {
    const [type, name = ''] = path.split('/');
    const id = name.replace(SUFFIX, '');
    const found = documents.find((one) => one.type === type && (one.id === id || one.number === id));
    if (found === undefined) return refusal(201, 'Nie znaleziono faktury');
    if (name.includes('.pdf'))
      return new Response(pdfOf(found.number), { headers: { 'content-type': 'application/pdf' } });
    // Both envelopes are seen.
    return Number(found.id) % 2 === 0 ? ok(found.document) : ok({ Wynik: found.document });
  };

  return {
    violations,
    documents,
    seen,
    script: (faults: FaultScript) => {
      script.splice(0, script.length, ...faults);
    },
    handle: async (request) => {
      const { pathname } = new URL(request.url);
      const fault = takeFault(script, request.method, pathname);
      // A named fault is a number of the body.
      const response = await underFault(
        fault,
        () => carryOut(request),
        (name) => refusal(Number(name)),
      );
      const isBroken = response.headers.get('x-simulator-break') !== null;
      seen.push({ method: request.method, url: request.url, status: isBroken ? 0 : response.status });
      return response;
    },
  };
}

export function textOf(row: Row, name: string): string {
  const value = row[name];
  return typeof value === 'string' ? value : '';
}

export { ksefNumber, makeDocument };
export type { Document, Row, Value };

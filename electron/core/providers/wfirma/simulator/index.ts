// The wFirma simulator: a fetch handler, in memory. Refuses in the body while the status is 200, answers in XML unless asked
// otherwise, and remembers what must never be asked: dossier accounting §3.1 to §3.8.
import {
  takeFault,
  underFault,
  type Fault,
  type FaultScript,
  type SeenRequest,
  type Simulator,
  type SimulatorOptions,
} from '../../sdk/simulatorKit';
import { documentsOf, download, FileAnswer, type Books } from './files';
import { find, writeFound } from './find';
import { makeExpense, makeInvoice, numbered, sharedExpense, wallTime, type Row } from './rows';

export interface Account {
  readonly keys: Readonly<Record<'accesskey' | 'secretkey' | 'appkey', string>>;
  readonly companies: readonly string[];
}
export interface WfirmaKnobs {
  readonly months?: number;
  readonly perMonth?: number;
  readonly accounts?: readonly Account[];
  /** Fewer rows at once than anybody asks for. */
  readonly mostPerPage?: number;
  /** Off: the order is taken for the one by date, as of a field that cannot be sorted by. */
  readonly ordersByModified?: boolean;
  readonly denied?: readonly ('expenses' | 'invoices')[];
  /** Off: files cannot be asked for by their cost. */
  readonly asksByExpense?: boolean;
}
export type WfirmaOptions = SimulatorOptions & WfirmaKnobs;

export interface WfirmaSimulator extends Simulator {
  readonly violations: readonly string[];
  readonly control: {
    /** For tests to look at and to change: `expenses` or `invoices` of the first company. */
    rows(module: 'expenses' | 'invoices'): Row[];
    edit(module: 'expenses' | 'invoices', id: string, changes: Row): void;
    /** Runs before each request is answered, with its number. */
    before(hook: (number: number) => void): void;
  };
}

export const DEMO: Account = {
  keys: {
    accesskey: 'demo0access0key0demo0access0key0',
    secretkey: 'demo0secret0key0demo0secret0key0',
    appkey: 'demo0app0key0demo0app0key0demo00',
  },
  companies: ['451203'],
};
const SINGULAR: Readonly<Record<string, string>> = {
  expenses: 'expense',
  invoices: 'invoice',
  documents: 'document',
};
const LOCK_MS = 5 * 60_000;
const MOST_BAD = 5;

export function createWfirmaSimulator(options: WfirmaOptions): WfirmaSimulator {
  const { accounts = [DEMO], mostPerPage = 100, ordersByModified = true, denied = [], asksByExpense = true } = options;
  const books = new Map<string, Books>();
  for (const id of accounts.flatMap(({ companies }) => companies)) books.set(id, makeBooks(id, books.size, options));
  const [violations, script, seen]: [string[], Fault[], SeenRequest[]] = [[], [], []];
  let [bad, lockedUntil] = [0, 0];
  let hook: (number: number) => void = () => undefined;

  const carryOut = async (request: Request): Promise<Row | string | FileAnswer> => {
    const url = new URL(request.url);
    const [, module = '', action = '', id, more] = url.pathname.split('/');
    if (!/^(find|get|download)$/.test(action)) {
      violations.push(`${request.method} ${url.pathname}`);
      return 'ACTION NOT FOUND';
    }
    if (options.now() < lockedUntil) return 'AUTH FAILED LIMIT WAIT 5 MINUTES';
    const account = accounts.find(({ keys }) =>
      Object.entries(keys).every(([name, key]) => request.headers.get(name) === key),
    );
    if (account === undefined) {
      bad += 1;
      if (bad >= MOST_BAD) [bad, lockedUntil] = [0, options.now() + LOCK_MS];
      return 'AUTH';
    }
    if (more !== undefined) return 'ACTION NOT FOUND';
    if (module === 'user_companies' && action === 'find')
      return {
        user_companies: numbered(
          'user_company',
          account.companies.map((company, at) => ({ id: `88${String(at)}`, company_id: company, user_id: '4' })),
        ),
      };
    const companyId = url.searchParams.get('company_id');
    if (companyId !== null && !account.companies.includes(companyId)) return 'ACCESS DENIED';
    // Without it the question reaches whichever company comes last.
    const book = books.get(companyId ?? account.companies.at(-1) ?? '');
    if (book === undefined) return 'COMPANY ID REQUIRED';
    if (module === 'companies' && action === 'get' && request.method === 'GET')
      return id === companyId ? { companies: numbered('company', [book.company]) } : 'NOT FOUND';
    if (action === 'download') return download({ module, id, request }, book);
    return listed({ module, action, id, request, url }, book);
  };

  const listed = async (
    {
      module,
      action,
      id,
      request,
      url,
    }: {
      readonly module: string;
      readonly action: string;
      readonly id: string | undefined;
      readonly request: Request;
      readonly url: URL;
    },
    book: Books,
  ): Promise<Row | string> => {
    if (module !== 'expenses' && module !== 'invoices' && module !== 'documents') return 'ACTION NOT FOUND';
    if (module !== 'documents' && denied.includes(module)) return 'ACCESS DENIED';
    const rows = module === 'documents' ? documentsOf(book.expenses) : book[module];
    const singular = SINGULAR[module] ?? '';
    if (action === 'get') {
      const row = rows.find((one) => one['id'] === id);
      return row === undefined ? 'NOT FOUND' : { [module]: numbered(singular, [row]) };
    }
    if (action !== 'find' || id !== undefined) return 'ACTION NOT FOUND';
    if (request.method !== 'POST' || url.searchParams.get('inputFormat') !== 'json') return 'INPUT ERROR';
    const body = await request.text();
    if (module === 'documents' && !asksByExpense && body.includes('"conditions"')) return 'ERROR';
    const found = find(module, body, rows, { mostPerPage, ordersByModified });
    return found === null ? 'INPUT ERROR' : writeFound(module, singular, found);
  };

  const answer = async (request: Request): Promise<Response> => {
    const outcome = await carryOut(request);
    // Whatever it is called: some answer as text.
    if (outcome instanceof FileAnswer)
      return new Response(outcome.bytes, { headers: { 'content-type': 'text/html; charset=utf-8' } });
    const [tree, code] = typeof outcome === 'string' ? [{}, outcome] : [outcome, 'OK'];
    if (new URL(request.url).searchParams.get('outputFormat') !== 'json') return xml(code);
    return Response.json({ ...tree, status: { code } });
  };

  return {
    violations,
    seen,
    control: {
      rows: (module) => books.values().next().value?.[module] ?? [],
      edit: (module, id, changes) => {
        const row = books
          .values()
          .next()
          .value?.[module].find((one) => one['id'] === id);
        Object.assign(row ?? {}, { modified: wallTime(options.now()) }, changes);
      },
      before: (next) => {
        hook = next;
      },
    },
    script: (faults: FaultScript) => {
      script.splice(0, script.length, ...faults);
    },
    handle: async (request) => {
      hook(seen.length + 1);
      const { pathname } = new URL(request.url);
      const response = await underFault(takeFault(script, request.method, pathname), () => answer(request), named);
      const isBroken = response.headers.get('x-simulator-break') !== null;
      seen.push({ method: request.method, url: request.url, status: isBroken ? 0 : response.status });
      return response;
    },
  };
}

const xml = (code: string): Response =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>\n<api><status><code>${code}</code></status></api>`, {
    headers: { 'content-type': 'text/xml; charset=utf-8' },
  });

/** A named fault is a status code of the body: `TOTAL REQUESTS LIMIT EXCEEDED`; with `xml:` before it, in XML. */
const named = (name: string): Response =>
  name.startsWith('xml:') ? xml(name.slice(4)) : Response.json({ status: { code: name } });

/** Beside invoices that others know as well. */
const FEW = 1;

function makeBooks(id: string, index: number, { now, months = 4, shared, ...more }: WfirmaOptions): Books {
  const perMonth = more.perMonth ?? (shared === undefined ? 20 : FEW);
  const company: Row =
    index === 0
      ? { id, name: 'Zielona Kuźnia sp. z o.o.', altname: 'Zielona Kuźnia', nip: '526-587-76-35', vat_payer: '1' }
      : { id, name: 'Inna Firma s.c.', altname: '', nip: '7010416384', vat_payer: '1' };
  const count = months * perMonth;
  const msOf = (at: number): number => now() - months * 30 * 86_400_000 * (1 - (at + 1) / (count + 1));
  const many = <T>(make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
  return {
    company,
    expenses: [
      ...many((at) => makeExpense({ id: String(551_000 + at), at, ms: msOf(at) })),
      ...(shared ?? [])
        .filter(({ isSale }) => !isSale)
        .map((invoice, at) => sharedExpense(invoice, String(561_000 + at))),
    ],
    invoices: many((at) => makeInvoice({ id: String(771_000 + at), at, ms: msOf(at) }, company)),
  };
}

export { makeExpense, makeInvoice, wallTime };
export type { Row };

// The few questions Kontor asks wFirma: `find`, `get` and `download`, nothing else. What has conditions goes by POST: they stand in a body.
import type { ProviderContext } from '../sdk/context';
import { unavailable } from '../sdk/errors';
import type { HttpRequest } from '../sdk/http';
import { keyOf } from '../sdk/keyOf';
import type { Listed } from '../sdk/shiftingPages';
import { fetchFile, type SourceFileOrder } from '../sdk/sourceFile';
import type { Fields } from '../../formats/json/fields';
import { fieldsOf, readAnswer, type Module, type Told } from './answer';
import { isCodedRefusal } from '../sdk/refusals';
import { refusalOfCode } from './errors';
import { steadyPages } from './steadyPages';

/** The largest that clients use; the service may answer with fewer. */
export const PAGE_SIZE = 100;
const ORIGIN = 'https://api2.wfirma.pl';

/** The page alone: no envelope's address, no leaflet, no word of a duplicate, nothing of the till or the warehouse (dossier §3.4). */
const PAGE_PARAMETERS = Object.fromEntries(
  Object.entries({
    page: 'invoice',
    address: '0',
    leaflet: '0',
    duplicate: '0',
    payment_cashbox_documents: '0',
    warehouse_documents: '0',
  }).map(([name, value], at) => [String(at), { parameter: { name, value } }]),
);

export type ListModule = 'expenses' | 'invoices';
export type FileModule = 'invoices' | 'documents';

export interface WfirmaRow extends Listed {
  readonly text: string;
  readonly fields: Fields;
}

export interface FindQuery {
  readonly dates?: { readonly from: string; readonly to: string };
  /** Descending. */
  readonly order: 'date' | 'modified';
  readonly page: number;
  readonly size?: number;
}

export interface Api {
  readonly host: string;
  /** Companies that the keys may work for. */
  userCompanies(): Promise<readonly Fields[]>;
  company(companyId: string): Promise<Fields>;
  /** Asks for this company from now on. */
  use(companyId: string): void;
  find(module: ListModule, query: FindQuery): Promise<readonly WfirmaRow[]>;
  /** Null when there is no such record any more. */
  one(module: ListModule, id: string): Promise<WfirmaRow | null>;
  /** Files of the company, the newest first; only those of one expense where the service takes that condition. */
  documents(page: number, expenseId?: string): Promise<readonly Fields[]>;
  /** The page of an invoice, or a file as it was put there. */
  download(module: FileModule, id: string, order: SourceFileOrder): Promise<void>;
}

export function openApi(ctx: ProviderContext): Api {
  const own = String(ctx.connection.settings['base_url'] ?? '');
  const { origin, host } = new URL(own === '' ? ORIGIN : own);
  let companyId = String(ctx.connection.settings['company_id'] ?? '').trim();
  const request = asker(ctx, origin);
  const ask = async (module: Module, path: string, body: object | null, more: Parameters<typeof request>[2]) => {
    const answer = await ctx.http.request({ ...request(path, body, more), maxBytes: 32 << 20 });
    return readAnswer(answer, module, path, ctx.clock.now());
  };
  const companyOf = (path: string) => {
    // Without it the question may reach another company of the same user (dossier §3.1).
    if (companyId === '') throw refusalOfCode('COMPANY ID REQUIRED', path, ctx.clock.now());
    return { company_id: companyId };
  };
  const askAbout = (module: ListModule | 'documents', action: string, body: object | null): Promise<Told> => {
    const path = `${module}/${action}`;
    return ask(module, path, body, companyOf(path));
  };
  const steady = steadyPages();

  return {
    host,
    use: (id) => {
      companyId = id;
    },
    userCompanies: async () => {
      const { records } = await ask('user_companies', 'user_companies/find', null, {});
      return records.map((record) => fieldsOf(record));
    },
    company: async (id) => {
      const path = `companies/get/${encodeURIComponent(id)}`;
      const { records } = await ask('companies', path, null, { company_id: id });
      return fieldsOf(onlyOf(records, path));
    },
    find: (module, { dates, order, page, size = PAGE_SIZE }) => {
      const condition = (operator: string, value: string) => ({ condition: { field: 'date', operator, value } });
      const conditions = dates ? { '0': condition('ge', dates.from), '1': condition('le', dates.to) } : null;
      const parameters = { ...(conditions ? { conditions } : {}), order: { desc: order } };
      const one = async (number: number, limit: number) => {
        const body = { [module]: { parameters: { ...parameters, page: number, limit } } };
        const told = await askAbout(module, 'find', body);
        const size = told.limit ?? limit;
        const expected = Math.min(size, (told.total ?? 0) - (number - 1) * size);
        // Rights may hide rows; whoever compares the counts must be able to see why they differ.
        const count = told.records.length;
        if (count < expected) ctx.log.warn('log.total_differs', { count, total: expected });
        return { rows: told.records.map((record) => rowOf(record)), limit: told.limit };
      };
      return steady(one, page, size);
    },
    documents: (page, expenseId) => {
      const is = { condition: { field: 'Expense.id', operator: 'eq', value: expenseId } };
      const conditions = expenseId === undefined ? {} : { conditions: { '0': is } };
      const one = async (number: number, limit: number) => {
        const parameters = { ...conditions, order: { desc: 'date' }, page: number, limit };
        const told = await askAbout('documents', 'find', { documents: { parameters } });
        return { rows: told.records.map((record) => fieldsOf(record)), limit: told.limit };
      };
      return steady(one, page, PAGE_SIZE);
    },
    download: async (module, id, order) => {
      const path = `${module}/download/${encodeURIComponent(id)}`;
      const body = module === 'invoices' ? { invoices: { parameters: PAGE_PARAMETERS } } : null;
      const answer = await fetchFile(ctx, request(path, body, companyOf(path)), order);
      // Told as everywhere: a word in a body. One that says that all is well brought no file.
      if (answer === null) return;
      readAnswer(answer, module, path, ctx.clock.now());
      throw unavailable('unexpected_answer', { details: `${path} without a file` });
    },
    one: async (module, id) => {
      try {
        const action = `get/${encodeURIComponent(id)}`;
        return rowOf(onlyOf((await askAbout(module, action, null)).records, action));
      } catch (error) {
        if (isCodedRefusal(error, 'NOT FOUND')) return null;
        throw error;
      }
    },
  };
}

function asker(ctx: ProviderContext, origin: string) {
  const keys = {
    accesskey: keyOf(ctx, 'access_key', 'accessKey'),
    secretkey: keyOf(ctx, 'secret_key', 'secretKey'),
    appkey: keyOf(ctx, 'app_key', 'appKey'),
  };
  const isJson = { inputFormat: 'json', outputFormat: 'json' };

  return (path: string, body: object | null, more: Readonly<Record<string, string>>): HttpRequest => ({
    method: body === null ? 'GET' : 'POST',
    url: `${origin}/${path}?${new URLSearchParams({ ...isJson, ...more }).toString()}`,
    headers: {
      accept: 'application/json',
      'user-agent': ctx.userAgent,
      ...keys,
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
    group: 'api',
    // Only questions: a lost answer may be asked for again.
    isIdempotent: true,
  });
}

/** A record that is not there is refused with NOT FOUND; an answer without it means nothing. */
function onlyOf(records: readonly string[], path: string): string {
  const [record] = records;
  if (record === undefined) throw unavailable('unexpected_answer', { details: `${path} without a record` });
  return record;
}

function rowOf(text: string): WfirmaRow {
  const fields = fieldsOf(text);
  const id = fields.text('id');
  if (id === undefined) throw unavailable('unexpected_answer', { details: 'record without id' });
  // A wall clock without a zone: as a number it only serves to compare.
  const changedMs = Date.parse(`${(fields.text('modified') ?? '').replace(' ', 'T')}Z`);
  return { id, date: fields.date('date') ?? null, stamp: text, changedMs, text, fields };
}

// The few questions Kontor asks inFakt: GET of lists and single records, and of a cost's file. Never the PDF of a sale (it takes a draft
// into the books), never download_many (it sends an e-mail), and the key never over a link of an answer (`next` names another host):
// dossier §4.2 to §4.4.
import type { ProviderContext } from '../sdk/context';
import { authFailed, unavailable } from '../sdk/errors';
import { isHtml, isRefusal } from '../sdk/refusals';
import type { Listed } from '../sdk/shiftingPages';
import { fetchOverLink, type SourceFileOrder } from '../sdk/sourceFile';
import { exactChildren, parseExact } from '../../formats/json/exactJson';
import { Fields } from '../../formats/json/fields';
import { refusalOf } from './errors';

export const PAGE_SIZE = 100;
const ORIGIN = 'https://api.infakt.pl';
const PREFIX = '/api/v3';

/** Every kind of sales document has its own list. */
export const SALES = [
  'invoices',
  'corrective_invoices',
  'margin_invoices',
  'advance_invoices',
  'final_invoices',
  'oss_invoices',
  'corrective_oss_invoices',
  'internal_invoices',
] as const;
export type ListName = 'documents/costs' | (typeof SALES)[number];

export interface InfaktRow extends Listed {
  readonly text: string;
  readonly fields: Fields;
}

export type Filter = Readonly<Record<string, string>>;

export interface Api {
  readonly host: string;
  accountDetails(): Promise<Fields>;
  list(name: ListName, query: Filter, page: number, limit?: number): Promise<readonly InfaktRow[]>;
  one(name: ListName, uuid: string): Promise<InfaktRow | null>;
  /** What came in with a cost. The links are others in every answer and lapse soon. */
  files(uuid: string): Promise<readonly Fields[]>;
  /** A file over such a link: without the key. */
  file(link: string, order: SourceFileOrder): Promise<void>;
}

export function openApi(ctx: ProviderContext): Api {
  const own = String(ctx.connection.settings['base_url'] ?? '');
  const { origin, host } = new URL(own === '' ? ORIGIN : own);
  const key = (ctx.connection.credential('api_key') ?? '').trim();
  if (key === '') throw authFailed('key_missing', { fieldErrors: { api_key: 'key_missing.what' } });

  const get = async (path: string, query: Filter = {}): Promise<string> => {
    const parameters = new URLSearchParams(query).toString();
    const answer = await ctx.http.request({
      method: 'GET',
      url: `${origin}${PREFIX}${path}${parameters === '' ? '' : `?${parameters}`}`,
      headers: { accept: 'application/json', 'x-infakt-apikey': key, 'user-agent': ctx.userAgent },
      group: 'api',
      maxBytes: 32 << 20,
    });
    if (answer.status !== 200 || isHtml(answer)) throw refusalOf(answer, path);
    answer.json();
    return answer.text();
  };

  return {
    host,
    accountDetails: async () => fieldsOf(await get('/account/details.json')),
    list: async (name, query, page, limit = PAGE_SIZE) => {
      const offset = String((page - 1) * limit);
      const text = await get(`/${name}.json`, { ...query, offset, limit: String(limit) });
      if (fieldsOf(text).raw('entities') === undefined)
        throw unavailable('unexpected_answer', { details: `${name} without entities` });
      return exactChildren(text, ['entities']).map((row) => rowOf(row.text));
    },
    files: async (uuid) => {
      try {
        return fieldsOf(await get(`/documents/costs/${encodeURIComponent(uuid)}.json`)).list('attachments');
      } catch (error) {
        if (isRefusal(error, 404)) return [];
        throw error;
      }
    },
    file: (link, order) => fetchOverLink(ctx, { link, ownOrigin: origin }, order),
    one: async (name, uuid) => {
      try {
        return rowOf(withoutFiles(await get(`/${name}/${encodeURIComponent(uuid)}.json`)));
      } catch (error) {
        if (isRefusal(error, 404)) return null;
        throw error;
      }
    },
  };
}

function fieldsOf(text: string): Fields {
  const value = parseExact(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unavailable('unexpected_answer', { details: 'no object' });
  return new Fields(value as Record<string, unknown>);
}

/** A single record tells more than its row in the list: links to its files, which are secrets, and others in every answer. */
function withoutFiles(text: string): string {
  const members = exactChildren(text).filter(({ key }) => key !== 'attachments');
  return `{${members.map((member) => `${JSON.stringify(member.key)}:${member.text}`).join(',')}}`;
}

function rowOf(text: string): InfaktRow {
  const fields = fieldsOf(text);
  const id = fields.text('uuid');
  if (id === undefined) throw unavailable('unexpected_answer', { details: 'row without uuid' });
  // There is no time of the last change: the whole row tells one content from another.
  return { id, date: fields.date('issue_date', 'invoice_date') ?? null, stamp: text, text, fields };
}

// The few questions Kontor asks Fakturownia: GET only, and only with parameters that are named here. `send_to_ksef` on a GET would
// submit an invoice (dossier §2.4), so nothing from outside ever becomes a parameter.
import type { ProviderContext } from '../sdk/context';
import { authFailed, unavailable } from '../sdk/errors';
import type { HttpRequest } from '../sdk/http';
import { isHtml, isRefusal, Refusal } from '../sdk/refusals';
import type { Listed } from '../sdk/shiftingPages';
import { fetchFile, fetchOverLink, noSourceFile, type SourceFileOrder } from '../sdk/sourceFile';
import { exactChildren, parseExact } from '../../formats/json/exactJson';
import { Fields } from '../../formats/json/fields';
import { accountOf, type Account } from './address';
import { refusalOf } from './errors';

export type Kind = 'cost' | 'sale';
/** Documented maximum. */
export const PAGE_SIZE = 100;

export interface ListedInvoice extends Listed {
  /** The row exactly as it came. */
  readonly text: string;
  readonly fields: Fields;
  readonly updatedMs: number;
}

export interface ListQuery {
  readonly kind: Kind;
  readonly page: number;
  readonly perPage?: number;
  readonly order: 'updated_at.desc' | 'issue_date';
  readonly dates?: { readonly from: string; readonly to: string };
}

export interface Api {
  readonly account: Account;
  accountDetails(): Promise<Fields>;
  list(query: ListQuery): Promise<readonly ListedInvoice[]>;
  /** Null when there is no such invoice any more. */
  invoice(id: string): Promise<ListedInvoice | null>;
  /** Files that came with a cost, all of them in one ZIP. */
  attachments(id: string, order: SourceFileOrder): Promise<void>;
  /** The page of an invoice that was issued there. */
  page(id: string, order: SourceFileOrder): Promise<void>;
}

const REDIRECTS = [301, 302, 303, 307, 308];
/** A page of 100 invoices with long positions. */
const MAX_BYTES = 32 << 20;

export function openApi(ctx: ProviderContext): Api {
  const account = accountOf(ctx.connection.settings);
  const token = (ctx.connection.credential('api_token') ?? '').trim();
  if (token === '') throw authFailed('token_missing', { fieldErrors: { api_token: 'token_missing.what' } });

  const asked = (path: string, query: Readonly<Record<string, string>>, accept: string): HttpRequest => ({
    method: 'GET',
    url: `${account.origin}${path}?${new URLSearchParams({ ...query, api_token: token }).toString()}`,
    headers: { accept, 'user-agent': ctx.userAgent },
    group: 'api',
    expected: REDIRECTS,
  });
  const get = async (path: string, query: Readonly<Record<string, string>>): Promise<string> => {
    const answer = await ctx.http.request({ ...asked(path, query, 'application/json'), maxBytes: MAX_BYTES });
    if (answer.status !== 200 || isHtml(answer)) throw refusalOf(answer, path);
    answer.json();
    return answer.text();
  };

  const file = async (path: string, order: SourceFileOrder): Promise<void> => {
    const answer = await fetchFile(ctx, asked(path, {}, '*/*'), order);
    if (answer === null) return;
    if (answer.status === 404) throw noSourceFile(`GET ${path}: HTTP 404`);
    const link = REDIRECTS.includes(answer.status) ? answer.headers['location'] : undefined;
    if (link === undefined) throw refusalOf(answer, path);
    // Files may lie on another host: the token stays here.
    await fetchOverLink(ctx, { link, ownOrigin: account.origin }, order);
  };

  return {
    account,
    attachments: (id, order) => file(`/invoices/${encodeURIComponent(id)}/attachments_zip.json`, order),
    page: (id, order) => file(`/invoices/${encodeURIComponent(id)}.pdf`, order),
    accountDetails: async () => objectOf(await get('/account.json', { integration_token: '' }), '/account.json').fields,
    list: async ({ kind, page, perPage = PAGE_SIZE, order, dates }) => {
      const text = await get('/invoices.json', {
        ...(kind === 'cost' ? { income: 'no' } : {}),
        ...(dates ? { period: 'more', date_from: dates.from, date_to: dates.to } : { period: 'all' }),
        order,
        include_positions: 'true',
        page: String(page),
        per_page: String(perPage),
      });
      if (!text.trimStart().startsWith('[')) {
        objectOf(text, '/invoices.json');
        throw unavailable('unexpected_answer', { details: 'invoices.json is no list' });
      }
      return exactChildren(text).map((row) => listed(row.text));
    },
    invoice: async (id) => {
      try {
        const path = `/invoices/${encodeURIComponent(id)}.json`;
        return objectOf(await get(path, {}), path);
      } catch (error) {
        if (isRefusal(error, 404)) return null;
        throw error;
      }
    },
  };
}

/** One object; some refusals come with status 200 (dossier §2.6). */
function objectOf(text: string, path: string): ListedInvoice {
  const value = parseExact(text);
  const record = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  if (record === null) throw unavailable('unexpected_answer', { details: `${path} is no object` });
  const fields = new Fields(record as Record<string, unknown>);
  if (fields.text('id') === undefined && (fields.text('status') === 'error' || fields.text('code') === 'error')) {
    const details = `${path}: ${JSON.stringify(fields.raw('message') ?? '').slice(0, 300)}`;
    throw new Refusal({ kind: 'rejected', key: 'request_refused', details }, 200);
  }
  return rowOf(fields, text);
}

function listed(text: string): ListedInvoice {
  const value = parseExact(text);
  if (typeof value !== 'object' || value === null) throw unavailable('unexpected_answer', { details: 'row' });
  const row = rowOf(new Fields(value as Record<string, unknown>), text);
  if (!/^\d+$/.test(row.id) || Number.isNaN(row.updatedMs))
    throw unavailable('unexpected_answer', { details: `row without id or updated_at` });
  return row;
}

function rowOf(fields: Fields, text: string): ListedInvoice {
  const stamp = fields.text('updated_at') ?? '';
  return {
    id: fields.text('id') ?? '',
    date: fields.date('issue_date') ?? null,
    stamp,
    updatedMs: Date.parse(stamp),
    text,
    fields,
  };
}

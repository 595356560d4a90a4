// The few questions Kontor asks iFirma, all of them GET. The accounting month is never set: that would change the account for
// everybody who works in it (dossier §1.6).
import type { ProviderContext } from '../sdk/context';
import { badInput, unavailable } from '../sdk/errors';
import type { HttpAnswer, HttpRequest } from '../sdk/http';
import type { Listed } from '../sdk/shiftingPages';
import { fetchFile, type SourceFileOrder } from '../sdk/sourceFile';
import { exactChildren, parseExact } from '../../formats/json/exactJson';
import { Fields } from '../../formats/json/fields';
import { isCodedRefusal } from '../sdk/refusals';
import { refusalOfCode, refusalOfStatus } from './errors';
import { hasKey, hexKey, KEY_NAMES, type KeyField } from './keys';
import { authentication } from './signature';

/** Several clients ask for this much and more; the limit is not documented. */
export const PAGE_SIZE = 100;
const ORIGIN = 'https://www.ifirma.pl';

/** Where the single document of a kind is found; the list of kinds is open. */
const TYPES: Readonly<Record<string, string>> = {
  prz_faktura_kraj: 'fakturakraj',
  prz_faktura_wysylka: 'fakturawysylka',
  prz_faktura_paragon: 'fakturaparagon',
  prz_faktura_proforma: 'fakturaproformakraj',
  prz_rachunek_kraj: 'rachunekkraj',
};
const BILL = 'rachunekkraj';
/** A kind whose single document Kontor does not know to ask for. */
const OTHER = 'inne';

export interface IfirmaRow extends Listed {
  /** `{"faktura":…,"wiersz":…}`: the document and its row in the list, each exactly as it came; one of them may be absent. */
  readonly text: string;
  readonly row: Fields;
  readonly document: Fields | null;
}

export interface ListQuery {
  readonly from: string;
  readonly to?: string;
  readonly page: number;
  readonly size?: number;
}

export interface Api {
  readonly host: string;
  readonly login: string;
  /** Calls used and granted; needs the key `abonent`. */
  allowance(): Promise<Fields>;
  list(query: ListQuery): Promise<readonly IfirmaRow[]>;
  /** The row with its document, where there is a way to ask for it. */
  withDocument(row: IfirmaRow): Promise<IfirmaRow>;
  /** Null when there is no such document any more. */
  one(id: string): Promise<IfirmaRow | null>;
  /** The page of a document; a duplicate is never asked for. */
  page(id: string, order: SourceFileOrder): Promise<void>;
}

/** Whether there is a way to ask for the single document. */
export const isKnownKind = (id: string): boolean => !id.startsWith(`${OTHER}-`);

export function openApi(ctx: ProviderContext): Api {
  const own = String(ctx.connection.settings['base_url'] ?? '');
  const { origin, host } = new URL(own === '' ? ORIGIN : own);
  const login = String(ctx.connection.settings['username'] ?? '').trim();
  // Anything else would break the header, and no login holds it.
  if (!/^[\x21-\x2b\x2d-\x7e]+$/.test(login))
    throw badInput('login_unknown', { fieldErrors: { username: 'login_unknown.what' } });

  const signed = (field: KeyField, path: string, accept: string): HttpRequest => {
    const url = `${origin}/iapi/${path}`;
    const keyName = KEY_NAMES[field];
    return {
      method: 'GET',
      url,
      headers: {
        accept,
        'content-type': 'application/json; charset=UTF-8',
        authentication: authentication(hexKey(ctx, field), { url, login, keyName, body: '' }),
        'user-agent': ctx.userAgent,
      },
      group: 'api',
    };
  };
  const get = async (field: KeyField, path: string, query: Readonly<Record<string, string>> = {}): Promise<string> => {
    const request = signed(field, path, 'application/json');
    const parameters = new URLSearchParams(query).toString();
    const url = parameters === '' ? request.url : `${request.url}?${parameters}`;
    return responseOf(await ctx.http.request({ ...request, url, maxBytes: 32 << 20 }), path, field);
  };
  const keyFor = (type: string): KeyField => (type === BILL ? 'bill_key' : 'invoice_key');
  const documentText = async (type: string, number: string): Promise<string> => {
    const response = await get(keyFor(type), `${type}/${encodeURIComponent(number)}.json`);
    // Some answers hold the document itself, others under `Wynik`.
    const inner = memberOf(response, 'Wynik');
    return inner?.startsWith('{') === true ? inner : response;
  };

  return {
    host,
    login,
    allowance: async () => fieldsOf(await get('api_key', 'abonent/limit.json')),
    list: async ({ from, to, page, size = PAGE_SIZE }) => {
      const dates = { dataOd: from, ...(to === undefined ? {} : { dataDo: to }) };
      const response = await get('invoice_key', 'faktury.json', {
        ...dates,
        strona: String(page),
        iloscNaStronie: String(size),
      });
      const rows = memberOf(response, 'Wynik');
      if (rows?.startsWith('[') !== true)
        throw unavailable('unexpected_answer', { details: 'faktury.json is no list' });
      return exactChildren(rows).map(({ text }) => rowOf(text));
    },
    withDocument: async (row) => {
      const [type = OTHER, number = ''] = row.id.split('-');
      if (row.document !== null || type === OTHER) return row;
      if (type === BILL && !hasKey(ctx, 'bill_key')) {
        ctx.log.warn('log.key_missing', { name: KEY_NAMES.bill_key });
        return row;
      }
      try {
        const text = await documentText(type, number);
        return { ...row, text: `{"faktura":${text},${row.text.slice(1)}`, document: fieldsOf(text) };
      } catch (error) {
        if (!isNotGiven(error)) throw error;
        // The list of kinds is open: one that is kept elsewhere than is known here must not hold up all the others.
        ctx.log.warn('log.document_refused', { number: row.row.text('PelnyNumer') ?? number });
        return row;
      }
    },
    one: async (id) => {
      const [type = OTHER, number = ''] = id.split('-');
      // Its list was read whole and does not hold it; more cannot be asked.
      if (type === OTHER || (type === BILL && !hasKey(ctx, 'bill_key'))) return null;
      try {
        const text = await documentText(type, number);
        const document = fieldsOf(text);
        const date = document.date('DataWystawienia') ?? null;
        return { id, date, stamp: text, text: `{"faktura":${text}}`, row: new Fields({}), document };
      } catch (error) {
        if (isGone(error)) return null;
        throw error;
      }
    },
    page: async (id, order) => {
      const [type = OTHER, number = ''] = id.split('-');
      const path = `${type}/${encodeURIComponent(number)}.pdf.single`;
      const answer = await fetchFile(ctx, signed(keyFor(type), path, 'application/pdf'), order);
      // Told as everywhere: a number in a body of JSON. One that says that all is well brought no page.
      if (answer !== null)
        throw unavailable('unexpected_answer', { details: `${path}: ${responseOf(answer, path, keyFor(type))}` });
    },
  };
}

/** What stands under `response`, unless it is a refusal. */
function responseOf(answer: HttpAnswer, path: string, field: KeyField): string {
  if (answer.status !== 200) throw refusalOfStatus(answer.status, path, field);
  answer.json();
  const response = memberOf(answer.text(), 'response');
  const told = response === undefined ? null : fieldsOf(response);
  const code = told?.text('Kod');
  if (response === undefined || told === null || code === undefined)
    throw unavailable('unexpected_answer', { details: `${path} without response.Kod` });
  if (code !== '0') throw refusalOfCode(code, told.text('Informacja') ?? '', path, field);
  return response;
}

/** How a document that is gone is told is not documented: any refusal of the document itself, never one of the key or the service. */
const isGone = (error: unknown): boolean => isCodedRefusal(error, '200', '201', '202', '208', '500', 'HTTP 404');

/** Of a document that is listed: only what cannot be meant for the key, the account or the service. */
const isNotGiven = (error: unknown): boolean => isCodedRefusal(error, '200', '201', '208', 'HTTP 404');

const memberOf = (text: string, name: string): string | undefined =>
  exactChildren(text).find(({ key }) => key === name)?.text;

function fieldsOf(text: string): Fields {
  const value = parseExact(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unavailable('unexpected_answer', { details: 'no object' });
  return new Fields(value as Record<string, unknown>);
}

function rowOf(text: string): IfirmaRow {
  const row = fieldsOf(text);
  const number = row.text('FakturaId');
  if (number === undefined) throw unavailable('unexpected_answer', { details: 'row without FakturaId' });
  const kind = row.text('Rodzaj') ?? '';
  const type = Object.hasOwn(TYPES, kind) ? (TYPES[kind] ?? OTHER) : OTHER;
  const date = row.date('DataWystawienia') ?? null;
  return { id: `${type}-${number}`, date, stamp: text, text: `{"wiersz":${text}}`, row, document: null };
}

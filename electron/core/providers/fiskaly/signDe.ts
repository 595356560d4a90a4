// SIGN DE V2 as functions. No retries, no waiting, no decisions: these are the caller's.
import { z } from 'zod';
import type { Ids } from '../../ports';
import type { Fiskaly } from './session';
import { Export, page, Register, Transaction, Tss, type TssState } from './wire';

const Anything = z.unknown();
/** What one page may hold at most. */
export const PAGE = 100;

export interface PageOrder {
  readonly limit: number;
  readonly offset: number;
  readonly order?: 'asc' | 'desc';
  readonly orderBy?: string;
  readonly states?: readonly string[];
}

/** Lists of states are written with indices. */
function queryOf({ limit, offset, order, orderBy, states = [] }: PageOrder): Record<string, string | number> {
  return {
    limit,
    offset,
    ...(order === undefined ? {} : { order }),
    ...(orderBy === undefined ? {} : { order_by: orderBy }),
    ...Object.fromEntries(states.map((state, index) => [`states[${String(index)}]`, state])),
  };
}

const tssPath = (tssId: string): string => `/tss/${encodeURIComponent(tssId)}`;

export const listTss = (api: Fiskaly, order: PageOrder) =>
  api.ask({ method: 'GET', path: '/tss', query: queryOf(order) }, page(Tss));
export const getTss = (api: Fiskaly, tssId: string) => api.ask({ method: 'GET', path: tssPath(tssId) }, Tss);
export const createTss = (api: Fiskaly, tssId: string) =>
  api.ask({ method: 'PUT', path: tssPath(tssId), body: {} }, Tss);
export const moveTss = (
  api: Fiskaly,
  tssId: string,
  body: { readonly state: TssState; readonly description?: string },
) => api.ask({ method: 'PATCH', path: tssPath(tssId), body }, Tss);
export const setPin = (
  api: Fiskaly,
  tssId: string,
  body: { readonly admin_puk: string; readonly new_admin_pin: string },
) => api.ask({ method: 'PATCH', path: `${tssPath(tssId)}/admin`, body }, Anything);
export const adminLogin = (api: Fiskaly, tssId: string, admin_pin: string) =>
  api.ask({ method: 'POST', path: `${tssPath(tssId)}/admin/auth`, body: { admin_pin } }, Anything);
export const adminLogout = (api: Fiskaly, tssId: string) =>
  api.ask({ method: 'POST', path: `${tssPath(tssId)}/admin/logout`, body: {} }, Anything);

export const listAllRegisters = (api: Fiskaly, order: PageOrder) =>
  api.ask({ method: 'GET', path: '/client', query: queryOf(order) }, page(Register));
export const listRegisters = (api: Fiskaly, tssId: string, order: PageOrder) =>
  api.ask({ method: 'GET', path: `${tssPath(tssId)}/client`, query: queryOf(order) }, page(Register));
export const createRegister = (api: Fiskaly, tssId: string, clientId: string, serial_number: string) =>
  api.ask({ method: 'PUT', path: `${tssPath(tssId)}/client/${clientId}`, body: { serial_number } }, Register);
export const moveRegister = (api: Fiskaly, tssId: string, clientId: string, state: Register['state']) =>
  api.ask({ method: 'PATCH', path: `${tssPath(tssId)}/client/${clientId}`, body: { state } }, Register);

export const listTransactions = (api: Fiskaly, tssId: string, order: PageOrder) =>
  api.ask({ method: 'GET', path: `${tssPath(tssId)}/tx`, query: queryOf(order) }, page(Transaction));
/** By id or by number. */
export const getTransaction = (api: Fiskaly, tssId: string, tx: string) =>
  api.ask({ method: 'GET', path: `${tssPath(tssId)}/tx/${encodeURIComponent(tx)}` }, Transaction);
export const putTransaction = (api: Fiskaly, tssId: string, txId: string, revision: number, body: unknown) =>
  api.ask({ method: 'PUT', path: `${tssPath(tssId)}/tx/${txId}`, query: { tx_revision: revision }, body }, Transaction);

export const listAllExports = (api: Fiskaly, order: PageOrder) =>
  api.ask({ method: 'GET', path: '/export', query: queryOf(order) }, page(Export));
export const orderExport = (
  api: Fiskaly,
  tssId: string,
  id: string,
  filters: Readonly<Record<string, string | number>>,
) => api.ask({ method: 'PUT', path: `${tssPath(tssId)}/export/${id}`, query: filters }, Export);
export const getExport = (api: Fiskaly, tssId: string, id: string) =>
  api.ask({ method: 'GET', path: `${tssPath(tssId)}/export/${id}` }, Export);
export const cancelExport = (api: Fiskaly, tssId: string, id: string) =>
  api.ask({ method: 'DELETE', path: `${tssPath(tssId)}/export/${id}` }, Export);
/** `headers`: which part of it. */
export const fetchExport = (
  api: Fiskaly,
  tssId: string,
  id: string,
  toFile: string,
  headers: Readonly<Record<string, string>> = {},
) => api.request({ method: 'GET', path: `${tssPath(tssId)}/export/${id}/file`, headers, toFile });

/** SIGN DE wants version 4, Kontor's own ids are version 7. */
export function uuidV4(ids: Ids): string {
  const bytes = Buffer.from(ids.random(16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Every item of a list, page by page. */
export async function* everyItem<T>(
  ask: (order: PageOrder) => Promise<{ readonly data: readonly T[]; readonly count: number }>,
  order: Omit<PageOrder, 'limit' | 'offset'> = {},
): AsyncGenerator<T> {
  for (let offset = 0; ; offset += PAGE) {
    const { data, count } = await ask({ ...order, limit: PAGE, offset });
    yield* data;
    if (data.length === 0 || offset + data.length >= count) return;
  }
}

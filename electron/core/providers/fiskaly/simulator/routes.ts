// Which operation answers which path, and which of them only the middleware takes.
import { json, Refusal } from './answers';
import { bodyOf, merged, MetadataBody } from './bodies';
import { downloadClosings, getClosingsExport, listClosings, orderClosings } from './closings';
import { cancelExport, exportFile, getExport, listExports, orderExport } from './exports';
import { getOrganization, listOrganizations } from './management';
import { createRegister, listAllRegisters, listRegisters, registerOf, updateRegister, viewRegister } from './registers';
import { findTransaction, getTransaction, listTransactions, upsertTransaction } from './transactions';
import { adminLogin, adminLogout, changePin, createTss, listTss, tssOf, updateTss, viewTss } from './tss';
import type { Call, SignedInCall } from './world';

type Handler = (call: SignedInCall) => Response | Promise<Response>;

interface Route {
  readonly method: string;
  readonly path: string;
  readonly handle: Handler;
  readonly isMiddlewareOnly: boolean;
}

const route = (method: string, path: string, handle: Handler, isMiddlewareOnly = false): Route => ({
  method,
  path,
  handle,
  isMiddlewareOnly,
});

function metadataOf(call: SignedInCall): { metadata: Record<string, string> } {
  const tss = tssOf(call);
  if (call.params['client'] !== undefined) return registerOf(call, tss);
  if (call.params['tx'] === undefined) return tss;
  const tx = findTransaction(tss, call.params['tx']);
  if (!tx) throw new Refusal(404, 'E_TX_NOT_FOUND', 'transaction not found');
  return tx;
}

const metadata = ['/tss/{tss}', '/tss/{tss}/client/{client}', '/tss/{tss}/tx/{tx}'].flatMap((path) => [
  route('GET', `${path}/metadata`, (call) => json(200, metadataOf(call).metadata)),
  // The bare pairs, not wrapped.
  route('PATCH', `${path}/metadata`, (call) => {
    const owner = metadataOf(call);
    owner.metadata = merged(owner.metadata, bodyOf(call, MetadataBody));
    return json(200, owner.metadata);
  }),
]);

const SIGN_DE: readonly Route[] = [
  ...metadata,
  route('GET', '/tss', listTss),
  route('PUT', '/tss/{tss}', createTss),
  route('GET', '/tss/{tss}', (call) => json(200, viewTss(tssOf(call)))),
  route('PATCH', '/tss/{tss}', updateTss, true),
  route('PATCH', '/tss/{tss}/admin', changePin, true),
  route('POST', '/tss/{tss}/admin/auth', adminLogin, true),
  route('POST', '/tss/{tss}/admin/logout', adminLogout, true),
  route('GET', '/client', listAllRegisters),
  route('GET', '/tss/{tss}/client', listRegisters),
  route('PUT', '/tss/{tss}/client/{client}', createRegister, true),
  route('PATCH', '/tss/{tss}/client/{client}', updateRegister, true),
  route('GET', '/tss/{tss}/client/{client}', (call) => {
    const tss = tssOf(call);
    return json(200, viewRegister(tss, registerOf(call, tss)));
  }),
  route('GET', '/tss/{tss}/client/{client}/tx', listTransactions),
  route('GET', '/tss/{tss}/tx', listTransactions),
  route('PUT', '/tss/{tss}/tx/{tx}', upsertTransaction, true),
  route('GET', '/tss/{tss}/tx/{tx}', getTransaction),
  route('GET', '/export', listExports),
  route('GET', '/tss/{tss}/export', listExports),
  route('PUT', '/tss/{tss}/export/{export}', orderExport),
  route('GET', '/tss/{tss}/export/{export}', getExport),
  route('DELETE', '/tss/{tss}/export/{export}', cancelExport),
  route('GET', '/tss/{tss}/export/{export}/file', exportFile),
];

const MANAGEMENT: readonly Route[] = [
  route('GET', '/organizations', listOrganizations),
  route('GET', '/organizations/{organization}', getOrganization),
];

const DSFINVK: readonly Route[] = [
  route('GET', '/cash_point_closings', listClosings),
  route('PUT', '/exports/{export}', orderClosings),
  route('GET', '/exports/{export}', getClosingsExport),
  route('GET', '/exports/{export}/download', downloadClosings),
];

export interface Matched {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export function findRoute(call: Call): Matched | null {
  const own = call.where === 'management' ? MANAGEMENT : call.where === 'dsfinvk' ? DSFINVK : SIGN_DE;
  for (const candidate of own) {
    const params = candidate.method === call.method ? matchPath(candidate.path, call.path) : null;
    if (params) return { route: candidate, params };
  }
  return null;
}

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined && part !== given[index]) return null;
    if (name !== undefined) params[name] = given[index] ?? '';
  }
  return params;
}

export const isSignIn = (call: Call): boolean => call.method === 'POST' && call.path === '/auth';

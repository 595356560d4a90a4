// Every path of the local HTTP API and the call of the contract that answers it. The server and the OpenAPI document are made from this.
import { contract } from '../../../shared/contract/index';
import type { Call } from '../../../shared/contract/define';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Name = Exclude<keyof typeof contract.integrations, never>;

export interface Route {
  readonly method: Method;
  /** Below `/api`; a part in braces is a value. */
  readonly path: string;
  readonly call: `integrations.${Name}`;
  readonly status: 200 | 201 | 202 | 204;
  readonly summary: string;
}

const route = (method: Method, path: string, name: Name, status: Route['status'], summary: string): Route => ({
  method,
  path,
  call: `integrations.${name}`,
  status,
  summary,
});

export const ROUTES: readonly Route[] = [
  route('GET', '/integrations/providers', 'providers', 200, 'The services that can be connected, with their fields'),
  route('POST', '/integrations', 'create', 201, 'Add a connection; it is not verified yet'),
  route('GET', '/integrations', 'list', 200, 'All connections'),
  route('GET', '/integrations/{id}', 'get', 200, 'One connection'),
  route('PUT', '/integrations/{id}', 'update', 200, 'Change a connection; what is not sent stays as it is'),
  route('DELETE', '/integrations/{id}', 'remove', 204, 'Remove a connection; its invoices stay'),
  route('POST', '/integrations/{id}/verify', 'verify', 202, 'Check a connection'),
  route('POST', '/integrations/{id}/sync/invoices', 'syncInvoices', 202, 'Fetch invoices'),
  route('POST', '/integrations/{id}/upload/report', 'uploadReport', 202, 'Upload a report of a month'),
  route('GET', '/integrations/{id}/logs', 'logs', 200, 'The history of a connection, newest first'),
  route('POST', '/integrations/actions/sync-all-invoices', 'syncAll', 202, 'Fetch invoices from every source'),
  route(
    'POST',
    '/integrations/actions/upload-monthly-reports',
    'uploadAll',
    202,
    'Upload a month to every destination',
  ),
  route('GET', '/runs', 'runs', 200, 'The history of everything, newest first'),
  route('GET', '/runs/{run}', 'run', 200, 'One run with its log'),
  route('POST', '/runs/{run}/cancel', 'cancelRun', 204, 'Stop a run'),
  route('GET', '/companies', 'companies', 200, 'The companies'),
  route('POST', '/companies', 'addCompany', 201, 'Add a company'),
];

/** Served beside the routes. */
export const DOCUMENT_PATH = '/openapi.json';
export const EVENTS_PATH = '/runs/{run}/events';
const PREFIX = '/api';

export function callOf({ call }: Route): Call {
  const name = call.slice('integrations.'.length) as Name;
  return contract.integrations[name];
}

export interface Found {
  /** The template that fits. */
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
}

const templates = [...new Set([...ROUTES.map(({ path }) => path), EVENTS_PATH, DOCUMENT_PATH])]
  // A word before a value: `providers` is no id.
  .sort((a, b) => a.split('{').length - b.split('{').length)
  .map((path) => ({ path, parts: path.split('/').slice(1) }));

/** Values are lower-case letters, digits and dashes, as all ids here are: nothing is decoded, so nothing can be hidden in it. */
const VALUE = /^[a-z0-9-]{1,64}$/;

/** With or without a slash at the end, as the guide writes both. Null for everything else. */
export function findPath(path: string): Found | null {
  if (!path.startsWith(`${PREFIX}/`)) return null;
  const parts = path
    .slice(PREFIX.length + 1)
    .replace(/\/$/, '')
    .split('/');
  for (const template of templates) {
    const values = fitted(template.parts, parts);
    if (values) return { path: template.path, values };
  }
  return null;
}

function fitted(template: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (template.length !== parts.length) return null;
  const values: Record<string, string> = {};
  for (const [index, wanted] of template.entries()) {
    const part = parts[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(wanted)?.[1];
    if (name === undefined ? part !== wanted : !VALUE.test(part)) return null;
    if (name !== undefined) values[name] = part;
  }
  return values;
}

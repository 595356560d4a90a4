// The verbs of OneDrive: one call each, the answer read, refusals thrown. No decisions here.
import type { z } from 'zod';
import type { MessageParams } from '../../../../shared/errors';
import { openCalls, type Calls } from '../sdk/cloud/calls';
import type { Entry, Place } from '../sdk/cloud/cloud';
import { refuser } from '../sdk/cloud/refusals';
import type { ProviderContext } from '../sdk/context';
import { unavailable } from '../sdk/errors';
import type { HttpAnswer, HttpRequest } from '../sdk/http';
import { escapeSegment, modifiedAt } from '../sdk/paths';
import { CODES } from './errorTable';
import { graphOf, microsoftSignIn } from './service';
import { readSaid, type Item } from './wire';

export const refuse = refuser(microsoftSignIn.name, CODES, readSaid);

export interface Api {
  readonly calls: Calls;
  readonly ctx: ProviderContext;
  readonly headers: Readonly<Record<string, string>>;
  /** Below the address of the service. */
  address(path: string): string;
  ask(request: HttpRequest): Promise<HttpAnswer>;
  /** Null: 404. */
  find<T>(schema: z.ZodType<T>, path: string, params?: MessageParams): Promise<T | null>;
}

export function openApi(ctx: ProviderContext): Api {
  const base = graphOf(ctx.connection.settings);
  const calls = openCalls(ctx, microsoftSignIn, refuse);
  // Graph asks for a name of this form, and slows down whoever has none first.
  const headers = { 'user-agent': `ISV|Kontor|${ctx.userAgent}` };
  const ask = (request: HttpRequest) => calls.ask({ ...request, headers: { ...headers, ...request.headers } });
  return {
    calls,
    ctx,
    headers,
    ask,
    address: (path) => `${base}${path}`,
    find: async (schema, path, params = {}) => {
      const answer = await ask({ method: 'GET', url: `${base}${path}` });
      if (answer.status === 404) return null;
      if (answer.status !== 200) throw refuse(answer, 'GET', params);
      return read(schema, answer, 'GET');
    },
  };
}

export function read<T>(schema: z.ZodType<T>, answer: HttpAnswer, what: string): T {
  const parsed = schema.safeParse(answer.json());
  if (parsed.success) return parsed.data;
  throw refuse(answer, what);
}

/** `/me/drive/items/ID:/name`; with `action` behind it. */
export function childOf({ id }: Pick<Place, 'id'>, name: string, action = ''): string {
  const child = `${itemPath(id)}:/${escapeSegment(name)}`;
  return action === '' ? child : `${child}:/${action}`;
}

export const itemPath = (id: string): string => `/me/drive/items/${encodeURIComponent(id)}`;

export function entryOf({ id, name, size, eTag, file, folder, root, lastModifiedDateTime }: Item): Entry {
  return {
    id,
    name,
    bytes: size,
    isFolder: folder !== undefined || root !== undefined,
    hash: file?.hashes?.quickXorHash ?? null,
    tag: eTag,
    ...modifiedAt(lastModifiedDateTime),
  };
}

/** Addresses in answers open what they lead to by themselves: they name another host, but never a less protected way. */
export function safe(address: string, api: Api): string {
  const own = new URL(api.address('/'));
  const url = new URL(address);
  if (url.protocol === 'https:' || (url.protocol === own.protocol && url.host === own.host)) return address;
  throw unavailable('unexpected_answer', { details: 'an address without protection' });
}

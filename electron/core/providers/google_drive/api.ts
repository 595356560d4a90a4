// The verbs of Drive: one call each, the answer read, refusals thrown. A limit of calls in the form of a 403 is waited out here.
import type { z } from 'zod';
import type { MessageParams } from '../../../../shared/errors';
import { openCalls, type Calls } from '../sdk/cloud/calls';
import type { Entry } from '../sdk/cloud/cloud';
import { refuser } from '../sdk/cloud/refusals';
import type { ProviderContext } from '../sdk/context';
import type { HttpAnswer, HttpRequest } from '../sdk/http';
import { modifiedAt } from '../sdk/paths';
import { apiOf, googleSignIn, uploadOf } from './service';
import { CODES } from './errorTable';
import { FILE_FIELDS, FOLDER, readSaid, type File } from './wire';

export const refuse = refuser(googleSignIn.name, CODES, readSaid);

export interface Api {
  readonly calls: Calls;
  readonly ctx: ProviderContext;
  /** Below the metadata address; query without what goes with every call. */
  address(path: string, query?: Query): string;
  uploadAddress(query: Query): string;
  ask(request: HttpRequest): Promise<HttpAnswer>;
  /** Null: 404. */
  find<T>(schema: z.ZodType<T>, path: string, query: Query, params?: MessageParams): Promise<T | null>;
}
type Query = Readonly<Record<string, string>>;

const RATE = ['rateLimitExceeded', 'userRateLimitExceeded'];
const FIRST_WAIT_MS = 1000;
const MOST_ATTEMPTS = 5;

export function openApi(ctx: ProviderContext): Api {
  const { settings } = ctx.connection;
  const [api, upload] = [apiOf(settings), uploadOf(settings)];
  const calls = openCalls(ctx, googleSignIn, refuse);
  const withQuery = (base: string, query: Query): string =>
    `${base}?${new URLSearchParams({ ...query, supportsAllDrives: 'true' }).toString()}`;

  /** Drive says "too many calls" by 403 and names no time: 1, 2, 4, 8 seconds and something by chance. */
  async function ask(request: HttpRequest): Promise<HttpAnswer> {
    const headers = { 'user-agent': ctx.userAgent, ...request.headers };
    for (let attempt = 1; ; attempt += 1) {
      const answer = await calls.ask({ ...request, headers });
      const isBusy = answer.status === 403 && RATE.includes(readSaid(answer).code);
      if (!isBusy || attempt >= MOST_ATTEMPTS) return answer;
      const chance = (ctx.ids.random(1)[0] ?? 0) * 4;
      await ctx.clock.sleep(FIRST_WAIT_MS * 2 ** (attempt - 1) + chance, ctx.signal);
    }
  }

  return {
    calls,
    ctx,
    ask,
    address: (path, query = {}) => withQuery(`${api}${path}`, query),
    uploadAddress: (query) => withQuery(`${upload}/files`, query),
    find: async (schema, path, query, params = {}) => {
      const answer = await ask({ method: 'GET', url: withQuery(`${api}${path}`, query) });
      if (answer.status === 404) return null;
      if (answer.status !== 200) throw refuse(answer, `GET ${path.split('/')[1] ?? ''}`, params);
      return read(schema, answer, path);
    },
  };
}

export function read<T>(schema: z.ZodType<T>, answer: HttpAnswer, what: string): T {
  const parsed = schema.safeParse(answer.json());
  if (parsed.success) return parsed.data;
  throw refuse(answer, what);
}

export const fileQuery = { fields: FILE_FIELDS };

export function entryOf(file: File): Entry {
  const { id, name, mimeType, size = -1, md5Checksum, sha256Checksum, headRevisionId = '', modifiedTime } = file;
  return {
    id,
    name,
    bytes: size,
    isFolder: mimeType === FOLDER,
    hash: md5Checksum ?? null,
    tag: headRevisionId,
    ...modifiedAt(modifiedTime),
    ...(sha256Checksum === undefined ? {} : { sha256: sha256Checksum }),
  };
}

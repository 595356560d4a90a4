// The verbs of Dropbox: one call each, the answer read, refusals thrown. No decisions here.
import type { z } from 'zod';
import type { MessageParams } from '../../../../shared/errors';
import { AFTER_LAST_BYTE_MS, openCalls, type Calls } from '../sdk/cloud/calls';
import { refuser } from '../sdk/cloud/refusals';
import type { ProviderContext } from '../sdk/context';
import type { HttpAnswer, HttpRequest, UploadBody } from '../sdk/http';
import { apiOf, contentOf, dropboxSignIn } from './service';
import { CODES } from './errorTable';
import { readSaid, tagsOf } from './wire';

export const refuse = refuser(dropboxSignIn.name, CODES, readSaid);

export interface Api {
  readonly calls: Calls;
  /** Small calls. Refusals of this call's own kind (409) come back when they are `expected`. */
  rpc(path: string, args: unknown, options?: RpcOptions): Promise<HttpAnswer>;
  content(path: string, args: unknown, body: Uint8Array): Promise<HttpAnswer>;
  file(path: string, args: unknown, body: UploadBody, onProgress: (sent: number) => void): Promise<HttpAnswer>;
  download(path: string, args: unknown): HttpRequest;
}

export interface RpcOptions {
  readonly params?: MessageParams;
  readonly isIdempotent?: boolean;
  /** Looks at a 409; true: it is an answer. */
  readonly isAnswer?: (tags: readonly string[]) => boolean;
}

const BINARY = 'application/octet-stream';

export function openApi(ctx: ProviderContext): Api {
  const { settings } = ctx.connection;
  const [api, content] = [apiOf(settings), contentOf(settings)];
  const headers = { 'user-agent': ctx.userAgent };
  const calls = openCalls(ctx, dropboxSignIn, refuse);
  const contentRequest = (path: string, args: unknown): HttpRequest => ({
    method: 'POST',
    url: `${content}${path}`,
    headers: { ...headers, 'dropbox-api-arg': asciiJson(args), 'content-type': BINARY },
  });
  return {
    calls,
    rpc: async (path, args, { params = {}, isIdempotent = true, isAnswer = () => false } = {}) => {
      const answer = await calls.ask({
        method: 'POST',
        url: `${api}${path}`,
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(args),
        isIdempotent,
      });
      if (answer.status === 200 || (answer.status === 409 && isAnswer(tagsOf(answer)))) return answer;
      throw refuse(answer, path, params);
    },
    content: (path, args, body) =>
      calls.ask({
        ...contentRequest(path, args),
        body,
        timeoutMs: AFTER_LAST_BYTE_MS,
        deadlineMs: AFTER_LAST_BYTE_MS,
      }),
    file: (path, args, body, onProgress) => calls.send(contentRequest(path, args), body, onProgress),
    download: (path, args) => ({
      method: 'POST',
      url: `${content}${path}`,
      headers: { ...headers, 'dropbox-api-arg': asciiJson(args) },
      isIdempotent: true,
    }),
  };
}

/** A header holds ASCII only: a Polish letter in a name would break it. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\x7f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function read<T>(schema: z.ZodType<T>, answer: HttpAnswer, what: string): T {
  const parsed = schema.safeParse(answer.json());
  if (parsed.success) return parsed.data;
  throw refuse(answer, what);
}

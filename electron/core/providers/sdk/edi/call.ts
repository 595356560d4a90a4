// One request to the service: one token, one media type, nothing that was not asked for; nothing refused is asked twice.
import type { FieldValue } from '../../../../../shared/forms/fields';
import type { ProviderContext } from '../context';
import { authFailed, badInput } from '../errors';
import type { HttpAnswer, HttpRequest } from '../http';
import { keyOf } from '../keyOf';
import { baseOf, type EdiBase } from './address';
import { refusalOf, wrongType, type Asked } from './errors';
import { isMediaType, type MediaType } from './mediaTypes';

/** A mediator's token manages clients, a client's token works in its post box: one never stands in for the other. */
export type TokenField = 'mediator_token' | 'client_token';
const NAMES: Readonly<Record<TokenField, string>> = { mediator_token: 'mediator token', client_token: 'client token' };

const FIELDS = ['mediator_token', 'client_token'] as const;

export interface EdiCall {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  readonly url: URL;
  /** Of what is read. */
  readonly accept?: MediaType;
  /** Of what is sent. */
  readonly body?: { readonly type: MediaType; readonly content: string | Uint8Array };
  /** Statuses with which it is done; every other one is thrown as a refusal. */
  readonly done: readonly number[];
  /** Default as HTTP has it; a DELETE is the same twice. */
  readonly isIdempotent?: boolean;
  /** Largest answer; default as for all calls. */
  readonly maxBytes?: number;
}

export interface EdiCaller {
  readonly base: EdiBase;
  at(path: string): URL;
  ask(call: EdiCall): Promise<HttpAnswer>;
  /** The request itself, for answers that go to a file. */
  request(call: Omit<EdiCall, 'done'>): HttpRequest;
  refuse(call: Omit<EdiCall, 'done'>, answer: HttpAnswer): Error;
}

/** `field` null: without a token, to see whether it is asked for. */
export function openCaller(ctx: ProviderContext, field: TokenField | null): EdiCaller {
  const base = baseOf(ctx.connection.settings);
  const authorization = field === null ? {} : { authorization: `Bearer ${tokenOf(ctx, field)}` };
  const tokens = FIELDS.flatMap((each) => (ctx.connection.credential(each) ?? '').trim() || []);

  const request: EdiCaller['request'] = ({ method, url, accept, body, isIdempotent, maxBytes }) => ({
    method,
    url: url.href,
    headers: {
      ...authorization,
      'user-agent': ctx.userAgent,
      ...(accept === undefined ? {} : { accept }),
      ...(body === undefined ? {} : { 'content-type': body.type }),
    },
    ...(body === undefined ? {} : { body: body.content }),
    ...(isIdempotent === undefined ? {} : { isIdempotent }),
    ...(maxBytes === undefined ? {} : { maxBytes }),
    repeatsRefused: false,
  });
  const refuse: EdiCaller['refuse'] = (call, answer) => {
    const asked = { ...askedOf(call), tokens };
    return answer.status < 300 ? wrongType(answer, asked) : refusalOf(answer, asked);
  };

  return {
    base,
    at: (path) => new URL(`${base.root}/${path}`),
    request,
    refuse,
    ask: async (call) => {
      const answer = await ctx.http.request(request(call));
      if (!call.done.includes(answer.status)) throw refuse(call, answer);
      // A representation of another type is another thing, whatever its status.
      const isRead = call.accept !== undefined && answer.status < 300;
      if (isRead && !isMediaType(answer.headers['content-type'], call.accept)) throw refuse(call, answer);
      return answer;
    },
  };
}

function askedOf({ method, url, accept, body }: Omit<EdiCall, 'done'>): Omit<Asked, 'tokens'> {
  const sent = accept === undefined ? body && `Content-Type: ${body.type}` : `Accept: ${accept}`;
  return { what: `${method} ${url.pathname}`, sent: sent ?? '–' };
}

/** Opaque, up to 64 characters; a header has room for visible ones only. */
function tokenOf(ctx: ProviderContext, field: TokenField): string {
  const token = keyOf(ctx, field, NAMES[field]);
  if (!isToken(token)) throw authFailed('token_shape', { fieldErrors: { [field]: 'token_shape.what' } });
  return token;
}

export const isToken = (text: string): boolean => /^[\x21-\x7e]{1,64}$/.test(text);

/** Registry codes name companies in addresses and bodies. Their check digit is not asked for: the documentation's own example fails it. */
export function codeOf(value: FieldValue | undefined, field: string): string {
  const code = String(value ?? '').trim();
  if (!/^[0-9A-Za-z-]{1,15}$/.test(code)) throw badInput('code_shape', { fieldErrors: { [field]: 'code_shape.what' } });
  return code;
}

// One account as every call uses it: the newest context goes out, the one that comes back takes its place, sealed, before anything else
// happens. Calls of one account wait for each other, whoever makes them: two on one context would race for its tokens.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ProviderContext } from '../sdk/context';
import { badInput, unavailable } from '../sdk/errors';
import { RPC } from './client/rpcError';
import { failureOf, isClientRefusal, RpcErrorAnswer, RpcResponse, type ApiResponse } from './errors';
import { openWay, type Way } from './ways';

export interface ApiOrder {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The answer's body goes to this file. */
  readonly toFile?: string;
}

export interface Versions {
  readonly client: string;
  /** Null: there is no SMAERS, as with API V2. */
  readonly smaers: string | null;
}

export interface Fiskaly {
  request(order: ApiOrder): Promise<ApiResponse>;
  /** The answer's body as `schema` reads it. */
  ask<T extends z.ZodType>(order: ApiOrder, schema: T): Promise<z.infer<T>>;
  versions(): Promise<Versions>;
  /** Null when the client is older than the method. */
  selfTest(): Promise<Readonly<Record<string, unknown>> | null>;
  /** Throws away what is stored: the keys themselves have to be tried. */
  forget(): Promise<void>;
}

const NOTE = 'context';
const Stored = z.object({ account: z.string(), config: z.string(), context: z.string() });
type Stored = z.infer<typeof Stored>;

const Answer = z.looseObject({ result: z.unknown().optional(), error: RpcErrorAnswer.optional() });
const WithContext = z.looseObject({ context: z.string().min(1) });
const VersionResult = z.looseObject({
  client: z.looseObject({ version: z.string() }),
  smaers: z.looseObject({ version: z.string().default('') }).nullish(),
});

const lines = new Map<string, Promise<unknown>>();

/** Base of another API of the same account: the management API has a context of its own. */
export function openFiskaly(ctx: ProviderContext, baseUrl = baseUrlOf(ctx)): Fiskaly {
  const { settings } = ctx.connection;
  const api_key = ctx.connection.credential('api_key')?.trim() ?? '';
  const api_secret = ctx.connection.credential('api_secret')?.trim() ?? '';
  if (api_key === '') throw badInput('keys_missing', { fieldErrors: { api_key: 'keys_missing.what' } });
  if (api_secret === '') throw badInput('keys_missing', { fieldErrors: { api_secret: 'keys_missing.what' } });
  const config = configOf(ctx);
  const configText = JSON.stringify(config);
  const way = String(settings['transport'] ?? '');
  const account = createHash('sha256')
    .update(JSON.stringify([baseUrl, api_key, api_secret, way]))
    .digest('hex');
  const note = baseUrl === baseUrlOf(ctx) ? NOTE : `${NOTE}.${account.slice(0, 12)}`;
  let opened: Promise<Way> | null = null;
  let nextId = 1;

  const invoke = async (method: string, params: unknown, what: string): Promise<unknown> => {
    opened ??= openWay(ctx, config.client_timeout);
    // One that could not be opened is tried anew by the next call.
    opened.catch(() => (opened = null));
    const transport = await opened;
    const id = nextId++;
    const text = await transport.invoke(JSON.stringify({ jsonrpc: '2.0', method, params, id }));
    ctx.signal.throwIfAborted();
    const answer = Answer.safeParse(readJson(text));
    if (!answer.success) throw unavailable('client_failed', { details: `${what}: no message came back` });
    const { error, result } = answer.data;
    if (error === undefined) return result;
    const scene = { what, nowMs: ctx.clock.now(), timeoutMs: config.client_timeout, network: transport.lastFailure() };
    throw failureOf(error, scene);
  };

  const store = async (context: string): Promise<string> => {
    await ctx.session.put(note, JSON.stringify({ account, config: configText, context } satisfies Stored));
    return context;
  };

  const load = async (): Promise<string> => {
    const stored = Stored.safeParse(readJson((await ctx.session.get(note)) ?? '')).data;
    if (stored?.account === account && stored.config === configText) return stored.context;
    const context =
      stored?.account === account
        ? stored.context
        : contextIn(await invoke('create-context', { base_url: baseUrl, api_key, api_secret }, 'create-context'));
    return store(contextIn(await invoke('config', { context, config }, 'config')));
  };

  const request = (order: ApiOrder): Promise<ApiResponse> =>
    inLine(account, ctx.signal, async () => {
      const context = await load();
      const what = `${order.method} ${order.path}`;
      const result = await invoke('request', { request: rpcRequest(order), context }, what).catch(
        async (error: unknown) => {
          // A stored context that the client does not take is made anew, once; what else is wrong fails again.
          if (!isClientRefusal(error, RPC.invalidParams)) throw error;
          await ctx.session.delete(note);
          return invoke('request', { request: rpcRequest(order), context: await load() }, what);
        },
      );
      const renewed = contextIn(result);
      if (renewed !== context) await store(renewed);
      const response = RpcResponse.safeParse((result as { readonly response?: unknown }).response);
      if (!response.success) throw unavailable('unexpected_answer', { details: what });
      return response.data;
    });

  return {
    request,
    ask: async (order, schema) => {
      const parsed = schema.safeParse(readJson((await request(order)).bytes.toString('utf8')));
      if (parsed.success) return parsed.data;
      const at = parsed.error.issues[0]?.path.join('.') ?? '';
      throw unavailable('unexpected_answer', { details: `${order.method} ${order.path}: ${at}` });
    },
    versions: async () => {
      const parsed = VersionResult.safeParse(await invoke('version', {}, 'version'));
      if (!parsed.success) throw unavailable('client_failed', { details: 'version' });
      const { client, smaers } = parsed.data;
      return {
        client: client.version,
        smaers: smaers?.version === undefined || smaers.version === '' ? null : smaers.version,
      };
    },
    selfTest: () =>
      inLine(account, ctx.signal, async () => {
        const result = await invoke('self-test', { context: await load() }, 'self-test');
        return typeof result === 'object' ? (result as Readonly<Record<string, unknown>> | null) : null;
      }),
    forget: () => ctx.session.delete(note),
  };
}

export function baseUrlOf(ctx: ProviderContext): string {
  return String(ctx.connection.settings['base_url'] ?? '').replace(/\/+$/, '');
}

function configOf({ connection: { settings } }: ProviderContext) {
  const file = String(settings['debug_file'] ?? '').trim();
  return {
    debug_level: Number(settings['debug_level'] ?? -1),
    debug_file: file,
    client_timeout: Math.round(Number(settings['client_timeout'] ?? 30_000)),
    smaers_timeout: Math.round(Number(settings['smaers_timeout'] ?? 5000)),
  };
}

function rpcRequest({ method, path, query, headers, body, toFile }: ApiOrder): Record<string, unknown> {
  return {
    method,
    path,
    ...(query === undefined ? {} : { query }),
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined
      ? {}
      : {
          headers: { 'content-type': 'application/json', ...headers },
          body: Buffer.from(JSON.stringify(body), 'utf8').toString('base64'),
        }),
    ...(toFile === undefined ? {} : { destination_file: toFile }),
  };
}

function contextIn(result: unknown): string {
  const parsed = WithContext.safeParse(result);
  if (parsed.success) return parsed.data.context;
  throw unavailable('client_failed', { details: 'the answer brings no context' });
}

async function inLine<T>(account: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const before = lines.get(account) ?? Promise.resolve();
  const turn = before.then(() => {
    signal.throwIfAborted();
    return work();
  });
  const settled = turn.catch(() => undefined);
  lines.set(account, settled);
  void settled.then(() => lines.get(account) === settled && lines.delete(account));
  return turn;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

// The fiskaly client as documented, in TypeScript: JSON-RPC 2.0 text in, JSON-RPC 2.0 text out. It keeps no state that matters: all of
// it travels in the context. It knows nothing of the program around it.
import { z } from 'zod';
import { mergeConfig, defaultConfig, readConfig, reasonOf, type ClientConfig } from './config';
import { decodeContext, encodeContext, newContext, withConfig, type Context } from './context';
import { debugLog, type DebugLog } from './debugLog';
import { errorText, openEnvelope, resultText, type RpcCall } from './envelope';
import { HttpTimeout, HttpTrouble, type HttpPort } from './httpPort';
import { perform, type Performing } from './perform';
import { invalidParams, RPC, RpcError } from './rpcError';
import { selfTest } from './selfTest';
import { createSignIn } from './signIn';

export interface ClientParts {
  readonly http: HttpPort;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly userAgent: string;
  readonly version: { readonly version: string; readonly source_hash: string; readonly commit_hash: string };
}

export interface FiskalyClient {
  /** Never rejects: whatever goes wrong is an error answer. */
  invoke(request: string): Promise<string>;
}

const optional = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined);
const CreateContext = z.strictObject({
  base_url: z.string().refine((text) => /^https?:\/\/[^/]/i.test(text) && URL.canParse(text), 'no address'),
  api_key: optional,
  api_secret: optional,
  sdk_version: optional,
  email: optional,
  password: optional,
  organization_id: optional,
  environment: optional,
  mice_url: optional,
});

type Method = (params: unknown, call: RpcCall) => unknown;

export function createFiskalyClient(parts: ClientParts): FiskalyClient {
  const signIn = createSignIn(() => Math.floor(parts.nowMs() / 1000));

  const performingFor = (context: Context, config: ClientConfig): Performing => ({
    http: parts.http,
    sleep: parts.sleep,
    nowMs: parts.nowMs,
    userAgent: parts.userAgent,
    signIn,
    config,
    log: logFor(context, config, parts.nowMs),
  });

  const methods: Readonly<Record<string, Method>> = {
    'create-context': (params) => {
      // The vendor's service answers so, and not with -32602.
      if (params === null || params === undefined) throw new RpcError(RPC.internal, 'params: missing');
      return { context: encodeContext(createContext(params)) };
    },
    config: (params) => {
      const given = objectOf(params);
      let context = decodeContext(given['context']);
      if (given['config'] !== undefined && given['config'] !== null)
        context = withConfig(context, mergeConfig(context, given['config']));
      return { config: readConfig(context), context: encodeContext(context) };
    },
    request: async (params) => {
      const given = objectOf(params);
      const context = decodeContext(given['context']);
      const done = await perform(performingFor(context, readConfig(context)), context, given['request']);
      return { response: done.response, context: encodeContext(done.context) };
    },
    'self-test': async (params) => {
      const context = decodeContext(objectOf(params)['context']);
      return selfTest(performingFor(context, readConfig(context)), context.fields.base_url);
    },
    version: () => ({ client: parts.version, smaers: { version: '', commit_hash: '' } }),
  };

  return {
    invoke: async (text) => {
      const { rawId, call } = openEnvelope(text);
      if (call instanceof RpcError) return errorText(rawId, call);
      try {
        // Spliced in as it came: the same bytes, whatever JSON it is.
        if (call.method === 'echo') return resultText(rawId, call.rawParams ?? 'null');
        const method = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
        if (method === undefined) throw new RpcError(RPC.methodNotFound);
        const params = call.rawParams === undefined ? undefined : (JSON.parse(call.rawParams) as unknown);
        return resultText(rawId, JSON.stringify(await method(params, call)));
      } catch (error) {
        return errorText(rawId, asRpcError(error));
      }
    },
  };
}

function createContext(params: unknown): Context {
  const parsed = CreateContext.safeParse(objectOf(params));
  if (!parsed.success) throw invalidParams(reasonOf(parsed.error));
  const { api_key = '', api_secret = '', ...given } = parsed.data;
  if (given.email !== undefined && given.email !== '') {
    if (given.password === undefined || given.password === '') throw invalidParams('password: missing');
  } else if (api_key === '' || api_secret === '') {
    throw invalidParams(`${api_key === '' ? 'api_key' : 'api_secret'}: missing`);
  }
  return newContext({ ...given, api_key, api_secret }, defaultConfig);
}

function objectOf(params: unknown): Readonly<Record<string, unknown>> {
  if (params === undefined) throw invalidParams('params: missing');
  if (typeof params !== 'object' || params === null || Array.isArray(params)) throw invalidParams('params: no object');
  return params as Readonly<Record<string, unknown>>;
}

function logFor({ fields }: Context, config: ClientConfig, nowMs: () => number): DebugLog {
  const { api_key, api_secret, password, access_token, refresh_token } = fields;
  return debugLog(config, [api_key, api_secret, password, access_token, refresh_token], nowMs);
}

function asRpcError(error: unknown): RpcError {
  if (error instanceof RpcError) return error;
  if (error instanceof HttpTimeout) return new RpcError(RPC.timeout, undefined, { cause: error });
  if (error instanceof HttpTrouble) return new RpcError(RPC.internal, `network: ${error.message}`, { cause: error });
  return new RpcError(RPC.internal, undefined, { cause: error });
}

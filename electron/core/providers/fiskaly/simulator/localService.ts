// The vendor's local service: the client's messages over HTTP POST /invoke. Written from the documentation alone and apart from our own
// client, so that each shows the other's mistakes. Requests go to the simulated API.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { World } from './world';

type Ask = (request: Request) => Promise<Response>;
type Fields = Record<string, unknown>;

class RpcRefusal extends Error {
  readonly code: number;
  readonly data: unknown;
  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

const badParams = (data: string): RpcRefusal => new RpcRefusal(-32602, 'Invalid params', data);

export function localService(world: World, ask: Ask) {
  return async (request: Request, body: Buffer): Promise<Response> => {
    if (request.method !== 'POST') return new Response(null, { status: 405 });
    const message = parse(body);
    const id = message?.['id'] ?? null;
    const answer = async (): Promise<Fields> => {
      if (message === null) throw new RpcRefusal(-32700, 'Parse error');
      if (message['jsonrpc'] !== '2.0' || !('id' in message)) throw new RpcRefusal(-32600, 'Invalid Request');
      return { result: await invoke(world, ask, message) };
    };
    const content = await answer().catch((error: unknown) => {
      if (!(error instanceof RpcRefusal)) throw error;
      const { code, message: text, data } = error;
      return { error: { code, message: text, ...(data === undefined ? {} : { data }) } };
    });
    return Response.json({ jsonrpc: '2.0', ...content, id });
  };
}

function parse(body: Buffer): Fields | null {
  try {
    const value = JSON.parse(body.toString('utf8')) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
  } catch {
    return null;
  }
}

async function invoke(world: World, ask: Ask, message: Fields): Promise<unknown> {
  const params = (message['params'] ?? {}) as Fields;
  switch (message['method']) {
    case 'echo':
      return message['params'];
    case 'version':
      return {
        client: { version: '1.2.200', source_hash: 'sim', commit_hash: 'sim' },
        smaers: { version: '1.0.6', commit_hash: 'sim' },
      };
    case 'create-context':
      return { context: encode(freshContext(params)) };
    case 'config': {
      const context = decode(params['context']);
      context['config'] = { ...(context['config'] as Fields), ...(params['config'] as Fields | undefined) };
      return { config: { debug_file: '', http_proxy: '', ...(context['config'] as Fields) }, context: encode(context) };
    }
    case 'self-test':
      decode(params['context']);
      return { proxy: 'OK', backend: { kassensichv: 'OK' }, smaers: 'OK' };
    case 'request':
      return forward(world, ask, decode(params['context']), params['request'] as Fields);
    default:
      throw new RpcRefusal(-32601, 'Method not found');
  }
}

function freshContext(params: Fields): Fields {
  const { base_url, api_key, api_secret, sdk_version } = params;
  if (typeof base_url !== 'string' || base_url === '') throw badParams('base_url');
  return {
    wrapper_version: sdk_version ?? 'No Wrapper Version',
    api_key,
    api_secret,
    base_url,
    access_token: '',
    refresh_token: '',
    access_token_expires_at: 0,
    refresh_token_expires_at: 0,
    config: { debug_level: -1, client_timeout: 1000, smaers_timeout: 1000 },
  };
}

function encode(context: Fields): string {
  const text = JSON.stringify(context);
  return Buffer.concat([createHash('sha256').update(text).digest(), Buffer.from(text)]).toString('base64url');
}

function decode(text: unknown): Fields {
  if (typeof text !== 'string') throw badParams('context');
  const bytes = Buffer.from(text, 'base64url');
  const hash = createHash('sha256').update(bytes.subarray(32)).digest();
  if (bytes.length < 34 || !hash.equals(bytes.subarray(0, 32))) throw badParams('context');
  return JSON.parse(bytes.subarray(32).toString('utf8')) as Fields;
}

async function forward(world: World, ask: Ask, context: Fields, order: Fields): Promise<unknown> {
  const base = String(context['base_url']).replace(/\/$/, '');
  if (Number(context['access_token_expires_at']) <= world.seconds()) await signIn(ask, base, context);
  const url = new URL(`${base}/${String(order['path']).replace(/^\//, '')}`);
  for (const [name, value] of Object.entries((order['query'] ?? {}) as Fields))
    url.searchParams.append(name, String(value));
  const method = String(order['method']);
  const headers = {
    ...(order['headers'] as Record<string, string> | undefined),
    authorization: `Bearer ${String(context['access_token'])}`,
  };
  const body = typeof order['body'] === 'string' ? Buffer.from(order['body'], 'base64') : undefined;
  const answer = await ask(new Request(url, { method, headers, ...(body ? { body } : {}) }));
  const response = await responseOf(answer);
  if (answer.status >= 400) throw new RpcRefusal(-20000, 'HTTP error', { response });
  const file = order['destination_file'];
  if (typeof file !== 'string') return { response, context: encode(context) };
  await writeFile(file, Buffer.from(String(response['body']), 'base64'));
  return { response: { status: response['status'], headers: response['headers'] }, context: encode(context) };
}

async function signIn(ask: Ask, base: string, context: Fields): Promise<void> {
  const { api_key, api_secret } = context;
  const headers = { 'content-type': 'application/json' };
  const answer = await ask(
    new Request(`${base}/auth`, { method: 'POST', headers, body: JSON.stringify({ api_key, api_secret }) }),
  );
  if (answer.status >= 400) throw new RpcRefusal(-20000, 'HTTP error', { response: await responseOf(answer) });
  const tokens = (await answer.json()) as Fields;
  for (const name of ['access_token', 'refresh_token', 'access_token_expires_at', 'refresh_token_expires_at'])
    context[name] = tokens[name];
}

async function responseOf(answer: Response): Promise<Fields> {
  const headers = Object.fromEntries([...answer.headers].map(([name, value]) => [name, [value]]));
  return { status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()).toString('base64') };
}

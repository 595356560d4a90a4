// The HTTP side of the API: takes a request apart, lets the dispatcher answer it, puts the answer together. On 127.0.0.1 only.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { RunId } from '../../../shared/domain/ids';
import type { ProblemWords, RunWords } from '../../../shared/contract/integrations';
import { Failure, toAppError, type AppError } from '../../../shared/errors';
import type { Dispatch } from '../dispatcher';
import type { EventBus } from '../events/eventBus';
import type { Ids } from '../ports';
import { checkCaller } from './gate';
import { openApiDocument } from './openApi';
import { bodyOf, checkedInput, queryOf } from './requestInput';
import { refusal, statusOf } from './refusal';
import { callOf, DOCUMENT_PATH, EVENTS_PATH, findPath, type Found, type Method, type Route, ROUTES } from './routes';
import { runStreams } from './runEvents';

export interface ApiServerParts {
  readonly dispatch: Dispatch;
  readonly events: EventBus;
  readonly ids: Ids;
  readonly version: string;
  readonly tokenHash: () => Buffer | null;
  readonly inWords: (problem: AppError) => Promise<ProblemWords>;
  readonly logFailure: (what: string, supportId: string, error: unknown) => void;
  readonly limits?: Partial<ApiLimits>;
}

export interface ApiLimits {
  /** Until a request is there with all of its head, and with all of its body. */
  readonly headMs: number;
  readonly requestMs: number;
  readonly checkEveryMs: number;
  readonly streams: number;
}

const LIMITS: ApiLimits = { headMs: 10_000, requestMs: 30_000, checkEveryMs: 5_000, streams: 100 };
/** So many programs may knock at once. */
const BACKLOG = 2048;
const MAX_HEAD_BYTES = 16_384;

export interface ApiServer {
  readonly port: number;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly value?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Rejects with the system's own error when the port cannot be had. */
export async function startApiServer(port: number, parts: ApiServerParts): Promise<ApiServer> {
  const limits = { ...LIMITS, ...parts.limits };
  const streams = runStreams({ events: parts.events, ask: (runId) => runNow(parts, runId) });
  const options = {
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: limits.headMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    keepAliveTimeout: 5_000,
  };
  const server: Server = createServer(options);
  let actual = port;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      checkCaller(request.headers, { port: actual, tokenHash: parts.tokenHash });
      const [path = '', search = ''] = (request.url ?? '').split('?', 2);
      const found = findPath(path);
      if (!found) throw refusal('not_found');
      if (found.path === EVENTS_PATH && request.method === 'GET') {
        if (streams.count() >= limits.streams) throw refusal('too_many');
        const runId = found.values['run'] ?? '';
        streams.open(runId, await runNow(parts, runId), response);
        return;
      }
      write(response, await answer(parts, { request, response, found, search, port: actual }));
    } catch (error) {
      await refuse(parts, response, error);
    }
  };
  const take = (request: IncomingMessage, response: ServerResponse): void => {
    void handle(request, response);
  };
  server.on('request', take).on('checkContinue', take);
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  await listening(server, port);
  const address = server.address();
  actual = typeof address === 'object' && address !== null ? address.port : port;
  return {
    port: actual,
    close: () => {
      streams.closeAll();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
    },
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', backlog: BACKLOG }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function valueOf(parts: ApiServerParts, call: string, input: unknown): Promise<unknown> {
  const outcome = await parts.dispatch(call, input);
  if (outcome.ok) return outcome.value;
  throw new Refused(outcome.error);
}

/** A problem that the dispatcher has logged already. */
class Refused extends Error {
  readonly problem: AppError;
  constructor(problem: AppError) {
    super(problem.key);
    this.name = 'Refused';
    this.problem = problem;
  }
}

async function runNow(parts: ApiServerParts, runId: string): Promise<RunWords> {
  if (!RunId.safeParse(runId).success) throw new Failure({ kind: 'user_input', key: 'error.run_gone' });
  return (await valueOf(parts, 'integrations.run', { run: runId })) as RunWords;
}

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly found: Found;
  readonly search: string;
  readonly port: number;
}

async function answer(parts: ApiServerParts, { request, response, found, search, port }: Asked): Promise<Answer> {
  if (found.path === DOCUMENT_PATH && request.method === 'GET')
    return { status: 200, value: openApiDocument({ version: parts.version, port }) };
  const here = ROUTES.filter(({ path }) => path === found.path);
  const route = here.find(({ method }) => method === request.method);
  if (!route) {
    const allowed: readonly Method[] = here.length === 0 ? ['GET'] : here.map(({ method }) => method);
    throw refusal('wrong_method', { params: { allowed: allowed.join(', ') } });
  }
  const call = callOf(route);
  const query = queryOf(search, call);
  const isBodied = route.method === 'POST' || route.method === 'PUT';
  if (isBodied && search !== '') throw refusal('bad_request', { fieldErrors: { '…': 'api.field.in_body' } });
  const begin = (): void => {
    if (request.headers.expect !== undefined) response.writeContinue();
  };
  const body = isBodied ? await bodyOf(request, begin) : query;
  const input = checkedInput(call, joined(body as Record<string, unknown>, found.values));
  const value = await valueOf(parts, route.call, input);
  return { status: route.status, value, headers: placeOf(route, value) };
}

/** The path has the last word; a body that names another id than its path is a mistake. */
function joined(sent: Record<string, unknown>, values: Found['values']): Record<string, unknown> {
  for (const [name, value] of Object.entries(values)) {
    if (Object.hasOwn(sent, name) && sent[name] !== value)
      throw refusal('bad_request', { fieldErrors: { [name]: 'api.field.other_than_path' } });
  }
  return { ...sent, ...values };
}

function placeOf({ status }: Route, value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  if (status === 202 && 'follow' in value && typeof value.follow === 'string') return { location: value.follow };
  if (status === 201 && 'provider' in value && 'id' in value)
    return { location: `/api/integrations/${String(value.id)}` };
  return {};
}

function write(response: ServerResponse, { status, value, headers = {} }: Answer): void {
  const text = status === 204 ? '' : JSON.stringify(value ?? null);
  response.writeHead(status, {
    ...(status === 204 ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 204 ? {} : { 'content-length': String(Buffer.byteLength(text)) }),
    ...headers,
  });
  response.end(text);
}

async function refuse(parts: ApiServerParts, response: ServerResponse, error: unknown): Promise<void> {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const supportId = parts.ids.uuid().slice(-12);
  const problem = error instanceof Refused ? error.problem : toAppError(error, supportId);
  if (problem.kind === 'bug' && !(error instanceof Refused)) parts.logFailure('api', supportId, error);
  const status = statusOf(problem);
  const allowed = problem.params['allowed'];
  const headers = {
    ...(status === 401 ? { 'www-authenticate': 'Bearer realm="Kontor"' } : {}),
    ...(status === 405 && typeof allowed === 'string' ? { allow: allowed } : {}),
  };
  write(response, { status, value: { error: await parts.inWords(problem) }, headers });
}

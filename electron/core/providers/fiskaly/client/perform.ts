// Carries out one `request`: signs in, sends, signs in again once after a 401, repeats what may be repeated.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { httpError, responseOf } from './answers';
import type { ClientConfig } from './config';
import type { Context } from './context';
import type { DebugLog } from './debugLog';
import { HttpTimeout, HttpTrouble, type HttpPort, type IncomingAnswer, type OutgoingRequest } from './httpPort';
import { secretsIn } from './redact';
import { prepareRequest, type PreparedRequest } from './requestParams';
import { requestError } from './rpcError';
import type { SignIn } from './signIn';
import { refuseV1Signing } from './v1';

export interface Performing {
  readonly http: HttpPort;
  readonly sleep: (ms: number) => Promise<void>;
  readonly nowMs: () => number;
  readonly userAgent: string;
  readonly signIn: SignIn;
  readonly config: ClientConfig;
  readonly log: DebugLog;
}

export interface Performed {
  readonly context: Context;
  readonly response: Record<string, unknown>;
}

const SIGN_IN_PATH = '/auth';

export async function perform(parts: Performing, given: Context, request: unknown): Promise<Performed> {
  const { base_url } = given.fields;
  const prepared = prepareRequest(base_url, request);
  refuseV1Signing(base_url, prepared);
  if (prepared.destination !== undefined) await checkDestination(prepared.destination);
  const ask = askForToken(parts, base_url);
  const isOwnSignIn = prepared.path === SIGN_IN_PATH || 'authorization' in prepared.headers;
  let context = isOwnSignIn ? given : await parts.signIn.signedIn(given, ask);
  let answer = await sendLogged(parts, prepared, isOwnSignIn ? null : context);
  if (isTokenRefused(answer) && !isOwnSignIn) {
    parts.log('warning', 'signing in again', { status: 401 });
    context = await parts.signIn.renewed(context, ask);
    answer = await sendLogged(parts, prepared, context);
  }
  if (answer.status >= 400) throw httpError(answer);
  const { status, headers } = answer;
  return { context, response: prepared.destination === undefined ? responseOf(answer) : { status, headers } };
}

/** A wrong PIN is a 401 as well: asked a second time it would count twice, and five lock the TSS. */
function isTokenRefused({ status, body }: IncomingAnswer): boolean {
  return status === 401 && !Buffer.from(body).includes('E_ADMIN_LOGIN_FAILED');
}

function askForToken(parts: Performing, baseUrl: string): (body: unknown) => Promise<IncomingAnswer> {
  return async (body) => {
    const request = { method: 'POST', path: SIGN_IN_PATH, body: Buffer.from(JSON.stringify(body)).toString('base64') };
    return sendLogged(parts, prepareRequest(baseUrl, request), null);
  };
}

async function sendLogged(
  parts: Performing,
  prepared: PreparedRequest,
  context: Context | null,
): Promise<IncomingAnswer> {
  const { method, path: place } = prepared;
  const startedMs = parts.nowMs();
  const facts = { method, path: place, body: bodyFacts(prepared.body) };
  const secrets = secretsIn(prepared.body);
  try {
    const answer = await sendRepeated(parts, prepared, outgoingOf(parts, prepared, context));
    const requestId = (answer.headers['x-request-id'] ?? answer.headers['request-id'])?.[0];
    const told = { ...facts, status: answer.status, ms: parts.nowMs() - startedMs, requestId };
    if (answer.status >= 400) parts.log('error', 'HTTP error', { ...told, answer: bodyFacts(answer.body) }, secrets);
    else parts.log('info', 'request', told, secrets);
    return answer;
  } catch (error) {
    parts.log('error', 'no answer', { ...facts, reason: error instanceof Error ? error.name : 'unknown' });
    throw error;
  }
}

/** What a signature may hang on is asked for by the caller, never sent twice from here: only reading is repeated. */
async function sendRepeated(
  parts: Performing,
  prepared: PreparedRequest,
  outgoing: OutgoingRequest,
): Promise<IncomingAnswer> {
  const { destination } = prepared;
  for (let attempt = 1; ; attempt++) {
    const isLast = prepared.method !== 'GET' || attempt === ATTEMPTS;
    try {
      const answer = await (destination === undefined
        ? parts.http.send(outgoing)
        : parts.http.save(outgoing, destination));
      if (isLast || !PASSING.has(answer.status) || 'retry-after' in answer.headers) return answer;
      parts.log('warning', 'asking again', { status: answer.status, attempt });
    } catch (error) {
      if (isLast || !(error instanceof HttpTrouble || error instanceof HttpTimeout)) throw error;
      parts.log('warning', 'asking again', { reason: error.name, attempt });
    }
    await parts.sleep(FIRST_WAIT_MS * 2 ** (attempt - 1));
  }
}

const ATTEMPTS = 3;
const FIRST_WAIT_MS = 200;
/** 499: the connection was closed early; the others pass by themselves (dossier §3.9). */
const PASSING = new Set([499, 500, 502, 503, 504]);

function outgoingOf(parts: Performing, prepared: PreparedRequest, context: Context | null): OutgoingRequest {
  const { body, headers, method, url } = prepared;
  return {
    method,
    url: url.href,
    headers: {
      accept: '*/*',
      'user-agent': parts.userAgent,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(context === null ? {} : { authorization: `Bearer ${context.fields.access_token}` }),
      ...headers,
    },
    body,
    timeoutMs: parts.config.client_timeout,
    proxy: parts.config.http_proxy,
  };
}

/** A missing folder would show only after the download. */
async function checkDestination(file: string): Promise<void> {
  const folder = await stat(path.dirname(file)).catch(() => null);
  if (folder?.isDirectory() !== true) throw requestError('destination_file: no such folder');
  const target = await stat(file).catch(() => null);
  if (target?.isDirectory() === true) throw requestError('destination_file: is a folder');
}

const SHOWN_BYTES = 2000;

/** JSON goes through the redaction field by field, anything else is told by its length. */
function bodyFacts(body: Uint8Array | undefined): unknown {
  if (body === undefined || body.length === 0) return undefined;
  if (body.length > SHOWN_BYTES) return { bytes: body.length };
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
  } catch {
    return { bytes: body.length };
  }
}

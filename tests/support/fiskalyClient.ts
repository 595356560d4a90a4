// The fiskaly client over a network that a test writes down: every request it made, every answer it was given.
import { writeFileSync } from 'node:fs';
import { createFiskalyClient } from '../../electron/core/providers/fiskaly/client/client';
import type { HttpPort, IncomingAnswer, OutgoingRequest } from '../../electron/core/providers/fiskaly/client/httpPort';

export const NOW = Date.parse('2026-10-06T08:00:00.000Z');
export const KEYS = { api_key: 'test_key_9f2c', api_secret: 'S3cretS3cretS3cretS3cretS3cretS3cretS3cret1' };
export const BASE = 'https://fiskaly.example/api/v2';

export type Answering = (request: OutgoingRequest) => IncomingAnswer | Error;

export const answer = (status: number, body: unknown, headers: Record<string, string[]> = {}): IncomingAnswer => ({
  status,
  headers: { 'content-type': ['application/json'], ...headers },
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

export const tokens = (n: number, seconds = 600): IncomingAnswer =>
  answer(200, {
    access_token: `access-token-${String(n)}`,
    refresh_token: `refresh-token-${String(n)}`,
    access_token_expires_at: NOW / 1000 + seconds,
    refresh_token_expires_at: NOW / 1000 + 2 * seconds,
  });

export interface RpcAnswer {
  readonly id?: unknown;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/** `answering` decides about everything but the sign-in, which always works and counts. */
export function fiskalyClient(answering: Answering = () => answer(200, {}), signIn?: Answering) {
  const sent: OutgoingRequest[] = [];
  const slept: number[] = [];
  let now = NOW;
  let signIns = 0;
  const reply = (request: OutgoingRequest): IncomingAnswer => {
    sent.push(request);
    const isSignIn = request.method === 'POST' && /^\/(?:api\/v\d\/)?auth$/.test(new URL(request.url).pathname);
    const given = isSignIn ? (signIn ?? (() => tokens(++signIns)))(request) : answering(request);
    if (given instanceof Error) throw given;
    return given;
  };
  const http: HttpPort = {
    send: (request) => Promise.resolve().then(() => reply(request)),
    save: async (request, toPath) => {
      const given = reply(request);
      if (given.status < 200 || given.status > 299) return given;
      writeFileSync(toPath, given.body);
      return { ...given, body: Buffer.alloc(0) };
    },
  };
  const client = createFiskalyClient({
    http,
    nowMs: () => now,
    sleep: (ms) => Promise.resolve(void slept.push(ms)),
    userAgent: 'client/test',
    version: { version: '1.2.200-test', source_hash: '', commit_hash: '' },
  });
  const call = async (method: string, params?: unknown): Promise<RpcAnswer> =>
    JSON.parse(await client.invoke(JSON.stringify({ jsonrpc: '2.0', method, params, id: 1 }))) as RpcAnswer;
  const newContext = async (more: Record<string, unknown> = {}): Promise<string> =>
    String((await call('create-context', { base_url: BASE, ...KEYS, ...more })).result?.['context']);
  const request = async (context: string, given: Record<string, unknown>): Promise<RpcAnswer> =>
    call('request', { request: given, context });
  return { client, call, newContext, request, sent, slept, wait: (ms: number) => void (now += ms) };
}

/** What a context holds, read without the code under test. */
export function insideOf(context: unknown): Record<string, unknown> {
  return JSON.parse(Buffer.from(String(context), 'base64url').subarray(32).toString('utf8')) as Record<string, unknown>;
}

export const inBase64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

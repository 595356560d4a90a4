// An engine over real loopback servers, with a clock that the test moves.
import type { RequestListener, ServerResponse } from 'node:http';
import { afterEach } from 'vitest';
import { memoryBudgets } from '../../electron/core/http/budget';
import type { ConnectionOptions } from '../../electron/core/http/connectionHttp';
import { createHttpEngine } from '../../electron/core/http/httpEngine';
import { createRedactor } from '../../electron/core/http/redact';
import { createNodeTransport } from '../../electron/core/http/transports/nodeTransport';
import type { Transport } from '../../electron/core/ports';
import type { HttpRequest, ProviderHttp } from '../../electron/core/providers/sdk/http';
import { Failure, type FailureSpec } from '../../shared/errors';
import { type FakeClock, fakeClock } from './fakeClock';
import { closeLoopbacks, httpServer } from './loopback';

const transports: Transport[] = [];
afterEach(async () => {
  await Promise.all(transports.splice(0).map((made) => made.close()));
  await closeLoopbacks();
});

/** Waits are skipped, the time limit of an attempt runs out only when a test moves the clock. */
export const attemptMs = 30_000;
export const skips = (ms: number) => ms < attemptMs;

export function setUp(options: Partial<ConnectionOptions> & { clock?: FakeClock; transport?: Transport } = {}) {
  const clock = options.clock ?? fakeClock({ skips });
  const transport = options.transport ?? createNodeTransport({ isNetworkUp: () => true });
  transports.push(transport);
  const redactor = createRedactor();
  const waits: (number | null)[] = [];
  const budgets = memoryBudgets();
  const engine = createHttpEngine({ transport, clock, budgets, redactor, random: () => 0.5, userAgent: 'Kontor/1' });
  const connect = (more: Partial<ConnectionOptions> = {}): ProviderHttp =>
    engine.forConnection({
      connectionId: 'c1',
      budgetKey: 'k1',
      parallel: 4,
      timeoutMs: attemptMs,
      groups: {},
      signal: new AbortController().signal,
      onWaiting: (until) => waits.push(until === null ? null : until - clock.now()),
      ...options,
      ...more,
    });
  return { clock, engine, connect, http: connect(), waits, redactor, budgets };
}

export async function failureOf(work: Promise<unknown>): Promise<FailureSpec> {
  try {
    await work;
  } catch (cause) {
    if (cause instanceof Failure) return cause.spec;
    throw cause;
  }
  throw new Error('nothing failed');
}
export const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({ method: 'GET', url, ...more });

/** Answers in this order, the last one for ever; counts the requests. */
export async function script(...answers: readonly RequestListener[]) {
  let asked = 0;
  const server = await httpServer((request, answer) => {
    const turn = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    request.resume();
    turn?.(request, answer);
  });
  return { server, url: `${server.origin}/path`, asked: () => asked };
}
export const reply =
  (status: number, headers: Readonly<Record<string, string>> = {}, body = '{}'): RequestListener =>
  (_, answer) =>
    void answer.writeHead(status, headers).end(body);
export const cut: RequestListener = (_, answer: ServerResponse) => {
  answer.writeHead(200, { 'content-length': '1000' });
  answer.write('half', () => answer.socket?.destroy());
};

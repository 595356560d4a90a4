// One attempt of a call: its time limit, its place in the gate, its line in the log, and what came of it.
import { isFailure, type Failure } from '../../../shared/errors';
import { type Clock, type FileSlice, NetworkProblem, type Transport, type TransportAnswer } from '../ports';
import type { HttpRequest } from '../providers/sdk/http';
import { discard, readLimited } from './answer';
import { cancelledFailure, type FailureFacts, netFailure, networkFailure, statusFailure } from './failures';
import type { HttpLog } from './httpLog';
import { isTrouble, type Trouble } from './retry';
import { clockSkewMs, retryAfterMs } from './retryAfter';
import type { UploadLimit } from './uploadLimit';

export interface Call<T> {
  readonly request: HttpRequest;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | FileSlice;
  readonly isBulk: boolean;
  /** The whole attempt; null for the bytes of files, where only silence counts. */
  readonly attemptMs: number | null;
  readonly idleTimeoutMs: number;
  readonly answerTimeoutMs: number;
  readonly onSent?: (bytes: number) => void;
  readonly read: (answer: TransportAnswer, reading: Reading) => Promise<T>;
}

/** What reading an answer may need to explain itself. */
export interface Reading {
  readonly facts: FailureFacts;
  /** Remembers what a refusal said. */
  readonly note: (bytes: Uint8Array) => void;
}

export type AttemptResult<T> =
  | { readonly ok: true; readonly value: T; readonly status: number }
  | { readonly ok: false; readonly trouble: Trouble; readonly failure: Failure };

export interface AttemptParts {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: HttpLog;
  readonly connection: string;
  readonly signal: AbortSignal;
  readonly uploads?: UploadLimit;
}

/** Enough of a refusal to find out why. */
const refusalBytes = 16_384;

/** Failures that no retry mends are thrown: cancelled, redirected, too large; and what is no matter of the network. */
export async function runAttempt<T>(call: Call<T>, attempt: number, parts: AttemptParts): Promise<AttemptResult<T>> {
  const note = new AttemptNote(call, attempt, parts);
  const limit = startLimit(call.attemptMs, parts);
  try {
    const answer = await parts.transport.send({
      method: call.request.method,
      url: call.request.url,
      headers: call.headers,
      ...(call.body === undefined ? {} : { body: call.body }),
      isBulk: call.isBulk,
      ...(call.request.trustedCa === undefined ? {} : { trustedCa: call.request.trustedCa }),
      ...(call.request.isPublicOnly === true ? { isPublicOnly: true } : {}),
      idleTimeoutMs: call.idleTimeoutMs,
      answerTimeoutMs: call.answerTimeoutMs,
      signal: limit.signal,
      ...(parts.uploads ? { allow: (wanted: number) => parts.uploads?.allow(wanted, limit.signal) ?? wanted } : {}),
      onSent: (bytes) => {
        note.sentBytes = bytes;
        call.onSent?.(bytes);
      },
    });
    note.answered(answer);
    return await judge(call, answer, note);
  } catch (cause) {
    return note.failed(limit.signal.aborted ? limit.signal.reason : cause);
  } finally {
    limit.end();
    note.write();
  }
}

async function judge<T>(call: Call<T>, answer: TransportAnswer, note: AttemptNote): Promise<AttemptResult<T>> {
  const { status, headers } = answer;
  const expected = call.request.expected ?? [];
  const to = headers['location'];
  if ([301, 302, 303, 307, 308].includes(status) && to !== undefined && !expected.includes(status)) {
    await discard(answer.body);
    throw netFailure('net.redirect', note.facts(), { params: { to: hostOf(to, call.request.url), status } });
  }
  if (!isTrouble(status, expected)) {
    const reading = { facts: note.facts(), note: note.refused };
    return { ok: true, value: await call.read(answer, reading), status };
  }
  note.refused((await readLimited(answer.body, refusalBytes)).bytes);
  const waitMs = retryAfterMs(headers, note.nowMs());
  const failure = statusFailure(status, { ms: waitMs, raw: headers['retry-after'] ?? '' }, note.facts());
  return { ok: false, trouble: { type: 'status', status, retryAfterMs: waitMs }, failure };
}

function hostOf(location: string, base: string): string {
  return URL.canParse(location, base) ? new URL(location, base).host : '?';
}

interface Limit {
  readonly signal: AbortSignal;
  end(): void;
}

/** A reason of our own: without one each abort makes an exception with its stack, felt with thousands of small calls. */
const over = new Error('the attempt is over');

/** The caller's signal and the attempt's own time in one, without leaving anything behind on the caller's. */
function startLimit(ms: number | null, parts: AttemptParts): Limit {
  const [limit, timer] = [new AbortController(), new AbortController()];
  const forward = () => {
    limit.abort(parts.signal.reason);
  };
  if (parts.signal.aborted) forward();
  parts.signal.addEventListener('abort', forward, { once: true });
  if (ms !== null) {
    parts.clock.sleep(ms, timer.signal).then(
      () => {
        limit.abort(new NetworkProblem('timeout', `not done within ${String(ms)} ms`));
      },
      () => undefined,
    );
  }
  return {
    signal: limit.signal,
    end() {
      timer.abort(over);
      parts.signal.removeEventListener('abort', forward);
    },
  };
}

class AttemptNote {
  sentBytes = 0;
  readonly #call: Call<unknown>;
  readonly #attempt: number;
  readonly #parts: AttemptParts;
  readonly #startedMs: number;
  #answer: TransportAnswer | null = null;
  #problem: string | null = null;
  #excerpt: string | null = null;
  #skewMs: number | null = null;

  constructor(call: Call<unknown>, attempt: number, parts: AttemptParts) {
    this.#call = call;
    this.#attempt = attempt;
    this.#parts = parts;
    this.#startedMs = parts.clock.monotonic();
  }

  nowMs(): number {
    return this.#parts.clock.now();
  }

  answered(answer: TransportAnswer): void {
    this.#answer = answer;
    this.#skewMs = clockSkewMs(answer.headers, this.nowMs());
  }

  readonly refused = (bytes: Uint8Array): void => {
    this.#excerpt = Buffer.from(bytes.subarray(0, refusalBytes)).toString('utf8');
  };

  facts(): FailureFacts {
    const { request } = this.#call;
    const url = new URL(request.url);
    const line = `${request.method} ${url.origin}${url.pathname}: ${this.#problem ?? String(this.#answer?.status ?? '')}`;
    const excerpt = this.#excerpt === null ? '' : `\n${this.#excerpt}`;
    const details = this.#parts.log.excerpt(`${line}${excerpt}`).slice(0, 600);
    return { host: url.hostname, nowMs: this.nowMs(), skewMs: this.#skewMs, details };
  }

  /** A problem of the network is a result; everything else goes on as it is. */
  failed(cause: unknown): { readonly ok: false; readonly trouble: Trouble; readonly failure: Failure } {
    if (this.#parts.signal.aborted) {
      this.#problem = 'cancelled';
      throw cancelledFailure(this.#parts.signal.reason);
    }
    this.#problem = cause instanceof NetworkProblem ? `${cause.code}: ${cause.message}` : String(cause);
    if (!(cause instanceof NetworkProblem)) throw isFailure(cause) ? cause : this.#foreign(cause);
    return { ok: false, trouble: { type: 'network', problem: cause }, failure: networkFailure(cause, this.facts()) };
  }

  #foreign(cause: unknown): unknown {
    const isFull = cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
    return isFull ? netFailure('archive.disk_full', this.facts(), { cause }) : cause;
  }

  write(): void {
    const { clock, log, connection } = this.#parts;
    log.add({
      atMs: clock.now(),
      connection,
      method: this.#call.request.method,
      url: this.#call.request.url,
      attempt: this.#attempt,
      status: this.#answer?.status ?? null,
      problem: this.#problem,
      tookMs: Math.round(clock.monotonic() - this.#startedMs),
      sentBytes: this.sentBytes,
      requestHeaders: this.#call.headers,
      answerHeaders: this.#answer?.headers ?? {},
      excerpt: this.#excerpt,
    });
  }
}

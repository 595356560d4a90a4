// What one connection may do on the network: turns, retries, deadlines and the circuit around single attempts.
import { Failure } from '../../../shared/errors';
import type { TransportAnswer } from '../ports';
import type {
  DownloadResult,
  HttpAnswer,
  HttpRequest,
  ProviderHttp,
  RateWindow,
  UploadBody,
} from '../providers/sdk/http';
import { makeAnswer, readLimited } from './answer';
import { type AttemptResult, type Call, type Reading, runAttempt } from './attempt';
import type { ConnectionState } from './connectionState';
import { cancelledFailure, circuitFailure, netFailure, rateLimitedFailure } from './failures';
import type { EngineParts } from './httpEngine';
import type { HttpLog } from './httpLog';
import type { LearnedLimits } from './learnedLimits';
import { Pacer } from './pacer';
import { nextStep, type Trouble } from './retry';
import { digestBody, storeBody, type Stored } from './storeBody';

export interface ConnectionOptions {
  readonly connectionId: string;
  /** What shares one allowance. */
  readonly budgetKey: string;
  readonly parallel: number;
  /** Default of one attempt. */
  readonly timeoutMs: number;
  readonly groups: Readonly<Record<string, readonly { readonly seconds: number; readonly limit: number }[]>>;
  readonly signal: AbortSignal;
  readonly onWaiting: (untilMs: number | null) => void;
}

const usualDeadlineMs = 120_000;
const usualMaxBytes = 8 << 20;
const sendingSilenceMs = 60_000;
const maxAttempts = 5;

/** What outlives one run of a connection. */
interface Shared {
  readonly state: ConnectionState;
  readonly log: HttpLog;
  readonly limits: LearnedLimits;
  readonly release: () => Promise<void>;
}

/** Where a call stands. */
interface Course {
  latestMs: number;
  attempt: number;
  last: Failure | null;
}

interface Plan {
  readonly deadlineMs: number;
  readonly maxAttempts: number;
}

export class ConnectionHttp implements ProviderHttp {
  readonly #parts: EngineParts;
  readonly #options: ConnectionOptions;
  readonly #state: ConnectionState;
  readonly #log: HttpLog;
  readonly #pacer: Pacer;
  readonly #limits: LearnedLimits;
  readonly close: () => Promise<void>;

  constructor(parts: EngineParts, options: ConnectionOptions, shared: Shared) {
    this.#parts = parts;
    this.#options = options;
    this.#state = shared.state;
    this.#log = shared.log;
    this.close = shared.release;
    this.#limits = shared.limits;
    this.#pacer = new Pacer({ budgets: parts.budgets, limits: shared.limits, clock: parts.clock, ...options });
  }

  learnLimits(groups: Readonly<Record<string, readonly RateWindow[]>>): Promise<void> {
    return this.#limits.learn(this.#options.budgetKey, groups, this.#parts.clock.now());
  }

  request(request: HttpRequest): Promise<HttpAnswer> {
    const timeoutMs = request.timeoutMs ?? this.#options.timeoutMs;
    const call = {
      ...this.#common(request),
      ...bodyOf(request),
      isBulk: false,
      attemptMs: timeoutMs,
      idleTimeoutMs: timeoutMs,
      answerTimeoutMs: timeoutMs,
      read: (answer: TransportAnswer, reading: Reading) => readSmall(answer, request, reading),
    };
    return this.#run(call, { deadlineMs: request.deadlineMs ?? Math.max(usualDeadlineMs, timeoutMs), maxAttempts });
  }

  download(
    request: HttpRequest & { readonly toPath: string; readonly onProgress?: (bytes: number) => void },
  ): Promise<DownloadResult> {
    return this.#stream(request, (body, expectedBytes) =>
      storeBody(body, {
        toPath: request.toPath,
        expectedBytes,
        onProgress: request.onProgress ?? (() => undefined),
      }),
    );
  }

  digest(request: HttpRequest): Promise<DownloadResult> {
    return this.#stream(request, digestBody);
  }

  upload(
    request: HttpRequest & { readonly file: UploadBody; readonly onProgress?: (sent: number) => void },
  ): Promise<HttpAnswer> {
    const call = {
      ...this.#common(request),
      body: request.file,
      isBulk: true,
      attemptMs: request.deadlineMs ?? null,
      idleTimeoutMs: sendingSilenceMs,
      answerTimeoutMs: request.timeoutMs ?? this.#options.timeoutMs,
      ...(request.onProgress ? { onSent: request.onProgress } : {}),
      read: (answer: TransportAnswer, reading: Reading) => readSmall(answer, request, reading),
    };
    return this.#run(call, { deadlineMs: request.deadlineMs ?? Infinity, maxAttempts: 1 });
  }

  /** An answer that is taken up piece by piece: it may go on for hours, but not fall silent. */
  #stream(request: HttpRequest, take: Parameters<typeof readBody>[3]): Promise<DownloadResult> {
    const timeoutMs = request.timeoutMs ?? this.#options.timeoutMs;
    const call = {
      ...this.#common(request),
      ...bodyOf(request),
      isBulk: true,
      attemptMs: request.deadlineMs ?? null,
      idleTimeoutMs: timeoutMs,
      answerTimeoutMs: timeoutMs,
      read: (answer: TransportAnswer, reading: Reading) => readBody(answer, request, reading, take),
    };
    return this.#run(call, { deadlineMs: request.deadlineMs ?? Infinity, maxAttempts });
  }

  #common(request: HttpRequest): Pick<Call<never>, 'request' | 'headers'> {
    const given = request.headers ?? {};
    const hasAgent = Object.keys(given).some((name) => name.toLowerCase() === 'user-agent');
    return { request, headers: hasAgent ? given : { 'user-agent': this.#parts.userAgent, ...given } };
  }

  async #run<T>(call: Call<T>, plan: Plan): Promise<T> {
    const { clock, random } = this.#parts;
    const { signal } = this.#options;
    const course: Course = { latestMs: clock.now() + plan.deadlineMs, attempt: 1, last: null };
    try {
      for (; ; course.attempt++) {
        const result: AttemptResult<T> = await this.#turn(call, course);
        if (result.ok) return result.value;
        course.last = result.failure;
        const isIdempotent = call.request.isIdempotent ?? ['GET', 'HEAD', 'PROPFIND'].includes(call.request.method);
        const remainingMs = course.latestMs - clock.now();
        const { attempt } = course;
        const { repeatsRefused = true } = call.request;
        const facts = { attempt, isIdempotent, repeatsRefused, maxAttempts: plan.maxAttempts, remainingMs, random };
        const step = nextStep(result.trouble, facts);
        if (step.next === 'fail') throw result.failure;
        const isAsked = result.trouble.type === 'status' && result.trouble.retryAfterMs !== null;
        if (isAsked) await this.#pacer.waitUntil(clock.now() + step.ms, signal);
        else await clock.sleep(step.ms, signal);
      }
    } catch (cause) {
      throw signal.aborted && !(cause instanceof Failure) ? cancelledFailure(signal.reason) : cause;
    }
  }

  /** Waits for the circuit, the allowance and a free place, then tries once. */
  async #turn<T>(call: Call<T>, course: Course): Promise<AttemptResult<T>> {
    const { clock } = this.#parts;
    const { signal, connectionId } = this.#options;
    const url = new URL(call.request.url);
    const facts = { host: url.hostname, nowMs: clock.now(), skewMs: null, details: '' };
    const admission = this.#state.admit(url.origin, clock.now());
    if (!admission.admitted) throw course.last ?? circuitFailure(admission.retryAtMs, facts);
    let verdict: 'good' | 'bad' | null = null;
    try {
      const turn = await this.#pacer.turn(call.request.group, course.latestMs, signal);
      if (!turn.came) throw rateLimitedFailure(turn.nextAtMs, facts);
      const queuedMs = clock.now();
      const leave = await this.#state.gate.enter(signal);
      if (call.body instanceof Uint8Array)
        await this.#parts.uploads?.whole(call.body.length, signal).catch(left(leave));
      // Standing in our own queue is not the server's fault: a long upload must not make the calls behind it fail.
      course.latestMs += clock.now() - queuedMs;
      try {
        const remainingMs = course.latestMs - clock.now();
        const capped = call.attemptMs === null ? null : Math.max(1, Math.min(call.attemptMs, remainingMs));
        const parts = { ...this.#parts, log: this.#log, connection: connectionId, signal };
        const result = await runAttempt({ ...call, attemptMs: capped }, course.attempt, parts);
        verdict = result.ok ? 'good' : verdictOf(result.trouble);
        if (!result.ok) await this.#blockGroup(call, result.trouble);
        return result;
      } finally {
        leave();
      }
    } finally {
      this.#state.settle(url.origin, verdict, clock.now());
    }
  }

  /** Retry-After of a 429 holds the whole group, also after a restart. */
  async #blockGroup(call: Call<unknown>, trouble: Trouble): Promise<void> {
    if (trouble.type !== 'status' || trouble.status !== 429 || trouble.retryAfterMs === null) return;
    await this.#pacer.block(call.request.group, this.#parts.clock.now() + trouble.retryAfterMs);
  }
}

/** Whoever gives up in between gives its place back. */
const left =
  (leave: () => void) =>
  (reason: unknown): never => {
    leave();
    throw reason;
  };

/** What says something about the server's health; a name that is not found or a proxy that refuses does not. */
function verdictOf(trouble: Trouble): 'good' | 'bad' | null {
  if (trouble.type === 'status') return trouble.status >= 500 ? 'bad' : 'good';
  const { code } = trouble.problem;
  return code === 'refused' || code === 'reset' || code === 'timeout' || code === 'other' ? 'bad' : null;
}

function bodyOf(request: HttpRequest): { readonly body?: Uint8Array } {
  if (request.body === undefined) return {};
  return { body: typeof request.body === 'string' ? Buffer.from(request.body, 'utf8') : request.body };
}

async function readSmall(answer: TransportAnswer, request: HttpRequest, reading: Reading): Promise<HttpAnswer> {
  const maxBytes = request.maxBytes ?? usualMaxBytes;
  const { bytes, isWhole } = await readLimited(answer.body, maxBytes);
  if (!isWhole)
    throw netFailure('net.too_large', reading.facts, { params: { megabytes: Math.ceil(maxBytes / 1_000_000) } });
  if (answer.status >= 400) reading.note(bytes);
  return makeAnswer({ status: answer.status, headers: answer.headers, bytes }, reading.facts);
}

async function readBody(
  answer: TransportAnswer,
  request: HttpRequest,
  reading: Reading,
  take: (body: AsyncIterable<Uint8Array>, expectedBytes: number | null) => Promise<Stored>,
): Promise<DownloadResult> {
  const { status, headers } = answer;
  if (status < 200 || status > 299) {
    const refusal = await readSmall(answer, { ...request, maxBytes: usualMaxBytes }, reading);
    return { status, headers, bytes: 0, sha256: '', refusal };
  }
  const told = headers['content-length'];
  const maxBytes = request.maxBytes ?? Infinity;
  const tooLarge = () =>
    netFailure('net.too_large', reading.facts, { params: { megabytes: Math.ceil(maxBytes / 1_000_000) } });
  const stored = await take(limited(answer.body, maxBytes, tooLarge), told === undefined ? null : Number(told));
  return { status, headers, ...stored };
}

async function* limited(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  tooLarge: () => Failure,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > maxBytes) throw tooLarge();
    yield piece;
  }
}

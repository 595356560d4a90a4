// Calls over a message port: one answer per call, progress at most ten a second, cancelling, failures as data.
import { Failure, type FailureSpec } from '../../../shared/errors';

/** The half of a Worker or MessagePort that calls need. */
export interface Port {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

export type ServerMethod = (
  args: readonly unknown[],
  onProgress: (done: number, total: number | null) => void,
  signal: AbortSignal,
) => Promise<unknown>;

type ToServer =
  | { readonly type: 'call'; readonly id: number; readonly method: string; readonly args: readonly unknown[] }
  | { readonly type: 'cancel'; readonly id: number }
  // Before the first call (workerSide.ts).
  | { readonly type: 'open' };
export type FromServer =
  | { readonly type: 'ready' }
  /** It cannot open the archive before the writer has looked at it. */
  | { readonly type: 'waits' }
  | { readonly type: 'refused'; readonly failure: SentFailure }
  | { readonly type: 'done'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly failure: SentFailure }
  | { readonly type: 'progress'; readonly id: number; readonly done: number; readonly total: number | null };

/** A failure by its spec; `cause` is text for the log. */
export interface SentFailure {
  readonly spec: Omit<FailureSpec, 'cause'>;
  readonly cause: string | null;
}

const PROGRESS_MS = 100;

export function serveCalls(port: Port, methods: Readonly<Record<string, ServerMethod>>): void {
  const running = new Map<number, AbortController>();
  port.on('message', (message) => {
    // Both ends are ours and of one build: the message is one of ToServer.
    const call = message as ToServer;
    if (call.type === 'open') return;
    if (call.type === 'cancel') running.get(call.id)?.abort();
    else void answer(port, methods, running, call.id, call.method, call.args);
  });
}

async function answer(
  port: Port,
  methods: Readonly<Record<string, ServerMethod>>,
  running: Map<number, AbortController>,
  id: number,
  name: string,
  args: readonly unknown[],
): Promise<void> {
  const control = new AbortController();
  running.set(id, control);
  try {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (method === undefined) throw new Error(`no call ${name}`);
    const value = await method(args, thinned(port, id), control.signal);
    port.postMessage({ type: 'done', id, value } satisfies FromServer);
  } catch (error) {
    port.postMessage({ type: 'failed', id, failure: packFailure(error) } satisfies FromServer);
  } finally {
    running.delete(id);
  }
}

function thinned(port: Port, id: number): (done: number, total: number | null) => void {
  let nextAt = 0;
  return (done, total) => {
    const now = performance.now();
    if (now < nextAt) return;
    nextAt = now + PROGRESS_MS;
    port.postMessage({ type: 'progress', id, done, total } satisfies FromServer);
  };
}

/** Known by its shape: the two ends of a port have classes of their own. */
export function packFailure(error: unknown): SentFailure {
  if (error instanceof Error && 'spec' in error && isSpec(error.spec)) {
    const { cause, ...spec } = error.spec;
    return { spec, cause: cause === undefined ? null : describe(cause) };
  }
  if (error instanceof Error && error.name === 'AbortError')
    return { spec: { kind: 'cancelled', key: 'error.cancelled' }, cause: null };
  return { spec: { kind: 'bug', key: 'error.bug' }, cause: describe(error) };
}

export function unpackFailure({ spec, cause }: SentFailure): Failure {
  return new Failure(cause === null ? spec : { ...spec, cause: new Error(cause) });
}

function isSpec(spec: unknown): spec is FailureSpec {
  return typeof spec === 'object' && spec !== null && 'kind' in spec && 'key' in spec;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: ((done: number, total: number | null) => void) | undefined;
  readonly forget: () => void;
}

export interface CallOptions {
  readonly onProgress?: (done: number, total: number | null) => void;
  readonly signal?: AbortSignal;
}

/** The calling end. The owner feeds it the worker's messages and tells when the worker is gone. */
export class Caller {
  private readonly port: Pick<Port, 'postMessage'>;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;

  constructor(port: Pick<Port, 'postMessage'>) {
    this.port = port;
  }

  call(method: string, args: readonly unknown[], { onProgress, signal }: CallOptions = {}): Promise<unknown> {
    if (signal?.aborted === true) return Promise.reject(cancelled());
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const cancel = (): void => this.port.postMessage({ type: 'cancel', id } satisfies ToServer);
      signal?.addEventListener('abort', cancel, { once: true });
      const forget = (): void => signal?.removeEventListener('abort', cancel);
      this.waiting.set(id, { resolve, reject, onProgress, forget });
      this.port.postMessage({ type: 'call', id, method, args } satisfies ToServer);
    });
  }

  take(message: FromServer): void {
    if (message.type === 'ready' || message.type === 'waits' || message.type === 'refused') return;
    const call = this.waiting.get(message.id);
    if (call === undefined) return;
    if (message.type === 'progress') {
      call.onProgress?.(message.done, message.total);
      return;
    }
    this.waiting.delete(message.id);
    call.forget();
    if (message.type === 'done') call.resolve(message.value);
    else call.reject(unpackFailure(message.failure));
  }

  failAll(error: unknown): void {
    const calls = [...this.waiting.values()];
    this.waiting.clear();
    for (const call of calls) {
      call.forget();
      call.reject(error);
    }
  }
}

function cancelled(): Failure {
  return new Failure({ kind: 'cancelled', key: 'error.cancelled' });
}

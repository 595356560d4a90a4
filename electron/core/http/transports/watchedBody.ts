// The body of an answer as it is read: an idle limit while somebody waits for the next piece, and a clean end in every case.
import { NetworkProblem } from '../../ports';
import { networkProblem } from './problems';

/** Node's timers take a longer time for one millisecond. */
const longestTimerMs = 2 ** 31 - 1;

/** Aborts one exchange: for the caller's signal or after too long a silence. */
export class ExchangeStop {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal;
  readonly #forward = () => {
    this.abort(this.#outer.reason);
  };
  #timer: NodeJS.Timeout | null = null;

  constructor(outer: AbortSignal) {
    this.signal = this.#controller.signal;
    this.#outer = outer;
    if (outer.aborted) this.#forward();
    else outer.addEventListener('abort', this.#forward, { once: true });
  }

  abort(reason: unknown): void {
    this.#controller.abort(reason);
  }

  /** Starts the limit anew. */
  expectWithin(ms: number): void {
    this.rest();
    this.#timer = setTimeout(
      () => {
        this.abort(new NetworkProblem('timeout', `nothing happened for ${String(ms)} ms`));
      },
      Math.min(ms, longestTimerMs),
    );
  }

  /** Nobody waits for the other side at the moment. */
  rest(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** The exchange is over: nothing may hold on to the caller's signal, which can live for hours. */
  end(): void {
    this.rest();
    this.#outer.removeEventListener('abort', this.#forward);
  }

  /** What the caller gets to see for something that was thrown. */
  problem(cause: unknown): unknown {
    if (this.#outer.aborted) return this.#outer.reason;
    return this.signal.aborted ? this.signal.reason : (networkProblem(cause) ?? cause);
  }
}

export interface BodySource extends AsyncIterable<Uint8Array> {
  destroy(): unknown;
  on(event: 'error', listener: () => void): unknown;
}

export function watchedBody(source: BodySource, stop: ExchangeStop, idleMs: number): AsyncIterable<Uint8Array> {
  // A body that is given up may still report its end as a problem; there is nobody left to tell.
  source.on('error', () => undefined);
  return {
    [Symbol.asyncIterator]() {
      const inner = source[Symbol.asyncIterator]();
      return {
        async next() {
          stop.expectWithin(idleMs);
          try {
            const result = await inner.next();
            if (result.done === true) stop.end();
            else stop.rest();
            return result;
          } catch (cause) {
            stop.end();
            source.destroy();
            throw stop.problem(cause);
          }
        },
        return() {
          stop.end();
          source.destroy();
          return Promise.resolve({ done: true as const, value: undefined });
        },
      };
    },
  };
}

export function joinHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ');
  }
  return joined;
}

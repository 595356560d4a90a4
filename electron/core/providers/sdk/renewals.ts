// One renewal of a sign-in at a time per account, however many calls and contexts find their token expired at once.

interface Renewal<T> {
  readonly tokens: Promise<T>;
  readonly signal: AbortSignal;
}

export interface Renewals<T> {
  /** What another one is renewing now, unless it is no use; else what `make` brings. */
  renew(order: RenewOrder<T> & { readonly isStale: (tokens: T) => boolean }): Promise<T>;
  /** Not the fruit of somebody else's renewal: waits for that one, then makes its own. */
  lead(order: RenewOrder<T>): Promise<T>;
}

interface RenewOrder<T> {
  readonly account: string;
  readonly signal: AbortSignal;
  readonly make: () => Promise<T>;
}

export function renewals<T>(): Renewals<T> {
  const running = new Map<string, Renewal<T>>();

  async function start({ account, signal, make }: RenewOrder<T>): Promise<T> {
    const tokens = make().finally(() => running.delete(account));
    running.set(account, { tokens, signal });
    return tokens;
  }

  return {
    renew: async (order) => {
      const { account, signal, isStale } = order;
      for (let other = running.get(account); other; other = running.get(account)) {
        try {
          const tokens = await untilAborted(other.tokens, signal);
          if (!isStale(tokens)) return tokens;
        } catch (error) {
          // Whoever was renewing was cancelled; that is not our cancellation.
          if (signal.aborted || !other.signal.aborted) throw error;
        }
      }
      return start(order);
    },
    lead: async (order) => {
      const { account, signal } = order;
      for (let other = running.get(account); other; other = running.get(account))
        await untilAborted(other.tokens, signal).catch((error: unknown) => {
          if (signal.aborted) throw error;
        });
      return start(order);
    },
  };
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError'));
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}

// Time as a test wants it: nothing moves unless the test moves it or a short sleep is skipped.
import type { Clock } from '../../electron/core/ports';

export interface FakeClock extends Clock {
  /** Moves the time and wakes what is due, in order. */
  advance(ms: number): Promise<void>;
  /** Sets the clock as a person does: nobody wakes, durations go on. */
  set(ms: number): void;
  /** Waits until somebody sleeps that long or longer, and answers with how long. */
  sleepOf(ms: number): Promise<number>;
  /** Every sleep that was asked for, in order. */
  readonly slept: readonly number[];
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Sleeps that `skips` names end at once and move the time; the others (time limits, usually) wait for `advance`. */
export function fakeClock(
  options: { readonly startMs?: number; readonly skips?: (ms: number) => boolean } = {},
): FakeClock {
  let now = options.startMs ?? Date.parse('2026-10-05T10:00:00.000Z');
  let start = now;
  const sleepers = new Set<Sleeper>();
  const slept: number[] = [];
  let watchers: { readonly ms: number; readonly tell: (ms: number) => void }[] = [];

  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    slept,
    now: () => now,
    set: (ms) => {
      start += ms - now;
      now = ms;
    },
    monotonic: () => now - start,
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason as Error);
          return;
        }
        slept.push(ms);
        for (const watcher of watchers.filter((one) => ms >= one.ms)) watcher.tell(ms);
        watchers = watchers.filter((one) => ms < one.ms);
        if (options.skips?.(ms) === true) {
          now += ms;
          setImmediate(resolve);
          return;
        }
        const stop = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason as Error);
        };
        const sleeper: Sleeper = {
          at: now + ms,
          wake: () => {
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', stop);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', stop, { once: true });
      });
    },
    sleepOf: (ms) =>
      new Promise((resolve) => {
        watchers.push({ ms, tell: resolve });
      }),
    async advance(ms) {
      const until = now + ms;
      for (;;) {
        await settled();
        const [next] = [...sleepers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (!next) break;
        now = Math.max(now, next.at);
        next.wake();
      }
      now = until;
      await settled();
    },
  };
}

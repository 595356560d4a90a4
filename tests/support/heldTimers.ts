// Timers of one length that end when a test says so: a machine that stands still for a moment ends none of them too early.
import { afterEach } from 'vitest';

export interface HeldTimers {
  /** Ends those that run, as their time would. */
  end(): void;
}

const [begin, clear] = [globalThis.setTimeout, globalThis.clearTimeout];
afterEach(() => {
  Object.assign(globalThis, { setTimeout: begin, clearTimeout: clear });
});

/** Until the end of the test; timers of any other length are what they were. */
export function heldTimers(ms: number): HeldTimers {
  const running = new Map<unknown, () => void>();
  const never = 2 ** 31 - 1;
  const setTimeout = (ended: () => void, after?: number): NodeJS.Timeout => {
    if (after !== ms) return begin(ended, after);
    const timer = begin(() => undefined, never).unref();
    running.set(timer, ended);
    return timer;
  };
  const clearTimeout = (timer?: NodeJS.Timeout): void => {
    running.delete(timer);
    clear(timer);
  };
  Object.assign(globalThis, { setTimeout, clearTimeout });
  return {
    end: () => {
      for (const [timer, ended] of running) {
        running.delete(timer);
        ended();
      }
    },
  };
}

// What looks after the whole archive, standing still where a test wants to look at it: a small archive is through before anybody can ask.
import type { Keeper, OnKept } from '../../electron/core/keeping/types';

type Work<T> = (onProgress: OnKept, signal: AbortSignal) => Promise<T>;

export interface HeldKeeper {
  of(keeper: Keeper): Keeper;
  /** The next look or folder for an auditor stands still from its begin until it is let go or cancelled; `reached` when it stands. */
  hold(): { readonly reached: Promise<void>; release(): void };
}

interface Gate {
  readonly reach: () => void;
  readonly released: Promise<void>;
}

export function heldKeeper(): HeldKeeper {
  let gate: Gate | null = null;
  const held = async <T>(work: Work<T>, onProgress: OnKept, signal: AbortSignal): Promise<T> => {
    if (gate === null) return work(onProgress, signal);
    const { reach, released } = gate;
    gate = null;
    const cancelled = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve());
    });
    reach();
    await Promise.race([released, cancelled]);
    if (!signal.aborted) return work(onProgress, signal);
    // At its first progress: something of it is there, and it has not ended.
    const middle = new AbortController();
    return work(() => middle.abort(signal.reason), middle.signal);
  };
  return {
    of: (keeper) => ({
      ...keeper,
      verify: (archive, onProgress, signal) =>
        held((told, cancelled) => keeper.verify(archive, told, cancelled), onProgress, signal),
      audit: (order, onProgress, signal) =>
        held((told, cancelled) => keeper.audit(order, told, cancelled), onProgress, signal),
    }),
    hold: () => {
      let [reach, release] = [(): void => undefined, (): void => undefined];
      const reached = new Promise<void>((resolve) => (reach = resolve));
      const released = new Promise<void>((resolve) => (release = resolve));
      gate = { reach, released };
      return { reached, release: () => release() };
    },
  };
}

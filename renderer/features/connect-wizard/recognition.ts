// When main is asked what a text is: once the hand rests, for each field by itself, and at the latest before the check.

/** Pasting is one event, typing many. */
export const RECOGNISE_AFTER_MS = 250;

export interface Recognition {
  readonly later: (field: string, ask: () => Promise<void>) => void;
  /** Everything that still waits is asked now; resolves when it is answered. */
  readonly now: () => Promise<void>;
  readonly drop: () => void;
}

export function recognition(): Recognition {
  const waiting = new Map<
    string,
    { readonly timer: ReturnType<typeof setTimeout>; readonly ask: () => Promise<void> }
  >();
  const stop = (field: string): void => {
    clearTimeout(waiting.get(field)?.timer);
    waiting.delete(field);
  };
  return {
    later: (field, ask) => {
      stop(field);
      const timer = setTimeout(() => {
        waiting.delete(field);
        void ask();
      }, RECOGNISE_AFTER_MS);
      waiting.set(field, { timer, ask });
    },
    now: async () => {
      const asks = [...waiting.values()].map(({ ask }) => ask);
      [...waiting.keys()].forEach(stop);
      await Promise.all(asks.map((ask) => ask()));
    },
    drop: () => {
      [...waiting.keys()].forEach(stop);
    },
  };
}

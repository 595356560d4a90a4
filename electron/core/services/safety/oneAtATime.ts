// Long work on the whole archive: one piece at a time, with its progress, to be cancelled.
import type { SafetyProgress, SafetyWork } from '../../../../shared/contract/safety';
import { Failure } from '../../../../shared/errors';
import type { EventBus } from '../../events/eventBus';
import type { Keeper, OnKept } from '../../keeping/types';

export interface SafetyTurn {
  running(): SafetyProgress | null;
  /** Throws a Failure: safety.busy; and what the work throws. */
  run<T>(work: SafetyWork, what: (keeper: Keeper, onProgress: OnKept, signal: AbortSignal) => Promise<T>): Promise<T>;
  cancel(): void;
  /** Cancels, and waits until nothing is under way. */
  stop(): Promise<void>;
}

export function oneAtATime(events: EventBus, newKeeper: () => Keeper): SafetyTurn {
  let running: SafetyProgress | null = null;
  let control = new AbortController();
  let last: Promise<unknown> = Promise.resolve();

  const carryOut: SafetyTurn['run'] = async (work, what) => {
    control = new AbortController();
    running = { work, done: 0, total: null };
    events.emit('safety.changed', undefined);
    const keeper = newKeeper();
    const told: OnKept = (done, total) => {
      running = { work, done, total };
      events.emit('safety.progress', running);
    };
    try {
      return await what(keeper, told, control.signal);
    } finally {
      // What it has begun has ended with it: whoever comes next may use the same folder.
      await keeper.close();
      running = null;
      events.emit('safety.changed', undefined);
    }
  };

  return {
    running: () => running,
    run: (work, what) => {
      if (running !== null) return Promise.reject(new Failure({ kind: 'conflict', key: 'safety.busy' }));
      const turn = carryOut(work, what);
      last = turn.catch(() => undefined);
      return turn;
    },
    cancel: () => {
      control.abort(new Failure({ kind: 'cancelled', key: 'error.cancelled' }));
    },
    stop: async () => {
      control.abort(new Failure({ kind: 'cancelled', key: 'error.cancelled' }));
      await last;
    },
  };
}

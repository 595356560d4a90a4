// A store on a server may be away for a while. What has begun goes on with what was last known of it; what it missed is told when it is back.
import type { Clock } from '../ports';
import { isStoreProblem } from '../db/storeProblems';
import { toAppError, type AppError } from '../../../shared/errors';

/** So often an absent store is asked whether it is back. */
const PROBE_MS = 20_000;

export interface StoreAway {
  readonly sinceMs: number;
  readonly problem: AppError;
}

export interface StoreWatch {
  /** The store's answer; while it is away `otherwise`, and nobody waits for its silence again. */
  ask<T>(question: () => Promise<T>, otherwise: () => T | Promise<T>): Promise<T>;
  /** What cannot be put off: a person waits for it, or it must not be done on old knowledge. Fails while the store is away. */
  insist<T>(question: () => Promise<T>): Promise<T>;
  away(): StoreAway | null;
  /** Told when it is back, before anybody else; one that fails is told again at the next try. */
  whenBack(tell: () => Promise<void>): void;
  /** What an earlier start could not tell. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
}

export interface StoreWatchParts {
  readonly clock: Clock;
  readonly probe: () => Promise<void>;
  /** Gone or back. */
  readonly changed: () => void;
  readonly newSupportId: () => string;
  readonly logFailure: (what: string, supportId: string, error: unknown) => void;
}

export function storeWatch(parts: StoreWatchParts): StoreWatch {
  const { clock } = parts;
  const tellings: (() => Promise<void>)[] = [];
  const end = new AbortController();
  let away: StoreAway | null = null;
  let probing: Promise<void> = Promise.resolve();

  const hasEnded = (): boolean => end.signal.aborted;

  const tellAll = async (): Promise<void> => {
    for (const tell of tellings) await tell();
  };

  const probeUntilBack = async (): Promise<void> => {
    while (!hasEnded()) {
      try {
        await clock.sleep(PROBE_MS, end.signal);
        await parts.probe();
        await tellAll();
        away = null;
        parts.changed();
        return;
      } catch (error) {
        if (hasEnded()) return;
        // Another problem than at first is another text; that it is still away is written down once.
        if (isStoreProblem(error) && away !== null) {
          const { problem, sinceMs } = away;
          if (error.spec.key === problem.key) continue;
          away = { sinceMs, problem: toAppError(error, problem.supportId) };
          parts.changed();
        } else parts.logFailure('config store: back, but not told what it missed', parts.newSupportId(), error);
      }
    }
  };

  const gone = (error: unknown): void => {
    if (away !== null || hasEnded()) return;
    const supportId = parts.newSupportId();
    away = { sinceMs: clock.now(), problem: toAppError(error, supportId) };
    parts.logFailure('config store away', supportId, error);
    parts.changed();
    probing = probeUntilBack();
  };

  return {
    ask: async (question, otherwise) => {
      if (away !== null) return otherwise();
      try {
        return await question();
      } catch (error) {
        if (!isStoreProblem(error)) throw error;
        gone(error);
        return otherwise();
      }
    },
    insist: async (question) => {
      try {
        return await question();
      } catch (error) {
        if (isStoreProblem(error)) gone(error);
        throw error;
      }
    },
    away: () => away,
    whenBack: (tell) => void tellings.push(tell),
    catchUp: async () => {
      try {
        await tellAll();
      } catch (error) {
        if (!isStoreProblem(error)) throw error;
        gone(error);
      }
    },
    stop: async () => {
      end.abort();
      await probing;
    },
  };
}

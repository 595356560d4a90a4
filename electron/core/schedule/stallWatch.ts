// Sees when a run that goes on gives no sign of life any more. Waiting for an allowance or for the next try is no stall.
import type { RunId } from '../../../shared/domain/ids';
import type { RunView } from '../../../shared/contract/runs';
import type { EventBus } from '../events/eventBus';
import type { Clock } from '../ports';
import type { RunService } from '../services/runService';

export const STALL_MS = 10 * 60_000;

export interface StallWatch {
  /** Answers when to look again if nothing happens before. */
  watch(runId: RunId): number;
  isStalled(runId: RunId): boolean;
  forget(runId: RunId): void;
  /** The computer slept: nothing could give a sign. */
  woke(): void;
  /** A watched run has ended or changed its state. */
  onChange(listener: () => void): () => void;
  stop(): void;
}

export function stallWatch(parts: {
  readonly clock: Clock;
  readonly events: EventBus;
  readonly runs: RunService;
}): StallWatch {
  const { clock, events, runs } = parts;
  const lastSign = new Map<string, number>();
  const listeners = new Set<() => void>();
  const stateOf = (runId: string): RunView['state'] | undefined => runs.live().find(({ id }) => id === runId)?.state;
  const end = events.listen((name, payload) => {
    if (name !== 'runs.progress' && name !== 'runs.changed') return;
    const id = name === 'runs.progress' ? (payload as RunView).id : (payload as { runId: string }).runId;
    if (!lastSign.has(id)) return;
    lastSign.set(id, clock.monotonic());
    if (name === 'runs.progress') return;
    if (stateOf(id) === undefined) lastSign.delete(id);
    for (const listener of listeners) listener();
  });
  return {
    watch: (runId) => {
      if (!lastSign.has(runId)) lastSign.set(runId, clock.monotonic());
      if (stateOf(runId) === 'waiting') return clock.now() + STALL_MS;
      return clock.now() + STALL_MS - (clock.monotonic() - (lastSign.get(runId) ?? 0));
    },
    isStalled: (runId) => {
      const last = lastSign.get(runId);
      return last !== undefined && stateOf(runId) === 'running' && clock.monotonic() - last >= STALL_MS;
    },
    forget: (runId) => {
      lastSign.delete(runId);
    },
    woke: () => {
      for (const id of lastSign.keys()) lastSign.set(id, clock.monotonic());
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    stop: end,
  };
}

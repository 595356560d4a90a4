// Why something is late: what stood in the way when it was due.
import type { LateReason } from '../../../shared/domain/schedule/rule';
import type { Clock, Connectivity, Power } from '../ports';

/** Less than this is not late. */
export const GRACE_MS = 5 * 60_000;

export interface Lateness {
  readonly startedMs: number;
  /** The last time that the computer woke up. */
  wokeMs(): number;
  /** What keeps it from beginning now; what stays on this computer needs no network. */
  obstacle(needsNetwork: boolean): LateReason | null;
  /** Remembers what was in the way of a schedule; the first reason is the one that is told. */
  hold(scheduleId: string, reason: LateReason): void;
  reasonOf(scheduleId: string, dueMs: number): LateReason | null;
  release(scheduleId: string): void;
}

export interface LatenessSigns {
  woke(): void;
  /** The config store did not answer just now. */
  storeAway(): void;
}

export function lateness(clock: Clock, power: Power, connectivity: Connectivity): Lateness & LatenessSigns {
  const startedMs = clock.now();
  let wokeMs = -Infinity;
  let storeAwayMs = -Infinity;
  const held = new Map<string, LateReason>();
  return {
    startedMs,
    wokeMs: () => wokeMs,
    woke: () => {
      wokeMs = clock.now();
    },
    storeAway: () => {
      storeAwayMs = clock.now();
    },
    obstacle: (needsNetwork) => {
      if (needsNetwork && !connectivity.isOnline()) return 'offline';
      if (power.isSaving()) return 'saving';
      return needsNetwork && connectivity.isMetered() ? 'metered' : null;
    },
    hold: (scheduleId, reason) => {
      if (!held.has(scheduleId)) held.set(scheduleId, reason);
    },
    reasonOf: (scheduleId, dueMs) => {
      if (clock.now() - dueMs <= GRACE_MS) return null;
      const reason = held.get(scheduleId);
      if (reason !== undefined) return reason;
      if (dueMs < startedMs) return 'app_off';
      if (dueMs < wokeMs) return 'asleep';
      return dueMs < storeAwayMs ? 'store' : 'clock';
    },
    release: (scheduleId) => {
      held.delete(scheduleId);
    },
  };
}

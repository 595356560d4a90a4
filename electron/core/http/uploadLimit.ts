// One limit for all uploads together: bytes leave in small pieces, each in its turn.
import type { Clock } from '../ports';

export interface UploadLimit {
  /** Null: as fast as it goes. Counts at once, also for what is under way. */
  set(bytesPerSecond: number | null): void;
  /** How many of the wanted bytes may leave now; waits for their turn while there is a limit. */
  allow(wanted: number, signal: AbortSignal): number | Promise<number>;
  /** Waits for the turn of a body that leaves in one piece. */
  whole(bytes: number, signal: AbortSignal): Promise<void>;
}

/** A quarter of a second's worth: a bar still moves, and a new limit counts soon. */
const PIECES_A_SECOND = 4;
const LEAST_BYTES = 4096;
/** Below this it is a question, not an upload. */
const SMALL = 16_384;

export function uploadLimit(clock: Clock): UploadLimit {
  let perSecond: number | null = null;
  /** When everything that was let go so far has left, by the limit. */
  let freeAtMs = 0;
  const turn = async (bytes: number, signal: AbortSignal): Promise<void> => {
    if (perSecond === null) return;
    const now = clock.monotonic();
    const startMs = Math.max(now, freeAtMs);
    freeAtMs = startMs + (bytes * 1000) / perSecond;
    if (startMs > now) await clock.sleep(startMs - now, signal);
  };
  return {
    set: (bytesPerSecond) => {
      perSecond = bytesPerSecond;
      freeAtMs = 0;
    },
    allow: (wanted, signal) => {
      if (perSecond === null) return wanted;
      const granted = Math.min(wanted, Math.max(LEAST_BYTES, Math.floor(perSecond / PIECES_A_SECOND)));
      return turn(granted, signal).then(() => granted);
    },
    whole: async (bytes, signal) => {
      if (bytes >= SMALL) await turn(bytes, signal);
    },
  };
}

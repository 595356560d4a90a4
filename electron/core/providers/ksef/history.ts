// Progress through years: which of the planned stretches are done, and when the last one should be, by the pace so far.
import type { WorkContext } from '../sdk/context';
import { windowsFrom } from './importPlan';
import type { Window } from './window';

export interface History {
  /** A stretch was read. */
  step(window: Window): void;
}

/** Fewer steps are done before anybody could leave them alone. */
const WORTH_SHOWING = 6;
/** Until there is a pace: twenty packages an hour. */
const STEP_MS = 3 * 60_000;

export function createHistory(ctx: WorkContext, places: readonly string[]): History {
  const startedMs = ctx.clock.now();
  let total = places.reduce((sum, at) => sum + windowsFrom(at, startedMs), 0);
  let done = 0;
  const tell = (): void => {
    if (total < WORTH_SHOWING) return;
    const now = ctx.clock.now();
    // The allowance lets the first twenty run; the rest waits for it. A pace that is too good is not believed.
    const pace = done >= 3 ? Math.max((now - startedMs) / done, done > 18 ? STEP_MS : 0) : STEP_MS;
    ctx.progress.plan?.(done, total, now + Math.round((total - done) * pace));
  };
  tell();
  return {
    step: () => {
      done += 1;
      // Packages that were cut short make more steps than planned.
      total = Math.max(total, done);
      tell();
    },
  };
}

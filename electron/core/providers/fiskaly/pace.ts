// How often a service that prepares something is asked: soon at first, then once a minute, and not for ever.
import type { WorkContext } from '../sdk/context';

/** Twelve questions a minute are allowed per export; a large one takes up to an hour. */
const FIRST_WAIT_MS = 2000;
export const LONGEST_WAIT_MS = 60_000;
const GIVE_UP_MS = 65 * 60_000;

/** How long to wait after each question; ends when it is time to leave it to the next run. */
export function* waits(ctx: WorkContext): Generator<number> {
  const untilMs = ctx.clock.now() + GIVE_UP_MS;
  for (let waitMs = FIRST_WAIT_MS; ctx.clock.now() < untilMs; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS))
    yield waitMs;
}

export async function pause(ctx: WorkContext, ms: number): Promise<void> {
  ctx.progress.waiting(ctx.clock.now() + ms);
  try {
    await ctx.clock.sleep(ms, ctx.signal);
  } finally {
    ctx.progress.waiting(null);
  }
}

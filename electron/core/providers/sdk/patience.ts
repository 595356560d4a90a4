// Waiting that is shown, and trying again what the network spoilt.
import type { WorkContext } from './context';

/** For clean-ups whose failure changes nothing about the result. */
export function ignoreFailure(): void {
  return undefined;
}

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 1000;

/** Repeats what may be repeated while the network is to blame; everything else goes on at once. */
export async function insisting<T>(
  ctx: WorkContext,
  isTransient: (error: unknown) => boolean,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ATTEMPTS || !isTransient(error) || ctx.signal.aborted) throw error;
      await pause(ctx, FIRST_WAIT_MS * 2 ** (attempt - 1));
    }
  }
}

export async function pause(ctx: WorkContext, ms: number): Promise<void> {
  ctx.progress.waiting(ctx.clock.now() + ms);
  try {
    await ctx.clock.sleep(ms, ctx.signal);
  } finally {
    ctx.progress.waiting(null);
  }
}

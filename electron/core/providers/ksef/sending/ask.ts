// Waiting for KSeF: asked at the intervals of its own tools, then left to a later run. Nothing is sent again for being slow.
import type { WorkContext } from '../../sdk/context';
import { unavailable } from '../../sdk/errors';
import { fromMs } from '../instants';

/** The defaults of the Ministry's world: sixty questions, two seconds apart. */
export const POLLS = 60;
export const POLL_MS = 2000;
const LATER_MS = 5 * 60_000;

/** Asks until something is answered; undefined means: not yet. */
export async function askUntil<T>(
  ctx: WorkContext,
  ask: () => Promise<T | undefined>,
  late: { readonly key: string; readonly details: string; readonly polls?: number },
): Promise<T> {
  for (let round = 1; ; round += 1) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (round >= (late.polls ?? POLLS)) break;
    await ctx.clock.sleep(POLL_MS, ctx.signal);
  }
  throw unavailable(late.key, { retryAt: fromMs(ctx.clock.now() + LATER_MS), details: late.details });
}

// How long to wait before the same is tried again: as long as the service asks, unless that is a matter for the next run.
import { isFailure, type Failure } from '../../../../../shared/errors';
import type { WorkContext } from '../context';
import { pause } from '../patience';

const LONGEST_HERE_MS = 60_000;

/** Throws the failure when the service wants a longer pause: the run is taken up again then. */
export async function waitAfter(ctx: WorkContext, failure: Error, ownMs: number): Promise<void> {
  const askedMs = isFailure(failure) ? askedFor(failure, ctx.clock.now()) : 0;
  if (askedMs > LONGEST_HERE_MS) throw failure;
  await pause(ctx, Math.max(askedMs, ownMs));
}

function askedFor({ spec: { retryAt } }: Failure, nowMs: number): number {
  return retryAt === undefined ? 0 : Math.max(0, Date.parse(retryAt) - nowMs);
}

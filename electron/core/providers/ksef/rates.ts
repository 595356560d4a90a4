// KSeF's own word on its allowances, asked twice a day: they can be raised or lowered for one taxpayer, and programs share them.
import { isFailure } from '../../../../shared/errors';
import type { ProviderContext } from '../sdk/context';
import { signedCaller } from './api/caller';
import { limitsApi, rateWindows } from './api/limits';
import type { Session } from './session';

const NOTE = 'rates_asked';
const EVERY_MS = 12 * 3_600_000;
const DEADLINE_KINDS = ['unavailable', 'rate_limited', 'rejected', 'permission'];

/** Anything but an answer leaves the numbers as they are. */
export async function learnRates(ctx: ProviderContext, session: Session, isForced = false): Promise<void> {
  if (!ctx.http.learnLimits) return;
  const asked = Number((await ctx.session.get(NOTE)) ?? '0');
  const age = ctx.clock.now() - asked;
  if (!isForced && age >= 0 && age < EVERY_MS) return;
  try {
    await ctx.http.learnLimits(rateWindows(await limitsApi(signedCaller(session)).rates()));
    await ctx.session.put(NOTE, String(ctx.clock.now()));
  } catch (error) {
    if (!isFailure(error) || !DEADLINE_KINDS.includes(error.spec.kind)) throw error;
  }
}

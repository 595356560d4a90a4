// The sign-in: challenge, start (with a token or a certificate), poll, redeem once. The tokens are stored before anything else happens.
import { isFailure } from '../../../../shared/errors';
import type { ProviderContext } from '../sdk/context';
import { unavailable } from '../sdk/errors';
import { askChallenge, redeemTokens, signInStatus } from './client';
import type { Ksef } from './call';
import { SignInTimeout, isRefusal, refusalOfStatus } from './errors';
import { SIGN_IN_STATUS } from './errorTable';
import type { Means } from './means';
import { forgetPublicKeys } from './publicKeys';
import type { SignInStarted, TokenInfo } from './wire';

export interface Tokens {
  readonly access: TokenInfo;
  readonly refresh: TokenInfo;
  /** KSeF's clock minus ours when we signed in: validity is judged by its clock. */
  readonly skewMs: number;
}

export interface SignInOrder {
  readonly means: Means;
  readonly maxAttempts: number;
  readonly pollIntervalMs: number;
  /** Called before the tokens are used for anything; resolves when they are safe. */
  readonly store: (tokens: Tokens) => Promise<void>;
  readonly onWait?: (attempt: number) => void;
}

export interface SignInTools {
  readonly ksef: Ksef;
  readonly clock: ProviderContext['clock'];
  readonly signal: AbortSignal;
}

const ROUNDS = 2;
const START_OVER = ['challenge_refused', 'key_withdrawn'];
/** The first questions come sooner than the poll interval: most sign-ins with a token are decided within a second. */
const EARLY_WAITS_MS = [250, 500, 1000];

export async function signIn(tools: SignInTools, order: SignInOrder): Promise<Tokens> {
  for (let round = 1; ;) {
    try {
      return await oneRound(tools, order);
    } catch (error) {
      if (tools.signal.aborted) throw error;
      if (wasUndecipherable(error) && order.means.leaveWay()) continue;
      if (round >= ROUNDS || !mayStartOver(error)) throw error;
      forgetPublicKeys(tools.ksef);
      round += 1;
    }
  }
}

/** A stale challenge, a withdrawn key or a redeem whose answer was lost are over with a fresh start; a wrong token never is. */
function mayStartOver(error: unknown): boolean {
  return isRefusal(error, 550) || (isFailure(error) && START_OVER.includes(error.spec.key));
}

const wasUndecipherable = (error: unknown): boolean => isRefusal(error, 450) && error.spec.key === 'key_withdrawn';

async function oneRound(tools: SignInTools, order: SignInOrder): Promise<Tokens> {
  const { ksef, clock } = tools;
  const start = await order.means.prepare(ksef, clock.now());
  const challenge = await askChallenge(ksef);
  const skewMs = challenge.timestampMs - clock.now();
  const started = await start(challenge);
  await waitUntilDecided(tools, order, started);
  const redeemed = await redeem(ksef, started.authenticationToken.token);
  const tokens = { access: redeemed.accessToken, refresh: redeemed.refreshToken, skewMs };
  await order.store(tokens);
  return tokens;
}

async function waitUntilDecided(tools: SignInTools, order: SignInOrder, started: SignInStarted): Promise<void> {
  const startedAt = tools.clock.monotonic();
  for (let attempt = 1; attempt <= order.maxAttempts; attempt += 1) {
    const status = await signInStatus(tools.ksef, started.referenceNumber, started.authenticationToken.token);
    if (status.code === 200) return;
    if (status.code !== 100)
      throw refusalOfStatus(status, SIGN_IN_STATUS, { environment: tools.ksef.environment.name });
    order.onWait?.(attempt);
    if (attempt === order.maxAttempts) break;
    const waitMs = Math.min(EARLY_WAITS_MS[attempt - 1] ?? Infinity, order.pollIntervalMs);
    await tools.clock.sleep(waitMs, tools.signal);
  }
  const seconds = Math.round((tools.clock.monotonic() - startedAt) / 1000);
  throw new SignInTimeout(started.referenceNumber, order.maxAttempts, seconds);
}

/** When the answer is lost on the way the tokens are lost too, and only a new sign-in helps. */
async function redeem(ksef: Ksef, bearer: string): ReturnType<typeof redeemTokens> {
  try {
    return await redeemTokens(ksef, bearer);
  } catch (error) {
    if (isFailure(error) && ['net.reset', 'net.timeout'].includes(error.spec.key))
      throw unavailable('challenge_refused', { cause: error });
    throw error;
  }
}

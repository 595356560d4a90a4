// A signed-in session: gives every call a valid access token, refreshes by itself, signs in again when that no longer works.
// One renewal at a time per account, however many calls find their token expired at once.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ProviderContext } from '../sdk/context';
import { renewals } from '../sdk/renewals';
import { signIn, type Tokens } from './auth';
import { refreshAccess } from './client';
import type { Ksef } from './call';
import { environmentOf } from './environments';
import { isRefusal, supportText } from './errors';
import { INSTANT_WITH_OFFSET, toMs } from './instants';
import type { ContextIdentifier } from './context';
import { meansOf, type Means } from './means';

export interface Session {
  readonly ksef: Ksef;
  readonly context: ContextIdentifier;
  readonly means: Means['kind'];
  /** Runs a call with a valid access token; after a 401 once more with a refreshed one, then once with a new sign-in. */
  run<T>(call: (bearer: string) => Promise<T>): Promise<T>;
  /** Signs in whatever is stored: that is what a check of a token or certificate means. */
  signInAnew(onWait?: (attempt: number) => void): Promise<void>;
  /** A token of the stored session that KSeF still knows, without any call; null when there is none. */
  storedBearer(): Promise<string | null>;
  /** Wipes what is stored of it. */
  forget(): Promise<void>;
}

const SESSION_NOTE = 'tokens';
/** A token that ends within this time is renewed first. */
const SPARE_MS = 30_000;

const TokenText = z.object({ token: z.string(), validUntil: z.string().regex(INSTANT_WITH_OFFSET) });
const StoredTokens = z.object({ account: z.string(), access: TokenText, refresh: TokenText, skewMs: z.number() });

const underWay = renewals<Tokens>();

export function openKsef(ctx: ProviderContext): Ksef {
  // A maintenance warning comes with every answer; once a run is enough.
  const told = new Set<string>();
  return {
    http: ctx.http,
    environment: environmentOf(ctx.connection.settings),
    userAgent: ctx.userAgent,
    maySend: ctx.connection.settings['sending'] === true,
    onWarning: (text) => {
      const safe = supportText([text]);
      if (told.has(safe)) return;
      told.add(safe);
      ctx.log.warn('log.system_warning', { text: safe });
      ctx.notices.put({ kind: 'warning', text: safe });
    },
  };
}

export function openSession(ctx: ProviderContext): Session {
  const ksef = openKsef(ctx);
  const { settings } = ctx.connection;
  const means = meansOf(ctx.connection);
  const { context } = means;
  // Stored tokens belong to this address, this context and this very secret: after a change of any of them they are not used.
  const account = createHash('sha256')
    .update(`${ksef.environment.apiBase}|${context.value}|${means.secret}`)
    .digest('hex');
  let current: Tokens | null = null;

  async function load(): Promise<Tokens | null> {
    const text = await ctx.session.get(SESSION_NOTE);
    if (text === null) return null;
    const parsed = StoredTokens.safeParse(parseJson(text));
    return parsed.success && parsed.data.account === account ? parsed.data : null;
  }

  async function store(tokens: Tokens): Promise<void> {
    await ctx.session.put(SESSION_NOTE, JSON.stringify({ account, ...tokens }));
    current = tokens;
  }

  function isFresh(tokens: Tokens, which: 'access' | 'refresh'): boolean {
    return toMs(tokens[which].validUntil) - (ctx.clock.now() + tokens.skewMs) > SPARE_MS;
  }

  function signInNow(onWait?: (attempt: number) => void): Promise<Tokens> {
    const order = {
      means,
      maxAttempts: positive(settings['max_attempts'], 90),
      pollIntervalMs: positive(settings['poll_interval_seconds'], 2) * 1000,
      store,
      ...(onWait === undefined ? {} : { onWait }),
    };
    return signIn({ ksef, clock: ctx.clock, signal: ctx.signal }, order);
  }

  async function refreshOrSignIn(stale: string | null, isRefreshAllowed: boolean): Promise<Tokens> {
    const stored = await load();
    // Another run may have renewed them meanwhile.
    if (stored && stored.access.token !== stale && isFresh(stored, 'access')) {
      current = stored;
      return stored;
    }
    if (stored && isRefreshAllowed && isFresh(stored, 'refresh')) {
      try {
        const tokens = { ...stored, access: await refreshAccess(ksef, stored.refresh.token) };
        await store(tokens);
        return tokens;
      } catch (error) {
        // A refused refresh token (revoked, unknown) is what a new sign-in is for; anything else is an outage.
        if (!isRefusal(error) || error.spec.kind === 'rate_limited' || error.status >= 500) throw error;
      }
    }
    return signInNow();
  }

  async function renew(stale: string | null, make: () => Promise<Tokens>): Promise<Tokens> {
    const isStale = ({ access }: Tokens) => access.token === stale;
    return (current = await underWay.renew({ account, signal: ctx.signal, isStale, make }));
  }

  async function run<T>(call: (bearer: string) => Promise<T>): Promise<T> {
    current ??= await load();
    let tokens = current && isFresh(current, 'access') ? current : await renew(null, () => refreshOrSignIn(null, true));
    for (const isRefreshAllowed of [true, false]) {
      try {
        return await call(tokens.access.token);
      } catch (error) {
        if (!isRefusal(error, 401)) throw error;
        const stale = tokens.access.token;
        tokens = await renew(stale, () => refreshOrSignIn(stale, isRefreshAllowed));
      }
    }
    return call(tokens.access.token);
  }

  return {
    ksef,
    context,
    means: means.kind,
    run,
    storedBearer: async () => {
      const stored = await load();
      if (!stored) return null;
      if (isFresh(stored, 'refresh')) return stored.refresh.token;
      return isFresh(stored, 'access') ? stored.access.token : null;
    },
    forget: async () => {
      current = null;
      await ctx.session.delete(SESSION_NOTE);
    },
    signInAnew: async (onWait) => {
      // Never the fruit of somebody else's refresh: the token itself has to be tried.
      current = await underWay.lead({ account, signal: ctx.signal, make: () => signInNow(onWait) });
    },
  };
}

function positive(value: unknown, fallback: number): number {
  const number = Number(value);
  return Number.isFinite(number) && number > 0 ? number : fallback;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

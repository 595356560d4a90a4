// The tokens of a connection: pasted or brought by the browser, renewed before they end, by one at a time, and sealed before they are used.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Failure } from '../../../../../shared/errors';
import type { ProviderContext, SessionStore } from '../context';
import { renewals } from '../renewals';
import { askForTokens, type Client, type Granted } from './ask';
import type { OAuthService } from './service';

export interface Tokens {
  /** Runs a call with a valid access token; when `isRefused` says so, once more with a renewed one. */
  run<T>(call: (bearer: string) => Promise<T>, isRefused: (error: unknown) => boolean): Promise<T>;
  /** As far as the service told: when somebody has to sign in again (milliseconds). */
  endsAtMs(): Promise<number | null>;
  /** The service has given another refresh token than the one of the sign-in: each use moves the end. */
  isExtendedByUse(): Promise<boolean>;
}

const NOTE = 'oauth';
/** A token that ends within this time is renewed first: an upload of a part outlasts a minute. */
const SPARE_MS = 5 * 60_000;

const until = z.number().nullable();
const Stored = z.object({
  account: z.string(),
  accessToken: z.string().nullable(),
  refreshToken: z.string().nullable(),
  accessUntilMs: until,
  refreshUntilMs: until,
});
type Stored = z.infer<typeof Stored>;

const underWay = renewals<Stored>();

interface Pasted {
  readonly clientId: string;
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
}

/** What is kept belongs to exactly these values of the form: after another sign-in it is not used. */
function accountOf(tokenUrl: string, { clientId, accessToken, refreshToken }: Pasted): string {
  const parts = [tokenUrl, clientId, accessToken, refreshToken];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** After a sign-in: with its ends known, under the values that go into the form. */
export async function keepTokens(session: SessionStore, tokenUrl: string, clientId: string, granted: Granted) {
  const stored: Stored = { account: accountOf(tokenUrl, { clientId, ...granted }), ...granted };
  await session.put(NOTE, JSON.stringify(stored));
}

export function openTokens(ctx: ProviderContext, service: OAuthService): Tokens {
  const { settings, credential } = ctx.connection;
  const tokenUrl = service.tokenUrl(settings);
  const client: Client = { id: String(settings['client_id'] ?? ''), secret: given(credential('client_secret')) };
  const pasted: Pasted = {
    clientId: client.id,
    accessToken: given(credential('access_token')),
    refreshToken: given(credential('refresh_token')),
  };
  const account = accountOf(tokenUrl, pasted);
  const fail = (kind: 'auth' | 'user_input', key: string, field?: string): Failure =>
    new Failure({
      kind,
      key: `oauth.${key}`,
      params: { service: service.name },
      ...(field === undefined ? {} : { fieldErrors: { [field]: `oauth.${key}.what` } }),
    });

  async function load(): Promise<Stored> {
    const text = await ctx.session.get(NOTE);
    const stored = text === null ? null : readStored(text);
    if (stored?.account === account) return stored;
    const { accessToken, refreshToken } = pasted;
    return { account, accessToken, refreshToken, accessUntilMs: null, refreshUntilMs: null };
  }

  const isFresh = ({ accessToken, accessUntilMs }: Stored): boolean =>
    accessToken !== null && (accessUntilMs === null || accessUntilMs - ctx.clock.now() > SPARE_MS);
  const isOver = (untilMs: number | null): boolean => untilMs !== null && untilMs <= ctx.clock.now();

  async function refresh(stale: string | null): Promise<Stored> {
    const now = await load();
    // Another one may have renewed them meanwhile.
    if (now.accessToken !== stale && isFresh(now)) return now;
    if (now.refreshToken === null) {
      if (now.accessToken === null) throw fail('user_input', 'token_missing');
      // Without a way to renew, the last minutes of a token are still good for something.
      if (stale === null && !isOver(now.accessUntilMs)) return now;
      throw fail('auth', 'token_expired', 'access_token');
    }
    if (client.id === '') throw fail('user_input', 'client_missing', 'client_id');
    if (isOver(now.refreshUntilMs)) throw fail('auth', 'sign_in_expired');
    const granted = await askForTokens(ctx, service, client, {
      grant_type: 'refresh_token',
      refresh_token: now.refreshToken,
    });
    // Some services give a new refresh token each time, others none: then the old one stays, with its end.
    const renewed: Stored = {
      ...granted,
      account,
      refreshToken: granted.refreshToken ?? now.refreshToken,
      refreshUntilMs: granted.refreshUntilMs ?? (granted.refreshToken === null ? now.refreshUntilMs : null),
    };
    await ctx.session.put(NOTE, JSON.stringify(renewed));
    return renewed;
  }

  const renew = (stale: string | null): Promise<Stored> =>
    underWay.renew({
      account,
      signal: ctx.signal,
      make: () => refresh(stale),
      isStale: ({ accessToken }) => accessToken === stale,
    });

  async function bearer(stale: string | null): Promise<string> {
    const now = await load();
    const isGood = isFresh(now) && now.accessToken !== stale;
    const { accessToken } = isGood ? now : await renew(stale);
    if (accessToken === null) throw fail('user_input', 'token_missing');
    return accessToken;
  }

  return {
    run: async (call, isRefused) => {
      const first = await bearer(null);
      try {
        return await call(first);
      } catch (error) {
        if (!isRefused(error)) throw error;
      }
      return call(await bearer(first));
    },
    endsAtMs: async () => {
      const now = await load();
      return now.refreshToken === null ? now.accessUntilMs : now.refreshUntilMs;
    },
    isExtendedByUse: async () => (await load()).refreshToken !== pasted.refreshToken,
  };
}

const given = (value: string | null): string | null => (value === null || value.trim() === '' ? null : value.trim());

function readStored(text: string): Stored | null {
  try {
    return Stored.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

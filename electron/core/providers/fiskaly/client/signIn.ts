// Tokens for the requests of a context: taken from it, refreshed before they end, asked for anew when nothing else helps.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { withTokens, type Context, type Tokens } from './context';
import type { IncomingAnswer } from './httpPort';
import { httpError } from './answers';

const Answer = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().default(''),
  access_token_expires_at: z.number().optional(),
  access_token_expires_in: z.number().optional(),
  refresh_token_expires_at: z.number().optional(),
  refresh_token_expires_in: z.number().optional(),
});

/** A token that ends within this time is renewed first. */
const SPARE_SECONDS = 30;
const REMEMBERED = 32;

/** POST to the sign-in of the API below the base address of the context. */
export type AskForToken = (body: unknown) => Promise<IncomingAnswer>;

export interface SignIn {
  /** With a usable access token; asks for one only when there is none. */
  signedIn(context: Context, ask: AskForToken): Promise<Context>;
  /** After a 401: refreshes or signs in again, whatever the old token promised. */
  renewed(context: Context, ask: AskForToken): Promise<Context>;
}

export function createSignIn(nowSeconds: () => number): SignIn {
  // A call that fails brings no context back, and a refresh during it would be lost: the newest tokens are kept here as well.
  const newest = new Map<string, Tokens>();

  const usable = (tokens: Tokens, which: 'access' | 'refresh'): boolean =>
    tokens[`${which}_token`] !== '' && tokens[`${which}_token_expires_at`] - SPARE_SECONDS > nowSeconds();

  const freshest = (context: Context): Context => {
    const kept = newest.get(accountOf(context));
    return kept !== undefined && kept.access_token_expires_at > context.fields.access_token_expires_at
      ? withTokens(context, kept)
      : context;
  };

  const remember = (context: Context, tokens: Tokens): Context => {
    const account = accountOf(context);
    newest.delete(account);
    newest.set(account, tokens);
    for (const old of newest.keys()) if (newest.size > REMEMBERED) newest.delete(old);
    return withTokens(context, tokens);
  };

  const renew = async (context: Context, ask: AskForToken): Promise<Context> => {
    const { refresh_token } = context.fields;
    if (usable(context.fields, 'refresh')) {
      const answer = await ask({ refresh_token });
      if (answer.status !== 401 && answer.status !== 403) return remember(context, tokensOf(answer, nowSeconds()));
    }
    return remember(context, tokensOf(await ask(credentialsOf(context)), nowSeconds()));
  };

  return {
    signedIn: async (given, ask) => {
      const context = freshest(given);
      return usable(context.fields, 'access') ? context : renew(context, ask);
    },
    renewed: async (context, ask) => {
      const kept = newest.get(accountOf(context));
      // Another call has renewed them meanwhile.
      if (kept !== undefined && kept.access_token !== context.fields.access_token && usable(kept, 'access'))
        return withTokens(context, kept);
      newest.delete(accountOf(context));
      return renew(context, ask);
    },
  };
}

function credentialsOf({ fields }: Context): unknown {
  const { api_key, api_secret, email, password } = fields;
  return email === '' ? { api_key, api_secret } : { email, password };
}

function accountOf({ fields }: Context): string {
  const { base_url, api_key, api_secret, email, password } = fields;
  return createHash('sha256')
    .update(JSON.stringify([base_url, api_key, api_secret, email, password]))
    .digest('hex');
}

function tokensOf(answer: IncomingAnswer, now: number): Tokens {
  if (answer.status >= 300) throw httpError(answer);
  const parsed = Answer.safeParse(readJson(answer.body));
  // A page of a proxy in front is no sign-in: the caller sees what came.
  if (!parsed.success) throw httpError(answer);
  const { access_token, refresh_token, ...times } = parsed.data;
  const { access_token_expires_in = 0, refresh_token_expires_in = 0 } = times;
  return {
    access_token,
    refresh_token,
    access_token_expires_at: times.access_token_expires_at ?? now + access_token_expires_in,
    refresh_token_expires_at: times.refresh_token_expires_at ?? now + refresh_token_expires_in,
  };
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown;
  } catch {
    return null;
  }
}

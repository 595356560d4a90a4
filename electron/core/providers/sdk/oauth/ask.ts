// One question to a token endpoint. Never repeated by itself: a code counts once, and a refresh token may be used up by the first try.
import type { ProviderContext } from '../context';
import type { HttpAnswer } from '../http';
import { tokenRefusal } from './refusals';
import type { OAuthService } from './service';
import { TokenAnswer } from './wire';

export interface Client {
  readonly id: string;
  /** Sent only when the user has one: Google wants it from desktop apps too, Microsoft and Dropbox do not. */
  readonly secret: string | null;
}

export type Grant =
  | {
      readonly grant_type: 'authorization_code';
      readonly code: string;
      readonly redirect_uri: string;
      readonly code_verifier: string;
    }
  | { readonly grant_type: 'refresh_token'; readonly refresh_token: string };

export interface Granted {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** Milliseconds; null where the service does not tell. */
  readonly accessUntilMs: number | null;
  readonly refreshUntilMs: number | null;
}

export async function askForTokens(
  ctx: ProviderContext,
  service: OAuthService,
  client: Client,
  grant: Grant,
): Promise<Granted> {
  const askedAtMs = ctx.clock.now();
  const answer = await ctx.http.request({
    method: 'POST',
    url: service.tokenUrl(ctx.connection.settings),
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      ...grant,
      client_id: client.id,
      ...(client.secret === null ? {} : { client_secret: client.secret }),
    }).toString(),
    isIdempotent: false,
  });
  const told = answer.status === 200 ? readAnswer(answer) : null;
  if (!told) throw tokenRefusal(answer, service, grant.grant_type === 'refresh_token' ? 'refresh_token' : 'code');
  const after = (seconds: number | undefined) => (seconds === undefined ? null : askedAtMs + seconds * 1000);
  return {
    accessToken: told.access_token,
    refreshToken: told.refresh_token ?? null,
    accessUntilMs: after(told.expires_in),
    refreshUntilMs: after(told.refresh_token_expires_in),
  };
}

function readAnswer(answer: HttpAnswer): TokenAnswer | null {
  try {
    return TokenAnswer.safeParse(JSON.parse(answer.text())).data ?? null;
  } catch {
    return null;
  }
}

// Calls with the tokens of the connection: renewed when they end, once more with new ones when the service refuses the old.
import type { ProviderContext } from '../context';
import type { DownloadResult, HttpAnswer, HttpRequest, ProviderHttp, UploadBody } from '../http';
import type { OAuthService } from '../oauth/service';
import { openTokens, type Tokens } from '../oauth/tokens';
import { isRefusal } from '../refusals';
import type { Taking } from './cloud';
import type { Refuse } from './refusals';

export interface Calls {
  /** Any answer but a refused token. */
  ask(request: HttpRequest): Promise<HttpAnswer>;
  /** The bytes of a file, with the token. */
  send(request: HttpRequest, file: UploadBody, onProgress: (sent: number) => void): Promise<HttpAnswer>;
  /** What a file holds; null: it is gone. */
  take(request: HttpRequest, taking: Taking): Promise<DownloadResult | null>;
  readonly tokens: Tokens;
}

/** The service may store copies elsewhere before it answers. */
export const AFTER_LAST_BYTE_MS = 300_000;

export function openCalls(
  ctx: ProviderContext,
  service: OAuthService,
  refuse: Refuse,
  /** Some refuse by the same status what no new token mends. */
  isTokenRefused: (answer: HttpAnswer) => boolean = ({ status }) => status === 401,
): Calls {
  const tokens = openTokens(ctx, service);
  const withToken = <T>(request: HttpRequest, call: (request: HttpRequest) => Promise<T>): Promise<T> =>
    tokens.run(
      (bearer) => call({ ...request, headers: { ...request.headers, authorization: `Bearer ${bearer}` } }),
      (error) => isRefusal(error, 401),
    );
  const judged = (answer: HttpAnswer): HttpAnswer => {
    if (isTokenRefused(answer)) throw refuse(answer, 'sign-in');
    return answer;
  };
  return {
    tokens,
    ask: (request) => withToken(request, async (signed) => judged(await ctx.http.request(signed))),
    send: (request, file, onProgress) =>
      withToken(request, async (signed) =>
        judged(await ctx.http.upload({ timeoutMs: AFTER_LAST_BYTE_MS, ...signed, file, onProgress })),
      ),
    take: (request, taking) =>
      withToken(request, async (signed) => {
        const result = await takeBody(ctx.http, signed, taking);
        return result.refusal ? refused(judged(result.refusal), refuse) : result;
      }),
  };
}

/** Digested, or straight to the disk. */
export function takeBody(http: ProviderHttp, request: HttpRequest, taking: Taking): Promise<DownloadResult> {
  const asked = { timeoutMs: AFTER_LAST_BYTE_MS, ...request, ...taking };
  return 'toPath' in asked ? http.download(asked) : http.digest(asked);
}

export function refused(answer: HttpAnswer, refuse: Refuse): null {
  if (answer.status === 404 || answer.status === 410) return null;
  throw refuse(answer, 'reading back');
}

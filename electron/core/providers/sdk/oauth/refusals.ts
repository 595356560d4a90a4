// Why a service gives no token, in words that a user can act on. RFC 6749 §5.2 and §4.1.2.1; the service's own words only under Details.
import { Failure } from '../../../../../shared/errors';
import type { HttpAnswer } from '../http';
import type { Ending, OAuthService } from './service';
import { TokenRefusal } from './wire';

type Asked = 'code' | 'refresh_token';

/** What a token endpoint said; a page or anything else is nobody's answer. */
export function tokenRefusal(answer: HttpAnswer, service: OAuthService, asked: Asked): Failure {
  const refusal = readRefusal(answer);
  const details = `token: HTTP ${String(answer.status)} ${refusal?.error ?? ''} ${(refusal?.error_description ?? '').slice(0, 300)}`;
  const fail = (kind: 'auth' | 'unavailable', key: string, field?: string): Failure =>
    new Failure({
      kind,
      key: `oauth.${key}`,
      params: { service: service.name },
      details: details.trim(),
      ...(field === undefined ? {} : { fieldErrors: { [field]: `oauth.${key}.what` } }),
    });
  // RFC 6749 §5.2: 401 is about the client alone, also without a word.
  if (!refusal)
    return answer.status === 401 ? fail('auth', 'client_refused') : fail('unavailable', 'unexpected_answer');
  const said = refusal.error_description ?? '';
  // Before the general words: a public registration refuses any secret, another one demands it, both as invalid_client.
  if (/AADSTS700025/.test(said)) return fail('auth', 'secret_unwanted', 'client_secret');
  if (/client_secret|AADSTS7000218/.test(said)) return fail('auth', 'secret_refused', 'client_secret');
  if (refusal.error === 'invalid_grant')
    return fail('auth', asked === 'code' ? 'code_refused' : `sign_in_${endingOf(said, service) ?? 'ended'}`);
  if (refusal.error === 'invalid_client' || refusal.error === 'unauthorized_client')
    return fail('auth', 'client_refused', 'client_id');
  return fail('auth', 'refused');
}

function readRefusal(answer: HttpAnswer): TokenRefusal | null {
  try {
    return TokenRefusal.safeParse(JSON.parse(answer.text())).data ?? null;
  } catch {
    return null;
  }
}

function endingOf(said: string, { endings }: OAuthService): Ending | null {
  return endings.find(([words]) => words.test(said))?.[1] ?? null;
}

/** The page came back with a refusal instead of a code. */
export function pageRefusal(answer: URLSearchParams, service: OAuthService): Failure {
  const error = answer.get('error') ?? '';
  const details = `page: ${error} ${(answer.get('error_description') ?? '').slice(0, 300)}`.trim();
  const params = { service: service.name };
  if (error === 'access_denied') return new Failure({ kind: 'auth', key: 'oauth.denied', params, details });
  if (error === 'unauthorized_client' || error === 'invalid_client')
    return new Failure({ kind: 'auth', key: 'oauth.client_refused', params, details });
  if (error === 'temporarily_unavailable' || error === 'server_error')
    return new Failure({ kind: 'unavailable', key: 'oauth.unexpected_answer', params, details });
  return new Failure({ kind: 'auth', key: 'oauth.refused', params, details });
}

// Signing in in the browser, RFC 8252: the page of the service, a code back to this computer, tokens for the code and the proof.
import { Failure } from '../../../../../shared/errors';
import type { FieldValues } from '../../../../../shared/forms/fields';
import type { SignInAction } from '../actions';
import { askForTokens } from './ask';
import { newProof } from './pkce';
import { pageRefusal } from './refusals';
import type { OAuthService } from './service';
import { keepTokens } from './tokens';

type SignIn = Awaited<ReturnType<SignInAction['run']>>;

export function signInAt(service: OAuthService): SignIn {
  return async (ctx, values, opened) => {
    const id = String(values['client_id'] ?? '').trim();
    if (id === '') throw clientMissing(service);
    const secret = ctx.connection.credential('client_secret');
    const proof = newProof(ctx.ids);
    const { redirectUri, answer } = await ctx.visit({
      page: (comesBackTo) => {
        const page = new URL(service.authorizeUrl(values));
        const params = {
          response_type: 'code',
          client_id: id,
          redirect_uri: comesBackTo,
          scope: service.scopes(values).join(' '),
          state: proof.state,
          code_challenge: proof.challenge,
          code_challenge_method: 'S256',
          ...service.pageParams,
        };
        for (const [name, value] of Object.entries(params)) page.searchParams.set(name, value);
        return page.href;
      },
      redirect: service.redirect,
      state: proof.state,
      opened,
      signal: ctx.signal,
    });
    const code = answer.get('code');
    if (code === null) throw pageRefusal(answer, service);
    const granted = await askForTokens(
      ctx,
      service,
      { id, secret },
      { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: proof.verifier },
    );
    await keepTokens(ctx.session, service.tokenUrl(values), id, granted);
    return { ...values, ...credentialsOf(granted.accessToken, granted.refreshToken, secret) };
  };
}

function credentialsOf(access: string, refresh: string | null, secret: string | null): FieldValues {
  return {
    access_token: access,
    ...(refresh === null ? {} : { refresh_token: refresh }),
    ...(secret === null ? {} : { client_secret: secret }),
  };
}

function clientMissing({ name }: OAuthService): Failure {
  const fieldErrors = { client_id: 'oauth.client_missing.what' };
  return new Failure({ kind: 'user_input', key: 'oauth.client_missing', params: { service: name }, fieldErrors });
}

// An OpenID provider that we did not write, on a loopback port, and a browser whose user says yes (or no) to everything.
import type { RequestListener } from 'node:http';
import Provider from 'oidc-provider';
import { httpServer } from './loopback';

export const CLIENT = 'kontor-test';
const ACCOUNT = 'anna';

export interface OpenId {
  readonly origin: string;
  /** `POST /token`, … in order. */
  readonly asked: readonly string[];
  /** Opens the page, signs in, and is sent back to where the page leads. Resolves with what is shown there. */
  browse(url: string): Promise<{ readonly status: number; readonly page: string }>;
  revoke(token: string): Promise<void>;
  /** From now on the user declines. */
  decline(): void;
}

export async function openId(): Promise<OpenId> {
  let listener: RequestListener = () => undefined;
  const server = await httpServer((request, response) => {
    listener(request, response);
  });
  const provider = new Provider(server.origin, configuration);
  const answer = provider.callback();
  const asked: string[] = [];
  let isWilling = true;

  async function interact(...[request, response]: Parameters<RequestListener>): Promise<void> {
    const { prompt, params } = await provider.interactionDetails(request, response);
    const finish = (result: Readonly<Record<string, unknown>>) =>
      provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
    if (!isWilling) return finish({ error: 'access_denied', error_description: 'the user said no' });
    if (prompt.name === 'login') return finish({ login: { accountId: ACCOUNT } });
    const grant = new provider.Grant({ accountId: ACCOUNT, clientId: params['client_id'] ?? '' });
    grant.addOIDCScope(params['scope'] ?? '');
    return finish({ consent: { grantId: await grant.save() } });
  }

  listener = (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    asked.push(`${request.method ?? ''} ${path}`);
    if (path.startsWith('/interaction/')) void interact(request, response);
    else answer(request, response);
  };

  return {
    origin: server.origin,
    asked,
    browse: (url) => browse(url, server.origin),
    revoke: async (token) => {
      const body = new URLSearchParams({ token, client_id: CLIENT });
      await fetch(`${server.origin}/token/revocation`, { method: 'POST', body });
    },
    decline: () => {
      isWilling = false;
    },
  };
}

const configuration = {
  clients: [
    {
      client_id: CLIENT,
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      // RFC 8252: any port of the loopback address counts as this one.
      redirect_uris: ['http://127.0.0.1/kontor'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    },
  ],
  cookies: { keys: ['a key for the cookies of the tests'] },
  features: { devInteractions: { enabled: false }, revocation: { enabled: true } },
  interactions: { url: (_: unknown, interaction: { readonly uid: string }) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: () => Promise.resolve(true),
  findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => Promise.resolve({ sub: id }) }),
  ttl: {
    AccessToken: 3600,
    AuthorizationCode: 60,
    Grant: 86_400,
    IdToken: 3600,
    Interaction: 600,
    RefreshToken: 86_400,
    Session: 3600,
  },
};

async function browse(first: string, origin: string): Promise<{ readonly status: number; readonly page: string }> {
  const cookies = new Map<string, string>();
  let url = first;
  for (;;) {
    const isService = new URL(url).origin === origin;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: isService ? { cookie } : {} });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    if (next === null) return { status: answer.status, page: await answer.text() };
    url = new URL(next, url).href;
  }
}

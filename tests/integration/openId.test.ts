// Signing in in the browser against an OpenID provider that we did not write: page, code, proof, tokens, renewal, end.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FlowContext, SessionStore } from '../../electron/core/providers/sdk/context';
import { signInAt } from '../../electron/core/providers/sdk/oauth/signIn';
import type { OAuthService } from '../../electron/core/providers/sdk/oauth/service';
import { openTokens } from '../../electron/core/providers/sdk/oauth/tokens';
import { systemClock } from '../../electron/core/systemClock';
import { visitPages } from '../../electron/core/signIn/visitPage';
import type { FieldValues } from '../../shared/forms/fields';
import { failureOf } from '../support/httpSetUp';
import { closeLoopbacks } from '../support/loopback';
import { CLIENT, openId, type OpenId } from '../support/openId';
import { plainHttp } from '../support/plainHttp';
import { jumpingClock, memoryStore, testContext } from '../support/providerContext';

const PAGE = { language: 'pl', of: (outcome: string) => ({ title: outcome, text: '' }) };

vi.spyOn(console, 'info').mockReturnValue();
vi.spyOn(console, 'warn').mockReturnValue();
afterEach(closeLoopbacks);

class Refused extends Error {}

function bench(service: OpenId) {
  const clock = jumpingClock(Date.now());
  const http = plainHttp(clock.now);
  const values = new Map<string, string>();
  const session: SessionStore = memoryStore(values);
  const shown: Promise<string>[] = [];
  const about: OAuthService = {
    name: 'OpenID',
    authorizeUrl: () => `${service.origin}/auth`,
    tokenUrl: () => `${service.origin}/token`,
    scopes: () => ['openid', 'offline_access'],
    redirect: { host: '127.0.0.1', path: '/kontor', ports: [] },
    pageParams: { prompt: 'consent' },
    endings: [],
  };
  const context = (form: FieldValues): FlowContext => {
    const { client_id = CLIENT, ...credentials } = form;
    const ctx = testContext({
      http,
      clock,
      session,
      settings: { client_id },
      credentials: Object.fromEntries(Object.entries(credentials).map(([id, value]) => [id, String(value)])),
    });
    const opener = {
      open: (url: string) => {
        shown.push(service.browse(url).then(({ page }) => page));
        return Promise.resolve();
      },
    };
    return { ...ctx, opener, visit: visitPages({ opener, clock: systemClock(), texts: () => Promise.resolve(PAGE) }) };
  };
  /** Asks the provider who is signed in. */
  const who = (form: FieldValues) =>
    openTokens(context(form), about).run(
      async (bearer) => {
        const answer = await fetch(`${service.origin}/me`, { headers: { authorization: `Bearer ${bearer}` } });
        if (answer.status === 401) throw new Refused();
        return ((await answer.json()) as { sub: string }).sub;
      },
      (error) => error instanceof Refused,
    );
  const signIn = () => signInAt(about)(context({}), { client_id: CLIENT }, () => undefined);
  return { clock, http, values, shown, about, context, who, signIn };
}
const tokenCalls = (service: OpenId) => service.asked.filter((call) => call === 'POST /token').length;

describe('signing in at a foreign OpenID provider', () => {
  it('brings tokens that open it, and a page in the language of the user', async () => {
    const service = await openId();
    const { signIn, who, shown, about, context } = bench(service);
    const form = await signIn();
    expect(Object.keys(form).toSorted()).toEqual(['access_token', 'client_id', 'refresh_token']);
    expect(await who(form)).toBe('anna');
    const [page] = await Promise.all(shown);
    expect(page).toContain('<html lang="pl">');
    expect(page).toContain('<h1>done</h1>');
    expect(tokenCalls(service)).toBe(1);
    expect(await openTokens(context(form), about).endsAtMs()).toBeNull();
  });

  it('says so when the user declines', async () => {
    const service = await openId();
    service.decline();
    const { signIn, shown } = bench(service);
    expect(await failureOf(signIn())).toMatchObject({ kind: 'auth', key: 'oauth.denied' });
    expect(await shown[0]).toContain('<h1>refused</h1>');
  });

  it('renews once for eight calls at once, and keeps the new refresh token before anything uses it', async () => {
    const service = await openId();
    const { signIn, who, clock, values } = bench(service);
    const form = await signIn();
    clock.jump(3_400_000);
    const before = values.get('oauth');
    expect(await Promise.all(Array.from({ length: 8 }, () => who(form)))).toEqual(Array(8).fill('anna'));
    expect(tokenCalls(service)).toBe(2);
    expect(values.get('oauth')).not.toBe(before);
    expect(values.get('oauth')).not.toContain(String(form['refresh_token']));
    clock.jump(3_400_000);
    expect(await who(form)).toBe('anna');
    expect(tokenCalls(service)).toBe(3);
  });

  it('works with a pasted refresh token alone', async () => {
    const service = await openId();
    const { signIn, who, values } = bench(service);
    const { refresh_token = '' } = await signIn();
    values.clear();
    expect(await who({ refresh_token })).toBe('anna');
  });

  it('renews when an access token is refused before its time', async () => {
    const service = await openId();
    const { signIn, who } = bench(service);
    const { refresh_token = '' } = await signIn();
    expect(await who({ access_token: 'withdrawn', refresh_token })).toBe('anna');
    expect(tokenCalls(service)).toBe(2);
  });

  it('asks for a new sign-in when access was withdrawn', async () => {
    const service = await openId();
    const { signIn, who, clock } = bench(service);
    const form = await signIn();
    await service.revoke(String(form['refresh_token']));
    clock.jump(3_400_000);
    expect(await failureOf(who(form))).toMatchObject({
      kind: 'auth',
      key: 'oauth.sign_in_ended',
      params: { service: 'OpenID' },
    });
  });

  it('takes nothing of a sign-in under other values of the form', async () => {
    const service = await openId();
    const { signIn, who } = bench(service);
    await signIn();
    expect(await failureOf(who({ access_token: 'another' }))).toMatchObject({ key: 'oauth.token_expired' });
  });

  it('tells a client id that nobody knows', async () => {
    const service = await openId();
    const { signIn, who } = bench(service);
    const { refresh_token = '' } = await signIn();
    expect(await failureOf(who({ client_id: 'nobody', refresh_token }))).toMatchObject({
      kind: 'auth',
      key: 'oauth.client_refused',
      fieldErrors: { client_id: 'oauth.client_refused.what' },
    });
  });
});

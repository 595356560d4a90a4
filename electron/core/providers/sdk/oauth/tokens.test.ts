// Tokens that somebody pasted or the browser brought: which one is used, when it is renewed, and what is said when it cannot be.
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../../tests/support/httpSetUp';
import { badTexts } from '../../../../../tests/support/problemTexts';
import { jumpingClock, memoryStore, testContext } from '../../../../../tests/support/providerContext';
import { scriptedHttp, type Handler, type ScriptedAnswer } from '../../../../../tests/support/scriptedHttp';
import { Failure } from '../../../../../shared/errors';
import { pageRefusal } from './refusals';
import type { OAuthService } from './service';
import { keepTokens, openTokens } from './tokens';

const START_MS = Date.parse('2026-10-06T08:00:00.000Z');
const HOUR_MS = 3_600_000;
const TOKEN_URL = 'https://service.example/token';
const ROUTE = 'POST /token';

const service: OAuthService = {
  name: 'Chmura',
  authorizeUrl: () => 'https://service.example/authorize',
  tokenUrl: () => TOKEN_URL,
  scopes: () => ['files'],
  redirect: { host: '127.0.0.1', path: '/', ports: [] },
  pageParams: {},
  endings: [
    [/AADSTS50173|was revoked/, 'revoked'],
    [/AADSTS700082|inactivity/, 'expired'],
  ],
};

const tokens = (access: string, more: Readonly<Record<string, unknown>> = {}): ScriptedAnswer => ({
  json: { access_token: access, token_type: 'Bearer', expires_in: 3600, ...more },
});
const refusal = (error: string, error_description = '', status = 400): ScriptedAnswer => ({
  status,
  json: { error, error_description },
});

class Refused extends Error {}

function bench(credentials: Readonly<Record<string, string>>, answers: Handler | Handler[] = [], client = 'id') {
  const http = scriptedHttp({ [ROUTE]: answers });
  const clock = jumpingClock(START_MS);
  const values = new Map<string, string>();
  const session = memoryStore(values);
  const context = (signal?: AbortSignal) =>
    testContext({ http, clock, session, settings: { client_id: client }, credentials, ...(signal ? { signal } : {}) });
  const open = (signal?: AbortSignal) => openTokens(context(signal), service);
  const seen: string[] = [];
  const call = (good: (bearer: string) => boolean = () => true, signal?: AbortSignal) =>
    open(signal).run(
      (bearer) => {
        seen.push(bearer);
        return good(bearer) ? Promise.resolve(bearer) : Promise.reject(new Refused());
      },
      (error) => error instanceof Refused,
    );
  const sentForms = () => http.asked.map(({ body }) => Object.fromEntries(new URLSearchParams(String(body))));
  return { http, clock, values, session, open, call, seen, sentForms };
}

describe('pasted tokens', () => {
  it('are used as they are, as long as the service takes them', async () => {
    const { call, http } = bench({ access_token: ' pasted\n', refresh_token: 'r' });
    expect(await call()).toBe('pasted');
    expect(http.asked).toEqual([]);
  });

  it('are renewed once when the service refuses them, and the call is made again', async () => {
    const { call, seen, sentForms } = bench(
      { access_token: 'old', refresh_token: 'r', client_secret: 's' },
      tokens('new'),
    );
    expect(await call((bearer) => bearer === 'new')).toBe('new');
    expect(seen).toEqual(['old', 'new']);
    expect(sentForms()).toEqual([
      { grant_type: 'refresh_token', refresh_token: 'r', client_id: 'id', client_secret: 's' },
    ]);
  });

  it('send no secret that nobody has', async () => {
    const { call, sentForms } = bench({ refresh_token: 'r' }, tokens('new'));
    await call();
    expect(sentForms()[0]).not.toHaveProperty('client_secret');
  });

  it('are given up after the second refusal', async () => {
    const { call, http } = bench({ access_token: 'old', refresh_token: 'r' }, [tokens('new'), tokens('newer')]);
    await expect(call(() => false)).rejects.toBeInstanceOf(Refused);
    expect(http.countOf(ROUTE)).toBe(1);
  });

  it.each([
    ['nothing', {}, 'id', { kind: 'user_input', key: 'oauth.token_missing' }],
    ['an access token that has ended', { access_token: 'old' }, 'id', { kind: 'auth', key: 'oauth.token_expired' }],
    ['no client id', { refresh_token: 'r' }, '', { kind: 'user_input', key: 'oauth.client_missing' }],
  ])('with %s say what is missing and ask nobody', async (_, credentials, client, spec) => {
    const { call, http } = bench(credentials, [], client);
    expect(await failureOf(call(() => false))).toMatchObject(spec);
    expect(http.asked).toEqual([]);
  });
});

describe('tokens whose end is known', () => {
  const granted = { accessToken: 'a', refreshToken: 'r', accessUntilMs: START_MS + HOUR_MS, refreshUntilMs: null };
  const credentials = { access_token: 'a', refresh_token: 'r' };

  it('are renewed five minutes before it', async () => {
    const { call, clock, session, http } = bench(credentials, tokens('b'));
    await keepTokens(session, TOKEN_URL, 'id', granted);
    clock.jump(HOUR_MS - 300_001);
    expect(await call()).toBe('a');
    clock.jump(1);
    expect(await call()).toBe('b');
    expect(http.countOf(ROUTE)).toBe(1);
  });

  it('serve to the last minute where nothing can renew them, and then say so', async () => {
    const { call, clock, session, open } = bench({ access_token: 'a' });
    await keepTokens(session, TOKEN_URL, 'id', { ...granted, refreshToken: null });
    expect(await open().endsAtMs()).toBe(START_MS + HOUR_MS);
    expect(await open().isExtendedByUse()).toBe(false);
    clock.jump(HOUR_MS - 1);
    expect(await call()).toBe('a');
    clock.jump(1);
    expect(await failureOf(call())).toMatchObject({ kind: 'auth', key: 'oauth.token_expired' });
  });

  it('ask no service for what has run out', async () => {
    const { call, clock, session, http, open } = bench(credentials);
    await keepTokens(session, TOKEN_URL, 'id', { ...granted, refreshUntilMs: START_MS + 2 * HOUR_MS });
    expect(await open().endsAtMs()).toBe(START_MS + 2 * HOUR_MS);
    clock.jump(2 * HOUR_MS);
    expect(await failureOf(call())).toMatchObject({ kind: 'auth', key: 'oauth.sign_in_expired' });
    expect(http.asked).toEqual([]);
  });
});

describe('a renewal', () => {
  it('is stored before the token is used; a new refresh token takes the place of the old one, none leaves it', async () => {
    const answers = [
      tokens('a1', { refresh_token: 'r1', refresh_token_expires_in: '86400' }),
      tokens('a2'),
      tokens('a3'),
    ];
    const { call, clock, values, sentForms, open } = bench({ refresh_token: 'r0' }, answers);
    const stored: (string | undefined)[] = [];
    await call((bearer) => (stored.push(values.get('oauth')), bearer === 'a1'));
    expect(stored[0]).toContain('"r1"');
    clock.jump(HOUR_MS);
    await call();
    expect(await open().endsAtMs()).toBe(START_MS + 24 * HOUR_MS);
    expect(await open().isExtendedByUse()).toBe(true);
    clock.jump(HOUR_MS);
    await call();
    expect(sentForms().map(({ refresh_token }) => refresh_token)).toEqual(['r0', 'r1', 'r1']);
  });

  it('is asked for once by eight contexts at once', async () => {
    const { call, http } = bench({ refresh_token: 'r' }, tokens('a'));
    expect(new Set(await Promise.all(Array.from({ length: 8 }, () => call())))).toEqual(new Set(['a']));
    expect(http.countOf(ROUTE)).toBe(1);
  });

  it('goes on by itself when the one who was renewing is cancelled', async () => {
    const abort = new AbortController();
    const answers: Handler[] = [
      () => {
        abort.abort(new Error('left'));
        return { failure: new Failure({ kind: 'cancelled', key: 'net.cancelled' }) };
      },
      tokens('a'),
    ];
    const { call } = bench({ refresh_token: 'r' }, answers);
    const leader = call(undefined, abort.signal);
    const follower = call();
    await expect(leader).rejects.toBeInstanceOf(Failure);
    expect(await follower).toBe('a');
  });

  it('that meets an outage is no end of the sign-in', async () => {
    const away = { failure: new Failure({ kind: 'unavailable', key: 'net.refused' }) };
    const { call } = bench({ refresh_token: 'r' }, [away, tokens('a')]);
    expect(await failureOf(call())).toMatchObject({ key: 'net.refused' });
    expect(await call()).toBe('a');
  });

  it.each([
    [refusal('invalid_grant', 'AADSTS50173: password changed'), 'auth', 'sign_in_revoked'],
    [refusal('invalid_grant', 'the token was revoked'), 'auth', 'sign_in_revoked'],
    [refusal('invalid_grant', 'AADSTS700082: due to inactivity'), 'auth', 'sign_in_expired'],
    [refusal('invalid_grant', 'Token has been expired or revoked.'), 'auth', 'sign_in_ended'],
    [refusal('invalid_client', '', 401), 'auth', 'client_refused'],
    [refusal('unauthorized_client'), 'auth', 'client_refused'],
    [refusal('invalid_request', 'client_secret is missing.'), 'auth', 'secret_refused'],
    [
      refusal('invalid_client', 'AADSTS7000218: must contain client_assertion or client_secret'),
      'auth',
      'secret_refused',
    ],
    [
      refusal('invalid_client', "AADSTS700025: public, neither 'client_assertion' nor 'client_secret'"),
      'auth',
      'secret_unwanted',
    ],
    [refusal('invalid_scope'), 'auth', 'refused'],
    [{ status: 200, bytes: Buffer.from('<html>guest network</html>') }, 'unavailable', 'unexpected_answer'],
    [{ status: 200, json: { access_token: 'a', token_type: 'mac' } }, 'unavailable', 'unexpected_answer'],
    [{ status: 404 }, 'unavailable', 'unexpected_answer'],
    [{ status: 401 }, 'auth', 'client_refused'],
  ])('refused with %j is explained', async (answer, kind, key) => {
    const { call, http } = bench({ refresh_token: 'r' }, answer);
    const spec = await failureOf(call());
    expect(spec).toMatchObject({ kind, key: `oauth.${key}`, params: { service: 'Chmura' } });
    expect(badTexts({ key: spec.key, params: spec.params ?? {} }, [])).toEqual([]);
    expect(http.countOf(ROUTE)).toBe(1);
  });
});

describe('a page that comes back without a code', () => {
  it.each([
    ['access_denied', 'auth', 'denied'],
    ['unauthorized_client', 'auth', 'client_refused'],
    ['temporarily_unavailable', 'unavailable', 'unexpected_answer'],
    ['invalid_scope', 'auth', 'refused'],
  ])('%s is explained', (error, kind, key) => {
    const { spec } = pageRefusal(new URLSearchParams({ error, error_description: 'own words' }), service);
    expect(spec).toMatchObject({ kind, key: `oauth.${key}` });
    expect(spec.details).toContain('own words');
  });
});

it('every problem has its four texts in four languages', () => {
  const params = { service: 'Chmura', ports: '1, 2' };
  for (const key of [
    'denied',
    'not_finished',
    'ports_taken',
    'client_missing',
    'code_refused',
    'token_missing',
    'token_expired',
  ])
    expect(badTexts({ key: `oauth.${key}`, params }, [])).toEqual([]);
});

// The sign-in itself, step by step.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Failure } from '../../../../shared/errors';
import {
  NIP,
  START_MS,
  TOKEN,
  bearerOf,
  opened,
  problem,
  publicKeys,
  tokenInfo,
} from '../../../../tests/support/ksefScript';
import { STATUS, bench, echo, failureOf, pending, specOf } from '../../../../tests/support/ksefSession';
import { SignInTimeout } from './errors';

describe('signing in with a token', () => {
  it('sends the whole token with the challenge time, encrypted, and says with which key', async () => {
    const { session, http, clock } = bench();
    expect(await session.run(echo)).toBe('access-1');
    const [body] = http.bodiesOf('POST /v2/auth/ksef-token').map((one) =>
      z
        .strictObject({
          challenge: z.string(),
          contextIdentifier: z.unknown(),
          encryptedToken: z.string(),
          publicKeyId: z.string(),
        })
        .parse(one),
    );
    expect(body).toMatchObject({
      challenge: '20250514-CR-226FB7B000-3ACF9BE4C0-10',
      contextIdentifier: { type: 'Nip', value: NIP },
      publicKeyId: 'id of first',
    });
    expect(opened(body?.encryptedToken ?? '').toString('utf8')).toBe(`${TOKEN}|${String(START_MS)}`);
    expect(clock.slept).toEqual([]);
    const status = http.asked.find((request) => request.method === 'GET' && request.url.includes('/auth/'));
    expect(bearerOf(status)).toBe('Bearer operation');
    expect(http.asked.every((request) => request.headers?.['x-error-format'] === 'problem-details')).toBe(true);
  });

  it('stores the tokens before they are used', async () => {
    const { session, stored } = bench();
    await session.run((bearer) => {
      expect(JSON.parse(stored.get('tokens') ?? '{}')).toMatchObject({ access: { token: bearer } });
      return Promise.resolve();
    });
  });

  it('asks soon at first, then at the poll interval, as often as was set, and then names the sign-in', async () => {
    const { session, clock, http } = bench({ [STATUS]: pending });
    const error = await failureOf(session.run(echo));
    if (!(error instanceof SignInTimeout)) throw error;
    expect(error.referenceNumber).toBe('20250514-AU-2DFC46C000-3AC6D5877F-D4');
    expect(http.countOf(STATUS)).toBe(90);
    expect(clock.slept.slice(0, 5)).toEqual([250, 500, 1000, 2000, 2000]);
    expect(clock.slept.length).toBe(89);
  });

  it('takes attempts and interval from the settings', async () => {
    const { session, clock, http } = bench(
      { [STATUS]: pending },
      { settings: { max_attempts: 4, poll_interval_seconds: 0.3 } },
    );
    await failureOf(session.run(echo));
    expect(http.countOf(STATUS)).toBe(4);
    expect(clock.slept).toEqual([250, 300, 300]);
  });

  it.each(['Nieprawidłowe wyzwanie autoryzacyjne', 'Nieprawidłowy czas tokena', 'Nieprawidłowe szyfrowanie tokena'])(
    'starts over once with a fresh challenge and fresh keys: %s',
    async (detail) => {
      const refused = { json: { status: { code: 450, description: 'bad token', details: [detail] } } };
      const { session, http } = bench({ [STATUS]: [refused, { json: { status: { code: 200 } } }] });
      expect(await session.run(echo)).toBe('access-1');
      expect(http.countOf('POST /v2/auth/challenge')).toBe(2);
      expect(http.countOf('GET /v2/security/public-key-certificates')).toBe(2);
    },
  );

  it('never tries a wrong token twice', async () => {
    const refused = { json: { status: { code: 450, description: 'bad token', details: ['Nieprawidłowy token'] } } };
    const { session, http } = bench({ [STATUS]: refused });
    expect(await specOf(session.run(echo))).toMatchObject({ kind: 'auth', key: 'token_invalid' });
    expect(http.countOf('POST /v2/auth/ksef-token')).toBe(1);
  });

  it('encrypts again with a new key after 21470, once', async () => {
    const { session, http } = bench({
      'GET /v2/security/public-key-certificates': [publicKeys('first'), publicKeys('second')],
      'POST /v2/auth/ksef-token': [
        problem(21470),
        {
          status: 202,
          json: {
            referenceNumber: '20250514-AU-2DFC46C000-3AC6D5877F-D4',
            authenticationToken: tokenInfo('operation', START_MS + 9e6),
          },
        },
      ],
    });
    await session.run(echo);
    const [, second] = http.bodiesOf('POST /v2/auth/ksef-token');
    const { encryptedToken } = z.object({ encryptedToken: z.string() }).parse(second);
    expect(opened(encryptedToken, 'second').toString()).toContain(TOKEN);
  });

  it('signs in anew when the answer of the one-shot redeem is lost', async () => {
    const lost = { failure: new Failure({ kind: 'unavailable', key: 'net.reset' }) };
    const tokens = {
      json: { accessToken: tokenInfo('a', START_MS + 9e5), refreshToken: tokenInfo('r', START_MS + 9e8) },
    };
    const { session, http } = bench({ 'POST /v2/auth/token/redeem': [lost, tokens] });
    expect(await session.run(echo)).toBe('a');
    expect(http.countOf('POST /v2/auth/ksef-token')).toBe(2);
  });

  it('stops with no permission in this context', async () => {
    const { session } = bench({
      [STATUS]: { json: { status: { code: 415, description: 'x', details: ['Brak przypisanych uprawnień'] } } },
    });
    expect(await specOf(session.run(echo))).toMatchObject({ kind: 'permission', key: 'no_permission' });
  });
});

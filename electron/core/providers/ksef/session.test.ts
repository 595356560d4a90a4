import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Failure, isFailure } from '../../../../shared/errors';
import type { FieldValues } from '../../../../shared/forms/fields';
import {
  NIP,
  START_MS,
  TOKEN,
  bearerOf,
  opened,
  problem,
  publicKeys,
  signInScript,
  tokenInfo,
  unauthorized,
} from '../../../../tests/support/ksefScript';
import { jumpingClock, memoryStore, testContext } from '../../../../tests/support/providerContext';
import { scriptedHttp, type Script } from '../../../../tests/support/scriptedHttp';
import { SignInTimeout } from './errors';
import { openSession } from './session';

const STATUS = 'GET /v2/auth/*';
const pending = { json: { status: { code: 100, description: 'in progress' } } };
let serial = 0;

function bench(change: Script = {}, more: { settings?: FieldValues; skewMs?: number; token?: string } = {}) {
  const clock = jumpingClock(START_MS);
  const http = scriptedHttp({
    ...change,
    ...withoutKeys(
      signInScript(() => clock.now(), more.skewMs),
      change,
    ),
  });
  const stored = new Map<string, string>();
  // An address of its own, so that no test meets another one's cached keys.
  serial += 1;
  const settings = {
    nip: NIP,
    environment: 'custom',
    base_url: `http://127.0.0.1:${String(serial)}`,
    ...more.settings,
  };
  const make = (signal?: AbortSignal) =>
    testContext({
      http,
      clock,
      settings,
      credentials: { token: more.token ?? TOKEN },
      session: memoryStore(stored),
      ...(signal ? { signal } : {}),
    });
  return { clock, http, stored, make, session: openSession(make()) };
}
function withoutKeys(script: Script, change: Script): Script {
  return Object.fromEntries(Object.entries(script).filter(([route]) => !(route in change)));
}
const failureOf = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    return error instanceof Failure ? error : new Error(String(error));
  }
  return new Error('nothing failed');
};
const specOf = async (work: Promise<unknown>) => {
  const error = await failureOf(work);
  return isFailure(error) ? error.spec : error;
};
const echo = (bearer: string) => Promise.resolve(bearer);

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
    expect(error).toBeInstanceOf(SignInTimeout);
    expect((error as SignInTimeout).referenceNumber).toBe('20250514-AU-2DFC46C000-3AC6D5877F-D4');
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

describe('a session', () => {
  const refreshed = (token: string, clock: { now(): number }) => () => ({
    json: { accessToken: tokenInfo(token, clock.now() + 900_000) },
  });

  it('refreshes by itself with the refresh token before the access token ends', async () => {
    const { session, http, clock } = bench({
      'POST /v2/auth/token/refresh': { json: { accessToken: tokenInfo('fresh', START_MS + 9e6) } },
    });
    await session.run(echo);
    clock.jump(890_000);
    expect(await session.run(echo)).toBe('fresh');
    const request = http.asked.find((one) => one.url.endsWith('/auth/token/refresh'));
    expect(bearerOf(request)).toBe('Bearer refresh-1');
    expect(request?.body).toBeUndefined();
    expect(request?.headers?.['content-type']).toBeUndefined();
  });

  it('survives a restart without a new sign-in', async () => {
    const { session, http, make } = bench();
    await session.run(echo);
    expect(await openSession(make()).run(echo)).toBe('access-1');
    expect(http.countOf('POST /v2/auth/ksef-token')).toBe(1);
  });

  it('does not use what is stored for another token', async () => {
    const { session, make, http } = bench();
    await session.run(echo);
    const other = { ...make(), connection: { ...make().connection, credential: () => TOKEN.replace('919f', '0000') } };
    expect(await openSession(other).run(echo)).toBe('access-2');
    expect(http.countOf('POST /v2/auth/ksef-token')).toBe(2);
  });

  it('refreshes once after 401, signs in once after the second', async () => {
    const clockBox = { now: () => START_MS };
    const { session, http } = bench({ 'POST /v2/auth/token/refresh': refreshed('fresh', clockBox) });
    const seen: string[] = [];
    const answer = await session.run(async (bearer) => {
      seen.push(bearer);
      await Promise.resolve();
      if (bearer !== 'access-2') throw await refusal401();
      return 'done';
    });
    expect(answer).toBe('done');
    expect(seen).toEqual(['access-1', 'fresh', 'access-2']);
    expect(http.countOf('POST /v2/auth/ksef-token')).toBe(2);
  });

  it('gives up in words when KSeF keeps refusing', async () => {
    const { session } = bench({ 'POST /v2/auth/token/refresh': unauthorized });
    const error = await specOf(
      session.run(async () => {
        throw await refusal401();
      }),
    );
    expect(error).toMatchObject({ kind: 'auth', key: 'login_refused' });
  });

  it('signs in when the refresh token is refused, not when KSeF is away', async () => {
    const refusedBench = bench({ 'POST /v2/auth/token/refresh': problem(21301) });
    await refusedBench.session.run(echo);
    refusedBench.clock.jump(900_000);
    expect(await refusedBench.session.run(echo)).toBe('access-2');

    const away = { failure: new Failure({ kind: 'unavailable', key: 'net.refused' }) };
    const awayBench = bench({ 'POST /v2/auth/token/refresh': away });
    await awayBench.session.run(echo);
    awayBench.clock.jump(900_000);
    expect(await specOf(awayBench.session.run(echo))).toMatchObject({ key: 'net.refused' });
    expect(awayBench.http.countOf('POST /v2/auth/ksef-token')).toBe(1);
  });

  it('renews one at a time, however many calls and contexts ask', async () => {
    const { make, http } = bench();
    const sessions = Array.from({ length: 8 }, () => openSession(make()));
    const answers = await Promise.all(sessions.map((one) => one.run(echo)));
    expect(new Set(answers)).toEqual(new Set(['access-1']));
    expect(http.countOf('POST /v2/auth/ksef-token')).toBe(1);
  });

  it('goes on by itself when the one who was signing in is cancelled', async () => {
    const abort = new AbortController();
    let asked = 0;
    const { make, http } = bench({
      [STATUS]: () => {
        asked += 1;
        if (asked === 1) {
          abort.abort(new Error('the user left'));
          return pending;
        }
        return { json: { status: { code: 200 } } };
      },
    });
    const leader = failureOf(openSession(make(abort.signal)).run(echo));
    const follower = openSession(make()).run(echo);
    expect((await leader).message).toContain('the user left');
    expect(await follower).toBe('access-1');
    expect(http.countOf('POST /v2/auth/ksef-token')).toBe(2);
  });

  it.each([600_000, -600_000])('judges validity by the clock of KSeF when ours is %i ms off', async (skewMs) => {
    const { session, clock, http } = bench(
      { 'POST /v2/auth/token/refresh': { json: { accessToken: tokenInfo('fresh', START_MS + 9e9) } } },
      { skewMs },
    );
    await session.run(echo);
    clock.jump(600_000);
    expect(await session.run(echo)).toBe('access-1');
    clock.jump(290_000);
    expect(await session.run(echo)).toBe('fresh');
    expect(http.countOf('POST /v2/auth/ksef-token')).toBe(1);
  });

  it('needs a token', () => {
    let spec;
    try {
      bench({}, { token: ' \n' });
    } catch (error) {
      spec = isFailure(error) ? error.spec : undefined;
    }
    expect(spec).toMatchObject({ kind: 'user_input', key: 'token_missing' });
  });
});

async function refusal401(): Promise<Error> {
  const { refusalOfAnswer } = await import('./errors');
  const { httpAnswer } = await import('../../../../tests/support/scriptedHttp');
  return refusalOfAnswer(httpAnswer(unauthorized));
}

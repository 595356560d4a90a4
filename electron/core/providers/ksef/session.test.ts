// What keeps a sign-in alive.
import { describe, expect, it } from 'vitest';
import { Failure, isFailure } from '../../../../shared/errors';
import { START_MS, TOKEN, bearerOf, problem, tokenInfo, unauthorized } from '../../../../tests/support/ksefScript';
import { STATUS, bench, echo, failureOf, pending, refusal401, specOf } from '../../../../tests/support/ksefSession';
import { openSession } from './session';

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
      if (bearer !== 'access-2') throw refusal401();
      return 'done';
    });
    expect(answer).toBe('done');
    expect(seen).toEqual(['access-1', 'fresh', 'access-2']);
    expect(http.countOf('POST /v2/auth/ksef-token')).toBe(2);
  });

  it('gives up in words when KSeF keeps refusing', async () => {
    const { session } = bench({ 'POST /v2/auth/token/refresh': unauthorized });
    const error = await specOf(session.run(() => Promise.reject(refusal401())));
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

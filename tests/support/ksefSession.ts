// A session at a scripted KSeF.
import { Failure, isFailure } from '../../shared/errors';
import type { FieldValues } from '../../shared/forms/fields';
import { refusalOfAnswer } from '../../electron/core/providers/ksef/errors';
import { openSession } from '../../electron/core/providers/ksef/session';
import { NIP, START_MS, TOKEN, signInScript, unauthorized } from './ksefScript';
import { jumpingClock, memoryStore, testContext } from './providerContext';
import { httpAnswer, scriptedHttp, type Script } from './scriptedHttp';

export const STATUS = 'GET /v2/auth/*';
export const pending = { json: { status: { code: 100, description: 'in progress' } } };
let serial = 0;

export function bench(change: Script = {}, more: { settings?: FieldValues; skewMs?: number; token?: string } = {}) {
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
export const failureOf = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    return error instanceof Failure ? error : new Error(String(error));
  }
  return new Error('nothing failed');
};
export const specOf = async (work: Promise<unknown>) => {
  const error = await failureOf(work);
  return isFailure(error) ? error.spec : error;
};
export const echo = (bearer: string) => Promise.resolve(bearer);

export const refusal401 = (): Error => refusalOfAnswer(httpAnswer(unauthorized));

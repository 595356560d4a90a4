// Faults on the wire: what a client of the simulated KSeF sees of them on a loopback port.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../electron/core/providers/sdk/simulatorKit';
import { named } from '../../electron/core/providers/ksef/simulator';
import { ForeignKsef } from '../support/foreignKsef';
import { DEMO_NIP, ksefOnLoopback, type RunningKsef } from '../support/ksef';

describe('scripted faults', () => {
  let ksef: RunningKsef;
  let client: ForeignKsef;
  beforeEach(async () => {
    ksef = await ksefOnLoopback({ count: 0, rateLimits: 'off' });
    client = new ForeignKsef(ksef.url);
    await client.login(ksef.simulator.control.tokens.demo.token, DEMO_NIP);
  });
  afterEach(() => ksef.close());

  const script = (kind: Fault['kind'], match = /limits\/context$/) => {
    ksef.simulator.script([{ match, times: 1, kind }]);
  };
  const ask = () => client.call('GET', '/limits/context');

  it('answer with a status once', async () => {
    script({ type: 'status', status: 503, headers: { 'retry-after': '7' }, body: 'przerwa' });
    const answer = await ask();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '7']);
    expect((await ask()).status).toBe(200);
  });

  it('break the connection before, after and within the answer', async () => {
    for (const kind of [{ type: 'cut' }, { type: 'lose_answer' }, { type: 'truncate', bytes: 20 }] as const) {
      script(kind);
      await expect(ask(), kind.type).rejects.toThrow();
      expect((await ask()).status).toBe(200);
    }
  });

  it('lose the answer of work that was done', async () => {
    const started = await client.startLogin(ksef.simulator.control.tokens.demo.token, DEMO_NIP);
    const { bearer } = await client.pollLogin(started);
    script({ type: 'lose_answer' }, /redeem$/);
    await expect(client.call('POST', '/auth/token/redeem', undefined, bearer)).rejects.toThrow();
    expect((await client.call('POST', '/auth/token/redeem', undefined, bearer)).status).toBe(400);
  });

  it('send a page of HTML with status 200', async () => {
    ksef.simulator.script([named(/limits/, 'html_instead')]);
    const answer = await ask();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });

  it('ask to wait by seconds, by date or not at all', async () => {
    const date = new Date(Math.floor((ksef.clock.now() + 30_000) / 1000) * 1000).toUTCString();
    const faults = ['too_many_requests', 'retry_after_date', 'no_retry_after'] as const;
    ksef.simulator.script(faults.map((name) => named(/limits/, name)));
    const answers = [await ask(), await ask(), await ask()];
    expect(answers.map((each) => each.status)).toEqual([429, 429, 429]);
    expect(answers.map((each) => each.headers.get('retry-after'))).toEqual(['30', date, null]);
  });

  it('are seen with everything else, in order', async () => {
    const before = ksef.simulator.seen.length;
    script({ type: 'cut' });
    await expect(ask()).rejects.toThrow();
    await ask();
    expect(ksef.simulator.seen.slice(before).map((each) => each.status)).toEqual([0, 200]);
  });
});

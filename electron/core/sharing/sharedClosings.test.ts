import { describe, expect, it } from 'vitest';
import type { CompanyId } from '../../../shared/domain/ids';
import { closingsKey } from '../db/repositories/company.repo';
import { sharedClosings } from './sharedClosings';

const COMPANY = '01999999-0000-7000-8000-000000000000' as CompanyId;
const NOON = Date.parse('2026-10-06T12:00:00.000Z');
const MINUTE_MS = 60_000;

/** What all PCs of one store see of it. */
function aStore() {
  const facts = new Map<string, string>();
  const state = { isAway: false };
  const told = <T>(answer: () => T): Promise<T> =>
    state.isAway ? Promise.reject(new Error('away')) : Promise.resolve(answer());
  const meta = {
    get: (key: string) => told(() => facts.get(key) ?? null),
    swap: (key: string, from: string | null, to: string) =>
      told(() => (facts.get(key) ?? null) === from && Boolean(facts.set(key, to))),
  };
  return { facts, state, meta };
}

function aPc({ meta }: Pick<ReturnType<typeof aStore>, 'meta'>, skewMs = 0) {
  const notes = new Map<string, string>();
  const closed = new Map<string, string>();
  const failures: string[] = [];
  let nowMs = NOON;
  const start = () =>
    sharedClosings({
      meta,
      writer: {
        noteGet: (scope, name) => Promise.resolve(notes.get(scope + name) ?? null),
        notePut: (scope, name, text) => Promise.resolve(void notes.set(scope + name, text)),
        setMonthClosed: (_, month, isClosed, at) =>
          Promise.resolve(void (isClosed ? closed.set(month, at) : closed.delete(month))),
      },
      reader: { closedMonths: () => Promise.resolve(Object.fromEntries(closed)) },
      companies: { list: () => Promise.resolve([{ id: COMPANY } as never]) },
      clock: { now: () => (nowMs += 1000) + skewMs },
      logFailure: (what) => void failures.push(what),
    });
  return { closed, failures, start, closings: start() };
}

describe('closed months of several PCs', () => {
  it('the later word counts, though the clock of whoever says it is minutes behind', async () => {
    const store = aStore();
    const [fast, slow] = [aPc(store, 5 * MINUTE_MS), aPc(store, -7 * MINUTE_MS)];
    await fast.closings.say(COMPANY, '2026-09', true);
    await slow.closings.say(COMPANY, '2026-09', false);
    for (const { closings } of [fast, slow]) expect(await closings.months(COMPANY)).toEqual({});
    await slow.closings.say(COMPANY, '2026-09', true);
    expect(await fast.closings.months(COMPANY)).toEqual(await slow.closings.months(COMPANY));
    expect(Object.keys(await fast.closings.months(COMPANY))).toEqual(['2026-09']);
  });

  it('while the store is away the word counts here, and is told when it is back, also after another start', async () => {
    const store = aStore();
    const [anna, bert] = [aPc(store), aPc(store)];
    await anna.closings.say(COMPANY, '2026-08', true);
    store.state.isAway = true;
    await anna.closings.say(COMPANY, '2026-08', false);
    await anna.closings.say(COMPANY, '2026-09', true);
    expect(anna.failures).toHaveLength(2);
    expect(Object.keys(await anna.closings.months(COMPANY))).toEqual(['2026-09']);
    const again = anna.start();
    await expect(again.catchUp()).rejects.toThrow('away');
    store.state.isAway = false;
    await again.catchUp();
    expect(Object.keys(await bert.closings.months(COMPANY))).toEqual(['2026-09']);
  });

  it('what was closed before months were shared is told; what others said is taken over into the archive', async () => {
    const store = aStore();
    const [anna, bert] = [aPc(store), aPc(store)];
    anna.closed.set('2026-07', '2026-08-02T10:00:00.000Z');
    await anna.closings.catchUp();
    await bert.closings.catchUp();
    expect([...bert.closed]).toEqual([...anna.closed]);
    await bert.closings.say(COMPANY, '2026-07', false);
    await anna.closings.catchUp();
    expect([...anna.closed]).toEqual([]);
    // A store that lost everything learns it again.
    await bert.closings.say(COMPANY, '2026-09', true);
    store.facts.clear();
    await bert.closings.catchUp();
    expect(Object.keys(await anna.closings.months(COMPANY))).toEqual(['2026-09']);
  });

  it('words of a newer Kontor are left alone', async () => {
    const store = aStore();
    const { closings } = aPc(store);
    store.facts.set(closingsKey(COMPANY), '{"2026-09":{"isClosed":true,"at":"2026-10-05T10:00:00.000Z","by":"anna"}}');
    await closings.say(COMPANY, '2026-08', true);
    expect(store.facts.get(closingsKey(COMPANY))).toContain('anna');
    expect(Object.keys(await closings.months(COMPANY))).toEqual(['2026-08']);
  });
});

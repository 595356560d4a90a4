import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callNames } from '../../shared/contract/define';
import { contract } from '../../shared/contract/index';
import { Failure } from '../../shared/errors';
import { dispatcher, type AllHandlers } from './dispatcher';
import { problemTeller } from './log/tellProblem';

const ids = { uuid: () => '00000000-0000-7000-8000-000000000001', random: (n: number) => new Uint8Array(n) };

/** Handlers that note what reached them. */
function spies(answer: () => unknown): { handlers: AllHandlers; reached: string[] } {
  const reached: string[] = [];
  const handlers: Record<string, Record<string, unknown>> = {};
  for (const name of callNames(contract)) {
    const [topic = '', call = ''] = name.split('.');
    handlers[topic] = {
      ...handlers[topic],
      [call]: () => {
        reached.push(name);
        return Promise.resolve().then(answer);
      },
    };
  }
  return { handlers: handlers as unknown as AllHandlers, reached };
}
const quiet = { tell: problemTeller((text) => text), call: () => undefined, failed: () => undefined };
const make = (answer: () => unknown = () => 'value', recovered = Promise.resolve()) => {
  const { handlers, reached } = spies(answer);
  return { dispatch: dispatcher(handlers, quiet, ids, () => 0, recovered), reached };
};

describe('dispatcher', () => {
  it('answers questions at once, and begins nothing before a start has put right what a crash left', async () => {
    let finish = (): void => undefined;
    const recovered = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { dispatch, reached } = make(undefined, recovered);
    const made = dispatch('companies.create', { name: 'Zielona Kuźnia', country: 'PL' });
    await dispatch('companies.list', undefined);
    await dispatch('app.unlockVault', { passphrase: 'six words that nobody else says' });
    expect(reached).toEqual(['companies.list', 'app.unlockVault']);
    finish();
    await made;
    expect(reached).toEqual(['companies.list', 'app.unlockVault', 'companies.create']);
  });

  it('answers an Outcome and hands over the parsed payload', async () => {
    const { dispatch, reached } = make();
    expect(await dispatch('connections.list', { companyId: '00000000-0000-7000-8000-000000000002' })).toEqual({
      ok: true,
      value: 'value',
    });
    expect(reached).toEqual(['connections.list']);
  });

  it('turns a Failure into an error without stack or cause, anything else into a bug with a support id', async () => {
    const failing = make(() => {
      throw new Failure({ kind: 'auth', key: 'k', params: { a: 1 }, cause: new Error('secret') });
    });
    expect(await failing.dispatch('companies.list', undefined)).toEqual({
      ok: false,
      error: { kind: 'auth', key: 'k', params: { a: 1 }, supportId: '000000000001' },
    });
    const broken = make(() => {
      throw new TypeError('secret');
    });
    expect(await broken.dispatch('companies.list', undefined)).toMatchObject({
      ok: false,
      error: { kind: 'bug', key: 'error.bug' },
    });
  });

  it('refuses unknown names, events and members of Object.prototype', async () => {
    const { dispatch, reached } = make();
    for (const name of [
      'nothing.here',
      'runs.progress',
      'constructor.name',
      'app.__proto__',
      'app',
      '',
      '.',
      'toString.call',
    ]) {
      expect(await dispatch(name, {}), name).toMatchObject({ ok: false, error: { key: 'error.unknown_call' } });
    }
    expect(reached).toEqual([]);
  });

  it('never throws and never reaches a handler with junk', async () => {
    const names = callNames(contract).filter((name) => !acceptsNothing(name));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.anything(), async (name, junk) => {
        const { dispatch, reached } = make();
        const outcome = await dispatch(name, junk);
        if (reached.length === 0) expect(outcome.ok).toBe(false);
      }),
    );
  });

  it('refuses keys that the schema does not name', async () => {
    const { dispatch, reached } = make();
    const outcome = await dispatch('runs.get', { runId: '00000000-0000-7000-8000-000000000002', extra: 1 });
    expect(outcome).toMatchObject({ ok: false, error: { key: 'error.bad_payload' } });
    expect(reached).toEqual([]);
  });
});

function acceptsNothing(name: string): boolean {
  const [topic = '', call = ''] = name.split('.');
  const group = contract[topic as keyof typeof contract] as unknown as Record<
    string,
    { input: { safeParse(v: unknown): { success: boolean } } }
  >;
  return group[call]?.input.safeParse(undefined).success ?? false;
}

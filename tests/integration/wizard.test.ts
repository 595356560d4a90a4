// The wizard against a simulated KSeF: what was typed wrong leaves no trace, what was checked becomes a connection.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../../electron/core/db/openSqlite';
import { OTHER_NIP } from '../../electron/core/providers/ksef/simulator/auth/knownTokens';
import { missingTexts } from '../support/problemTexts';
import { simulatedKsef, type SimulatedKsef } from '../support/simulatedKsef';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';

let folder: string;
let ksef: SimulatedKsef;
let kontor: TestApp;

beforeEach(async () => {
  const clock = testClock();
  folder = dataFolder();
  ksef = simulatedKsef(clock);
  kontor = await startApp(testHost({ data: folder, clock, encryptionKey: newEncryptionKey() }), [ksef.manifest]);
});
afterEach(async () => {
  await kontor.stop();
  removeDataFolder(folder);
});

/** Rows of the config store, read past the app. */
function savedRows(): Record<string, number> {
  const db = openSqlite(join(folder, 'config.db'), { readonly: true });
  try {
    const rows = (table: string): number => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    return { company: rows('company'), connection: rows('connection'), sealed: rows('sealed') };
  } finally {
    db.close();
  }
}

const wrongToken = (): string => ksef.simulator.control.tokens.demo.token.replace(/[0-9a-f]{8}$/, '00000000');

describe('the wizard', () => {
  it('explains a wrong token in four languages and saves nothing', async () => {
    const { id: flowId } = await kontor.call('connect.start', { providerId: 'ksef' });
    const { view } = await kontor.check(flowId, { ...ksef.values, token: wrongToken() });
    expect(view.current).toMatchObject({ step: 'form', problem: { kind: 'auth' } });
    if (view.current.step !== 'form') throw new Error('no form');
    const { problem, values, ticks } = view.current;
    expect(problem?.key).toMatch(/^provider\.ksef\./);
    expect(missingTexts(problem?.key ?? '', [ksef.manifest])).toEqual([]);
    expect(values).not.toHaveProperty('token');
    expect(ticks?.map(({ state }) => state)).toEqual(['done', 'failed', 'waiting', 'waiting', 'waiting']);
    expect(savedRows()).toEqual({ company: 0, connection: 0, sealed: 0 });
  });

  it('ticks in order, finds the company and saves both at the end only', async () => {
    const { id: flowId } = await kontor.call('connect.start', { providerId: 'ksef' });
    await kontor.check(flowId, { ...ksef.values, token: wrongToken() });
    const { view, seen } = await kontor.check(flowId, ksef.values);
    const { current } = view;
    if (current.step !== 'checked') throw new Error(current.step);
    expect(current.company).toMatchObject({ taxId: '5265877635' });
    expect(current.ticks.map(({ id }) => id)).toEqual(ksef.manifest.verifySteps);
    expect(current.ticks.every(({ state }) => state === 'done')).toBe(true);
    const done = seen.map(({ current: now }) =>
      now.step === 'check' || now.step === 'checked' ? now.ticks.filter(({ state }) => state === 'done').length : 0,
    );
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(new Set(done)).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    expect(savedRows()).toEqual({ company: 0, connection: 0, sealed: 0 });

    const { suggestedTitle: title, suggestedSlug: slug } = current;
    const { companyId, connectionId } = await kontor.call('connect.finish', { flowId, title, slug });
    expect(await kontor.call('companies.list', undefined)).toMatchObject([{ id: companyId, taxId: '5265877635' }]);
    const [connection, ...others] = await kontor.call('connections.list', { companyId });
    expect(others).toEqual([]);
    expect(connection).toMatchObject({ id: connectionId, state: 'ok', storedCredentials: ['token'] });
    expect(connection?.settings).not.toHaveProperty('token');
    expect(savedRows()).toMatchObject({ company: 1, connection: 1 });
    expect((await kontor.refused('connect.get', { flowId })).key).toBe('connect.flow_ended');
  });

  it('keeps every check as a run of the connection, the refused one first', async () => {
    const { id: flowId } = await kontor.call('connect.start', { providerId: 'ksef' });
    await kontor.check(flowId, { ...ksef.values, token: wrongToken() });
    await kontor.host.clock.advance(1000);
    await kontor.check(flowId, ksef.values);
    const { connectionId } = await kontor.call('connect.finish', { flowId, title: 'KSeF', slug: 'ksef' });
    const history = await kontor.call('runs.list', { connectionId, limit: 10 });
    expect(history.map(({ kind, state }) => [kind, state])).toEqual([
      ['verify', 'done'],
      ['verify', 'failed'],
    ]);
    expect(history[1]?.problem?.kind).toBe('auth');
    const log = await kontor.call('runs.log', { runId: history[0]?.id ?? fail() });
    expect(log.map(({ key }) => key)).toEqual(ksef.manifest.verifySteps.map((id) => `provider.ksef.verify.${id}`));
    const refusal = await kontor.call('runs.log', { runId: history[1]?.id ?? fail() });
    expect(refusal.at(-1)).toMatchObject({ level: 'problem', key: 'run.log.stopped' });
  });

  it('refuses the same source a second time and saves nothing of it', async () => {
    await kontor.connect({ providerId: 'ksef' }, ksef.values);
    const before = savedRows();
    const { id: flowId } = await kontor.call('connect.start', { providerId: 'ksef' });
    const { view } = await kontor.check(flowId, ksef.values);
    expect(view.current).toMatchObject({
      step: 'form',
      problem: { kind: 'conflict', key: 'connect.already_connected' },
    });
    expect(missingTexts('connect.already_connected', [ksef.manifest])).toEqual([]);
    expect((await kontor.refused('connect.finish', { flowId, title: 'Twice', slug: 'twice' })).key).toBe(
      'connect.not_checked',
    );
    expect(savedRows()).toEqual(before);
  });

  it('takes a new sign-in of the same account and refuses the one of another', async () => {
    const { connectionId, companyId } = await kontor.connect({ providerId: 'ksef' }, ksef.values);
    const before = await kontor.call('connections.list', { companyId });
    const again = await kontor.call('connect.start', { providerId: 'ksef', connectionId });
    const other = { ...ksef.values, nip: OTHER_NIP, token: ksef.simulator.control.tokens.otherCompany.token };
    const { view } = await kontor.check(again.id, other);
    expect(view.current).toMatchObject({ step: 'form', problem: { kind: 'auth', key: 'connect.wrong_account' } });
    expect(missingTexts('connect.wrong_account', [ksef.manifest])).toEqual([]);
    expect(await kontor.call('connections.list', { companyId })).toEqual(before);

    const readWrite = ksef.simulator.control.tokens.readWrite.token;
    const renewed = await kontor.connect({ providerId: 'ksef', connectionId }, { ...ksef.values, token: readWrite });
    expect(renewed).toEqual({ connectionId, companyId });
    expect(savedRows()).toMatchObject({ company: 1, connection: 1 });
  });
});

function fail(): never {
  throw new Error('not there');
}

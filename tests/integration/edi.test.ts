// A mediator and its clients in a running core: registered, connected, emptied, handed on; no window and no file ever holds a token.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import krediidiinfo from '../../electron/core/providers/krediidiinfo/index';
import mediator from '../../electron/core/providers/krediidiinfo_mediator/index';
import { demoOrigin } from '../../electron/core/providers/sdk/demoOrigin';
import { createEdiSimulator, NEWCOMER, type EdiSimulator } from '../../electron/core/providers/sdk/edi/simulator/index';
import type { CompanyId, ConnectionId } from '../../shared/domain/ids';
import type { FieldValues } from '../../shared/forms/fields';
import { findSecrets, findSecretsBelow } from '../support/secretForms';
import { startApp, type TestApp } from '../support/testApp';
import {
  dataFolder,
  newEncryptionKey,
  removeDataFolder,
  testClock,
  testHost,
  type TestHost,
} from '../support/testHost';

const encryptionKey = newEncryptionKey();
let folder: string;
let host: TestHost;
let kontor: TestApp;
let simulator: EdiSimulator;
let mediatorId: ConnectionId;
let office: CompanyId;

async function start(changes: Partial<TestHost> = {}): Promise<TestApp> {
  host = { ...testHost({ data: folder, clock: testClock(), encryptionKey }), ...changes };
  return startApp(host, [mediator, { ...krediidiinfo, simulator: () => Promise.resolve(() => simulator) }]);
}
const act = async (providerId: string, connectionId: ConnectionId, actionId: string, answers: FieldValues = {}) => {
  const { id, current } = await kontor.act({ providerId, connectionId, actionId }, answers);
  await kontor.call('connect.cancel', { flowId: id });
  return current;
};
const register = () =>
  act(mediator.id, mediatorId, 'register_client', { client_code: NEWCOMER, client_name: 'Uus Klient OÜ' });
const tokenOf = (code: string): string => simulator.control.world.clients.get(code)?.token ?? '';
async function clientConnection() {
  for (const { id: companyId, name } of await kontor.call('companies.list', undefined)) {
    const found = (await kontor.call('connections.list', { companyId })).find(
      (one) => one.providerId === krediidiinfo.id,
    );
    if (found) return { ...found, companyName: name };
  }
  throw new Error('no client');
}

beforeEach(async () => {
  folder = dataFolder();
  const clock = testClock();
  simulator = createEdiSimulator({ now: () => clock.now(), baseUrl: demoOrigin('krediidiinfo'), seed: 1 });
  kontor = await start();
  ({ id: office } = await kontor.call('companies.create', { name: 'Büroo OÜ', country: 'EE', taxId: '10137025' }));
  ({ connectionId: mediatorId } = await kontor.connect(
    { providerId: mediator.id, companyId: office },
    { ...mediator.demoValues },
  ));
});
afterEach(async () => {
  await kontor.stop();
  removeDataFolder(folder);
});

describe('a client that is registered', () => {
  it('has a connection of its own in its own company, checked, and its box is emptied into the archive', async () => {
    expect(await register()).toMatchObject({ step: 'acted' });
    const client = await clientConnection();
    expect(client).toMatchObject({
      companyName: 'Uus Klient OÜ',
      state: 'ok',
      identity: `${NEWCOMER}@krediidiinfo.demo.invalid`,
      storedCredentials: ['client_token'],
    });
    expect(client.companyId).not.toBe(office);
    const [check] = await kontor.call('runs.list', { kind: 'verify', companyId: client.companyId, limit: 1 });
    expect(check && (await kontor.ended(check.id)).state).toBe('done');
    const { runId } = await kontor.call('sync.start', { companyId: client.companyId });
    expect(await kontor.ended(runId)).toMatchObject({ state: 'done' });
    const { rows } = await kontor.call('invoices.list', {
      filter: { companyId: client.companyId },
      sort: 'date_asc',
      limit: 50,
    });
    expect(rows).toHaveLength(20);
    expect(simulator.control.box(NEWCOMER)).toEqual([]);
    expect(rows.every(({ direction }) => direction === 'purchase')).toBe(true);
  });

  it('keeps its connection when the token is renewed: the old token is gone, the new one works', async () => {
    await register();
    const [before, old] = [await clientConnection(), tokenOf(NEWCOMER)];
    expect(await act(mediator.id, mediatorId, 'renew_token', { client_code: NEWCOMER })).toMatchObject({
      step: 'acted',
    });
    expect(tokenOf(NEWCOMER)).not.toBe(old);
    expect((await clientConnection()).id).toBe(before.id);
    const { runId } = await kontor.call('connections.verify', { connectionId: before.id });
    expect(await kontor.ended(runId)).toMatchObject({ state: 'done' });
  });

  it('leaves its token in no file, no answer, no event and no note, and on the clipboard for one minute only', async () => {
    await register();
    const client = await clientConnection();
    await act(mediator.id, mediatorId, 'renew_token', { client_code: NEWCOMER });
    expect(await act(krediidiinfo.id, client.id, 'hand_on')).toMatchObject({
      step: 'acted',
      outcome: { lines: [{ key: 'action.hand_on.done', params: {} }], once: [] },
    });
    expect(host.copied).toEqual([tokenOf(NEWCOMER)]);
    await host.clock.advance(60_000);
    expect(host.copied).toEqual([tokenOf(NEWCOMER), '']);
    const secrets = [
      { name: 'client', value: tokenOf(NEWCOMER) },
      { name: 'mediator', value: String(mediator.demoValues['mediator_token']) },
    ];
    await kontor.call('app.saveSupportFile', undefined);
    expect(findSecrets('window', Buffer.from(kontor.told.join('\n')), secrets)).toEqual([]);
    await kontor.stop();
    expect(findSecretsBelow(folder, secrets)).toEqual([]);
  });

  it('is not handed on when the question is declined, and the clipboard is emptied when the program ends', async () => {
    await register();
    const client = await clientConnection();
    await kontor.stop();
    kontor = await start({ dialogs: { ...host.dialogs, confirm: () => Promise.resolve(false) } });
    expect(await act(krediidiinfo.id, client.id, 'hand_on')).toMatchObject({
      outcome: { lines: [{ key: 'action.hand_on.kept' }] },
    });
    expect(host.copied).toEqual([]);
    await kontor.stop();
    kontor = await start();
    await act(krediidiinfo.id, client.id, 'hand_on');
    await kontor.stop();
    expect(host.copied.at(-1)).toBe('');
  });
});

it('a mediator is no source: it has nothing to sync, and removing a client asks for its code twice', async () => {
  expect(await kontor.refused('sync.start', { companyId: office })).toMatchObject({ key: 'sync.no_source' });
  const [view] = await kontor.call('connections.list', { companyId: office });
  expect(view?.capabilities).toEqual(['clients']);
  await register();
  expect(
    await act(mediator.id, mediatorId, 'remove_client', { client_code: NEWCOMER, confirmation: 'x' }),
  ).toMatchObject({
    step: 'form',
    problem: { key: 'provider.krediidiinfo_mediator.confirmation_wrong' },
  });
  const answers = { client_code: NEWCOMER, confirmation: NEWCOMER };
  expect(await act(mediator.id, mediatorId, 'remove_client', answers)).toMatchObject({ step: 'acted' });
  const client = await clientConnection();
  const { runId } = await kontor.call('connections.verify', { connectionId: client.id });
  expect(await kontor.ended(runId)).toMatchObject({ problem: { key: 'provider.krediidiinfo.token_refused' } });
});

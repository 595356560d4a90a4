// The wizard against a simulated fiskaly, through the demo's own in-process service: what the window sees, what is stored, what is not.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import fiskaly from '../../electron/core/providers/fiskaly/index';
import {
  createFiskalySimulator,
  DEMO_TSS,
  KEYS,
  ORGANIZATION,
} from '../../electron/core/providers/fiskaly/simulator/index';
import type { TaskOutcome } from '../../shared/contract/connect';
import type { CompanyId, ConnectionId } from '../../shared/domain/ids';
import type { AppError } from '../../shared/errors';
import type { FieldValues } from '../../shared/forms/fields';
import { demoOrigin } from '../../electron/core/providers/sdk/demoOrigin';
import { missingTexts } from '../support/problemTexts';
import { findSecrets, findSecretsBelow } from '../support/secretForms';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';

let folder: string;
let kontor: TestApp;
let simulator: ReturnType<typeof createFiskalySimulator>;
const encryptionKey = newEncryptionKey();
const values = { ...fiskaly.demoValues };

async function start(): Promise<TestApp> {
  const clock = testClock();
  simulator = createFiskalySimulator({ now: () => clock.now(), baseUrl: demoOrigin('fiskaly'), seed: 1 });
  const manifest = { ...fiskaly, simulator: () => Promise.resolve(() => simulator) };
  return startApp(testHost({ data: folder, clock, encryptionKey }), [manifest]);
}

beforeEach(async () => {
  folder = dataFolder();
  kontor = await start();
});
afterEach(async () => {
  await kontor.stop();
  removeDataFolder(folder);
});

describe('fiskaly in the wizard', () => {
  it('explains a wrong secret in four languages, then ticks through and saves', async () => {
    const { id: flowId } = await kontor.call('connect.start', { providerId: 'fiskaly' });
    const refused = (await kontor.check(flowId, { ...values, api_secret: 'x'.repeat(43) })).view.current;
    if (refused.step !== 'form') throw new Error(refused.step);
    expect(refused.problem).toMatchObject({ kind: 'auth', key: 'provider.fiskaly.login_refused' });
    expect(missingTexts(refused.problem?.key ?? '', [fiskaly])).toEqual([]);
    expect(refused.ticks?.map(({ state }) => state)).toEqual([
      'done',
      'done',
      'failed',
      'waiting',
      'waiting',
      'waiting',
    ]);

    const { current } = (await kontor.check(flowId, values)).view;
    if (current.step !== 'checked') throw new Error(JSON.stringify(current));
    expect(current.ticks.every(({ state }) => state === 'done')).toBe(true);
    expect(current.company).toMatchObject({ name: ORGANIZATION.name, taxId: ORGANIZATION.vat_id });
    const { suggestedTitle: title, suggestedSlug: slug } = current;
    const { companyId } = await kontor.call('connect.finish', { flowId, title, slug });
    const [connection] = await kontor.call('connections.list', { companyId });
    expect(connection).toMatchObject({
      state: 'ok',
      capabilities: ['fiscal'],
      storedCredentials: ['api_key', 'api_secret'],
      settings: { client_version: '1.2.200 (TypeScript)', smaers_version: '', api_environment: 'TEST' },
    });
  });

  it('stores the context sealed: no secret is in any file or in any answer, and a check after a restart finds it', async () => {
    const { connectionId, companyId } = await kontor.connect({ providerId: 'fiskaly' }, values);
    await kontor.stop();
    const secrets = [
      { name: 'secret', value: KEYS.demo.secret },
      { name: 'token', value: 'sim-access.1.0000000' },
    ];
    expect(findSecretsBelow(folder, secrets)).toEqual([]);
    expect(findSecrets('window', Buffer.from(kontor.told.join('\n')), secrets)).toEqual([]);
    kontor = await start();
    const run = await kontor.ended((await kontor.call('connections.verify', { connectionId })).runId);
    expect(run.state).toBe('done');
    expect(await kontor.call('connections.list', { companyId })).toMatchObject([{ state: 'ok' }]);
  });

  it('refuses the same account a second time, whichever of its keys is used', async () => {
    await kontor.connect({ providerId: 'fiskaly' }, values);
    const { id: flowId } = await kontor.call('connect.start', { providerId: 'fiskaly' });
    const { key, secret } = KEYS.second;
    const { view } = await kontor.check(flowId, { ...values, api_key: key, api_secret: secret });
    expect(view.current).toMatchObject({ problem: { kind: 'conflict', key: 'connect.already_connected' } });
  });
});

describe('what can be done with the connection', () => {
  const PIN = 'pin-86420-geheim';
  let connectionId: ConnectionId;
  let companyId: CompanyId;
  beforeEach(async () => {
    ({ connectionId, companyId } = await kontor.connect({ providerId: 'fiskaly' }, values));
  });
  const order = (actionId: string) => ({ providerId: 'fiskaly', connectionId, actionId });
  const done = async (actionId: string, answers: FieldValues): Promise<TaskOutcome> => {
    const { id, current } = await kontor.act(order(actionId), answers);
    await kontor.call('connect.cancel', { flowId: id });
    if (current.step !== 'acted') throw new Error(JSON.stringify(current));
    return current.outcome;
  };
  const stopped = async (actionId: string, answers: FieldValues): Promise<AppError | undefined> => {
    const { current } = await kontor.act(order(actionId), answers);
    return current.step === 'form' ? current.problem : undefined;
  };

  it('is offered with the connection, what cannot be taken back set apart', async () => {
    const [view] = await kontor.call('providers.list', undefined);
    expect(view?.actions.map(({ id, kind, isDestructive }) => [id, kind, isDestructive])).toEqual([
      ['found_tss', 'task', false],
      ['add_register', 'task', false],
      ['new_pin', 'task', false],
      ['show_puk', 'task', false],
      ['sign_receipt', 'task', false],
      ['disable_tss', 'task', true],
    ]);
    const [connection] = await kontor.call('connections.list', { companyId });
    expect(connection?.actions).toEqual(view?.actions.map(({ id }) => id));
  });

  it('a TSE is founded step by step, its PUK is shown and kept sealed, a till is registered, and nothing of it is told or stored in clear', async () => {
    const { id: flowId, current } = await kontor.act(order('found_tss'), { description: 'Kasse 2', admin_pin: PIN });
    if (current.step !== 'acted') throw new Error(JSON.stringify(current));
    expect(current.ticks.map(({ id, state }) => [id, state])).toEqual(
      ['created', 'deployed', 'pin', 'initialized'].map((id) => [id, 'done']),
    );
    expect(current.outcome.lines).toEqual([{ key: 'action.found_tss.done', params: { tss: 'Kasse 2' } }]);
    expect(current.outcome.once).toEqual([
      { label: 'action.puk', value: expect.stringMatching(/^\d{10,}$/) as string },
    ]);
    await kontor.call('connect.cancel', { flowId });
    expect((await kontor.refused('connect.get', { flowId })).key).toBe('connect.flow_ended');
    const till = { tss: 'kasse 2', serial_number: 'KASSE-02', admin_pin: PIN };
    expect((await done('add_register', till)).lines[0]?.params).toEqual({ serial: 'KASSE-02', tss: 'Kasse 2' });

    const secrets = [
      { name: 'PIN', value: PIN },
      { name: 'PUK', value: current.outcome.once[0]?.value ?? '' },
    ];
    expect((await done('show_puk', { tss: 'kasse 2' })).once).toEqual(current.outcome.once);
    const told = kontor.told.filter((line) => !line.includes('action.puk'));
    expect(findSecrets('window', Buffer.from(told.join('\n')), secrets)).toEqual([]);
    await kontor.stop();
    expect(findSecretsBelow(folder, secrets)).toEqual([]);
    kontor = await start();
  });

  it('says at the field what is wrong, in four languages', async () => {
    const { id: flowId } = await kontor.call('connect.start', order('add_register'));
    const given = { serial_number: 'KASSE-02' };
    expect(await kontor.refused('connect.act', { flowId, values: given })).toMatchObject({
      kind: 'user_input',
      fieldErrors: { admin_pin: 'connect.field.required' },
    });
    const wrong = await stopped('add_register', { ...given, admin_pin: '000000' });
    expect(wrong).toMatchObject({
      key: 'provider.fiskaly.pin_wrong',
      fieldErrors: { admin_pin: 'provider.fiskaly.pin_wrong.what' },
    });
    const other = await stopped('disable_tss', { tss: 'nothing', admin_pin: '000000', confirmation: 'x' });
    expect(other).toMatchObject({ key: 'provider.fiskaly.which_tss' });
    const typed = await stopped('disable_tss', { admin_pin: DEMO_TSS.pin, confirmation: 'yes' });
    expect(typed).toMatchObject({ key: 'provider.fiskaly.confirmation_wrong' });
    const unknown = await stopped('show_puk', { tss: DEMO_TSS.id });
    expect(unknown).toMatchObject({ key: 'provider.fiskaly.puk_not_here' });
    for (const problem of [wrong, other, typed, unknown])
      expect(missingTexts(problem?.key ?? '', [fiskaly])).toEqual([]);
    expect(await kontor.refused('connect.start', order('no_such_thing'))).toMatchObject({ kind: 'user_input' });
  });

  it('is a flow of its own kind: a task is not checked, a sign-in is no task', async () => {
    const task = await kontor.call('connect.start', order('new_pin'));
    expect(task.current).toEqual({ step: 'form', values: {} });
    expect((await kontor.refused('connect.check', { flowId: task.id, values })).kind).toBe('bug');
    const signIn = await kontor.call('connect.start', { providerId: 'fiskaly', connectionId });
    expect((await kontor.refused('connect.act', { flowId: signIn.id, values })).kind).toBe('bug');
  });

  it('goes on where it was interrupted: one TSE, not two', async () => {
    const answers = { description: 'Kasse 2', admin_pin: PIN };
    for (const match of [/^PUT .*\/tss\/[^/]+$/, /^PATCH .*\/tss\/[^/]+$/, /^POST .*\/admin\/auth$/]) {
      simulator.script([{ match, times: 9, kind: { type: 'cut' } }]);
      expect((await stopped('found_tss', answers))?.kind).toBe('unavailable');
    }
    simulator.script([]);
    expect((await done('found_tss', answers)).once).toHaveLength(1);
    expect(new Set(simulator.seen.flatMap(({ method, url }) => (method === 'PUT' ? [url] : []))).size).toBe(1);
  });
});

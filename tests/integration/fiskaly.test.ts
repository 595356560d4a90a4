// The wizard against a simulated fiskaly, through the demo's own in-process service: what the window sees, what is stored, what is not.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import fiskaly from '../../electron/core/providers/fiskaly/index';
import { createFiskalySimulator, KEYS, ORGANIZATION } from '../../electron/core/providers/fiskaly/simulator/index';
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
      capabilities: [],
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

// The store is not left while work writes to it.
import { afterEach, expect, it } from 'vitest';
import { badTexts } from '../support/problemTexts';
import { EXPORTS, simulatedKsef } from '../support/simulatedKsef';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';

const folder = dataFolder();
let kontor: TestApp;
afterEach(async () => {
  await kontor.stop();
  removeDataFolder(folder);
});

it('while a sync goes on nothing is moved; afterwards it is', async () => {
  const clock = testClock();
  const ksef = simulatedKsef(clock);
  const host = testHost({ data: folder, clock, encryptionKey: newEncryptionKey() });
  kontor = await startApp(host, [ksef.manifest]);
  const { companyId } = await kontor.connect({ providerId: 'ksef' }, ksef.values);
  const gate = ksef.hold(EXPORTS, 1);
  const { runId } = await kontor.call('sync.start', { companyId });
  await gate.reached;
  const place = { engine: 'postgresql', host: '127.0.0.1', port: 1, database: 'a', user: 'a', password: 'a' } as const;
  const refusals = [
    await kontor.refused('app.moveStore', { place, how: 'copy' }),
    await kontor.refused('app.moveStoreToFile', undefined),
  ];
  for (const refused of refusals) {
    expect(refused.key).toBe('config.move_busy');
    expect(badTexts(refused, [ksef.manifest])).toEqual([]);
  }
  gate.release();
  await kontor.ended(runId);
  expect((await kontor.refused('app.moveStore', { place, how: 'copy' })).key).toBe('config.db_unreachable');
});

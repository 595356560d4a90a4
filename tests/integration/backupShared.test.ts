// A backup that one PC of an office makes after another one has changed the key.
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { StoreClock } from '../../electron/core/db/storeClock';
import { simulatedNextcloud } from '../support/simulatedNextcloud';
import { simulatedKsef } from '../support/simulatedKsef';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, removeDataFolder, testClock, testHost } from '../support/testHost';

const [OLD, NEW, OF_BACKUP] = ['correct horse battery', 'heron lantern gravel', 'sixpence marble otter'];
const folder = dataFolder();
const open: TestApp[] = [];
afterEach(async () => {
  for (const kontor of open.splice(0)) await kontor.stop();
  removeDataFolder(folder);
});

it('waits for the passphrase, since the keys that this PC still has would open nothing of it', async () => {
  const clock = testClock();
  const [ksef, cloud] = [simulatedKsef(clock), simulatedNextcloud(clock)];
  const storeTime: StoreClock = { isShared: true, aheadMs: () => Promise.resolve(0) };
  const shared = { CONFIG_DB_URL: `sqlite:///${join(folder, 'office.db')}` };
  const switchOn = async (pc: string, env: Readonly<Record<string, string>> = shared): Promise<TestApp> => {
    const host = testHost({ data: join(folder, pc), clock, encryptionKey: '', env });
    const config = env === shared ? { config: { clock: storeTime } } : {};
    const kontor = await startApp(host, [ksef.manifest, cloud.manifest], config);
    open.push(kontor);
    return kontor;
  };
  const anna = await switchOn('anna');
  await anna.call('app.choosePassphrase', { passphrase: OLD });
  const { companyId, connectionId } = await anna.connect({ providerId: 'ksef' }, ksef.values);
  await anna.connect({ providerId: 'nextcloud', companyId }, cloud.values);
  const bert = await switchOn('bert');
  await bert.call('app.unlockVault', { passphrase: OLD });
  await anna.call('app.rotateKey', { passphrase: OLD, next: NEW });

  const refused = await bert.refused('safety.backUp', { isNew: true, passphrase: OF_BACKUP });
  expect(refused.key).toBe('vault.locked');
  await bert.call('app.unlockVault', { passphrase: NEW });
  expect(await bert.call('safety.backUp', { isNew: true, passphrase: OF_BACKUP })).toEqual({ isDone: true });

  const first = await switchOn('carol', {});
  first.host.chosenFiles.push((await bert.call('safety.backup', undefined)).last?.file ?? '');
  await first.call('safety.restore', { passphrase: OF_BACKUP });
  await open.pop()?.stop();
  const carol = await switchOn('carol', {});
  await carol.call('app.unlockVault', { passphrase: OF_BACKUP });
  const { runId } = await carol.call('connections.verify', { connectionId });
  expect(await carol.ended(runId)).toMatchObject({ state: 'done' });
}, 60_000);

// One piece of work on the whole archive at a time: who asks for a second one is refused, and the first one loses nothing by it.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openBench, type FaultBench } from '../support/faultBench';
import { heldKeeper, type HeldKeeper } from '../support/heldKeeper';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, removeDataFolder, testHost } from '../support/testHost';

const PASSPHRASE = 'heron lantern gravel sixpence';

let bench: FaultBench;
let keeper: HeldKeeper;
let other = '';
let second: TestApp | null = null;
beforeEach(async () => {
  keeper = heldKeeper();
  other = dataFolder();
  bench = await openBench({ keeperOf: keeper.of });
});
afterEach(async () => {
  await second?.stop();
  second = null;
  await bench.stop();
  removeDataFolder(other);
});

/** What the work that is under way has written so far. */
function written(file: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'the first of many');
  return file;
}

it('a test of the backup that is refused leaves what is under way alone', async () => {
  await bench.kontor.call('safety.backUp', { isNew: true, passphrase: PASSPHRASE });
  const { reached, release } = keeper.hold();
  await bench.kontor.call('safety.check', undefined);
  await reached;
  const file = written(join(bench.folder, 'spool', 'rehearsal', 'archive', 'file'));
  const refused = await bench.kontor.refused('safety.rehearse', { passphrase: PASSPHRASE });
  expect(refused.key).toBe('safety.busy');
  expect(existsSync(file)).toBe(true);
  release();
});

it('a second restore that is refused takes nothing away from the first', async () => {
  await bench.kontor.call('safety.backUp', { isNew: true, passphrase: PASSPHRASE });
  const { last } = await bench.kontor.call('safety.backup', undefined);
  const { clock, env } = bench.kontor.host;
  const host = testHost({ data: other, clock, encryptionKey: env['CONFIG_ENCRYPTION_KEY'] ?? '' });
  const kontor = (second = await startApp(host, bench.manifests, { keeperOf: keeper.of }));
  const { reached, release } = keeper.hold();
  await kontor.call('safety.check', undefined);
  await reached;
  const file = written(join(other, 'restore', 'archive', 'file'));
  kontor.host.chosenFiles.push(last?.file ?? '');
  const refused = await kontor.refused('safety.restore', { passphrase: PASSPHRASE });
  expect(refused.key).toBe('safety.busy');
  expect(existsSync(file)).toBe(true);
  release();
});

// The backup at a destination: each state once, as a file of its own, nothing touched that lies there; and brought back from there on a
// computer that has nothing.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { archiveMeaning } from '../support/archiveMeaning';
import { openBench, type FaultBench } from '../support/faultBench';
import { badTexts } from '../support/problemTexts';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, removeDataFolder, testHost } from '../support/testHost';

const PASSPHRASE = 'heron lantern gravel sixpence';

let bench: FaultBench;
let other = '';
beforeEach(async () => {
  bench = await openBench();
  other = dataFolder();
  expect(await bench.sync()).toMatchObject({ state: 'done' });
});
afterEach(async () => {
  await bench.stop();
  removeDataFolder(other);
});

const backUp = (isNew: boolean) => bench.kontor.call('safety.backUp', { isNew, passphrase: PASSPHRASE });
const choose = () => bench.kontor.call('safety.sendBackups', { connectionIds: [bench.destinationId] });
const place = async () => (await bench.kontor.call('safety.backup', undefined)).places?.[0];
const uploads = () => bench.kontor.call('runs.list', { kind: 'upload', limit: 50 });
const sent = async () => {
  const [run] = await uploads();
  if (run === undefined) throw new Error('no upload');
  return bench.ended(run.id);
};
/** By path. */
const there = (): ReadonlyMap<string, Buffer> =>
  new Map([...bench.cloud.simulator.control.files()].filter(([path]) => path.endsWith('.kontor-backup')));

async function restored(file: string): Promise<TestApp> {
  const { clock, env } = bench.kontor.host;
  const open = () =>
    startApp(testHost({ data: other, clock, encryptionKey: env['CONFIG_ENCRYPTION_KEY'] ?? '' }), bench.manifests);
  const first = await open();
  first.host.chosenFiles.push(file);
  try {
    await first.call('safety.restore', { passphrase: PASSPHRASE });
  } finally {
    await first.stop();
  }
  return open();
}

it('each state goes there once; from there it is restored', async () => {
  expect(await place()).toBeUndefined();
  await backUp(true);
  expect(await place()).toMatchObject({ connectionId: bench.destinationId, isChosen: false, states: 0 });
  expect(await uploads()).toEqual([]);
  await choose();
  const run = await sent();
  expect(run.state).toBe('done');
  expect(run.file).toMatch(/\.kontor-backup$/);
  const first = there();
  expect([...first.keys()]).toEqual([
    expect.stringMatching(/^\/Ksiegowa\/backup\/(kontor-[0-9a-f]{12})\/\1-000001-2026-10-06\.kontor-backup$/),
  ]);
  const lies = await place();
  expect(lies).toMatchObject({ isChosen: true, states: 1 });
  expect(lies?.path).toContain('/backup/');
  await bench.upload();
  await backUp(false);
  expect(await sent()).toMatchObject({ state: 'done' });
  const second = there();
  expect(second.size).toBe(2);
  for (const [path, bytes] of first) expect(second.get(path)).toEqual(bytes);
  const { runId } = await bench.kontor.call('runs.retry', { runId: (await sent()).id });
  expect(await bench.ended(runId)).toMatchObject({ state: 'done' });
  expect(there()).toEqual(second);

  const folder = join(other, 'brought');
  mkdirSync(folder, { recursive: true });
  const files = [...second].map(([path, bytes]) => {
    const file = join(folder, path.split('/').at(-1) ?? '');
    writeFileSync(file, bytes);
    return file;
  });
  const kontor = await restored(files[0] ?? '');
  expect(archiveMeaning(join(other, 'archive'))).toEqual(bench.meaning());
  await kontor.stop();
});

it('what could not go goes with the next one, and a part that is missing is named', async () => {
  await backUp(true);
  bench.outage = 'refused';
  await choose();
  const [run] = await uploads();
  await bench.waits(run?.id ?? ('' as never));
  expect(there().size).toBe(0);
  await backUp(false);
  // One run at a time takes everything along.
  expect(await uploads()).toHaveLength(1);
  bench.outage = null;
  expect(await sent()).toMatchObject({ state: 'done' });
  expect(there().size).toBe(2);
  expect(await place()).toMatchObject({ states: 2 });

  const [, last] = [...there()];
  const file = join(other, last?.[0].split('/').at(-1) ?? '');
  writeFileSync(file, last?.[1] ?? '');
  await expect(restored(file)).rejects.toThrow('backup.part_missing');
  rmSync(file);
});

it('a destination that is no longer chosen gets nothing more, and keeps what it has', async () => {
  await backUp(true);
  await choose();
  await sent();
  await bench.kontor.call('safety.sendBackups', { connectionIds: [] });
  await backUp(false);
  expect(await uploads()).toHaveLength(1);
  expect(there().size).toBe(1);
  expect(await place()).toMatchObject({ isChosen: false, states: 1 });
});

it('a file of somebody else under its name is left alone, and that is told', async () => {
  await backUp(true);
  await choose();
  await sent();
  const [[path] = ['']] = [...there()];
  // The same computer, and another backup under the same name: it was put back from a copy and went on.
  bench.cloud.simulator.control.put(path.replace('000001', '000002'), Buffer.from('something else'));
  await backUp(false);
  const run = await sent();
  expect(run).toMatchObject({ state: 'failed', problem: { key: 'upload.names_taken' } });
  if (run.problem) expect(badTexts(run.problem, bench.manifests)).toEqual([]);
  expect(there().get(path.replace('000001', '000002'))?.toString()).toBe('something else');
});

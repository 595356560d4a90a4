// A firm backed up while it works, and brought back on a computer that has nothing.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { archiveMeaning } from '../support/archiveMeaning';
import { openBench, type FaultBench } from '../support/faultBench';
import { badTexts } from '../support/problemTexts';
import { filesBelow } from '../support/secretForms';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, removeDataFolder, testHost } from '../support/testHost';

const PASSPHRASE = 'heron lantern gravel sixpence';

let bench: FaultBench;
let other = '';
let second: TestApp | null = null;
beforeEach(async () => {
  bench = await openBench();
  other = dataFolder();
});
afterEach(async () => {
  await second?.stop();
  second = null;
  await bench.stop();
  removeDataFolder(other);
});

const backUp = (isNew: boolean) => bench.kontor.call('safety.backUp', { isNew, passphrase: PASSPHRASE });
const view = () => bench.kontor.call('safety.backup', undefined);
const fileOf = async (): Promise<string> => (await view()).last?.file ?? '';

/** Another computer; its key comes from the same administrator. */
async function newComputer(): Promise<TestApp> {
  const { clock, env } = bench.kontor.host;
  const host = testHost({ data: other, clock, encryptionKey: env['CONFIG_ENCRYPTION_KEY'] ?? '' });
  return (second = await startApp(host, bench.manifests));
}
async function restored(): Promise<TestApp> {
  const first = await newComputer();
  first.host.chosenFiles.push(await fileOf());
  expect(await first.call('safety.restore', { passphrase: PASSPHRASE })).toEqual({ isDone: true });
  expect(first.host.shown).toContain('restart');
  await first.stop();
  return newComputer();
}
async function proofOf(kontor: TestApp) {
  await kontor.call('safety.check', undefined);
  for (;;) {
    const { running, companies } = await kontor.call('safety.integrity', undefined);
    if (running === undefined) return companies;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a backup', () => {
  it('restores a firm with its sign-ins, invoices and history; work goes on there', async () => {
    expect(await bench.sync()).toMatchObject({ state: 'done' });
    expect(await bench.upload()).toMatchObject({ state: 'done' });
    expect(await view()).toEqual({ canRestore: false });
    expect(await backUp(true)).toEqual({ isDone: true });
    expect((await view()).last).toMatchObject({ states: 1, missing: 0, asksPassphrase: true });
    const runs = await bench.kontor.call('runs.list', { limit: 50 });
    const kontor = await restored();
    expect(archiveMeaning(join(other, 'archive'))).toEqual(bench.meaning());
    expect(await proofOf(kontor)).toMatchObject([{ companyId: bench.companyId, damages: [] }]);
    expect((await kontor.call('runs.list', { limit: 50 })).map(({ id }) => id)).toEqual(
      expect.arrayContaining(runs.map(({ id }) => id)),
    );
    // The sign-ins open: the services are asked with them.
    const { runId } = await kontor.call('connections.verify', { connectionId: bench.sourceId });
    expect(await kontor.ended(runId)).toMatchObject({ state: 'done' });
    expect(readdirSync(other).filter((name) => name.startsWith('restore'))).toEqual([]);
  });

  it('taken during a sync restores to an archive whose every hash verifies', async () => {
    const { companyId } = bench;
    expect(await backUp(true)).toEqual({ isDone: true });
    const { runId } = await bench.kontor.call('sync.start', { companyId });
    const stop: (() => void)[] = [];
    let pages = 0;
    const during = new Promise<unknown>((resolve) => {
      stop.push(
        bench.kontor.app.events.listen((name) => {
          if (name !== 'invoices.changed' || (pages += 1) > 1) return;
          resolve(backUp(false));
        }),
      );
    });
    const ended = bench.ended(runId);
    expect(await during).toEqual({ isDone: true });
    expect(await ended).toMatchObject({ state: 'done' });
    stop.forEach((end) => end());
    const kontor = await restored();
    const [proof] = await proofOf(kontor);
    expect(proof).toMatchObject({ damages: [] });
    expect(proof?.originals).toBeGreaterThan(0);
    // What came after the backup comes again.
    await bench.clock.advance(3_600_000);
    const { runId: again } = await kontor.call('sync.start', { companyId });
    await kontor.ended(again);
    expect((await kontor.call('companies.list', undefined))[0]?.invoiceCount).toBe(
      (await bench.kontor.call('companies.list', undefined))[0]?.invoiceCount,
    );
  });

  it('is proved without touching anything', async () => {
    expect(await bench.sync()).toMatchObject({ state: 'done' });
    await backUp(true);
    const before = bench.meaning();
    await bench.kontor.call('safety.rehearse', { passphrase: PASSPHRASE });
    expect((await view()).last?.provedAt).toBeDefined();
    expect(bench.meaning()).toEqual(before);
    expect(filesBelow(join(bench.folder, 'spool')).filter((name) => !name.endsWith('.part'))).toEqual([]);
    const wrong = await bench.kontor.refused('safety.rehearse', { passphrase: 'another one altogether' });
    expect(wrong).toMatchObject({
      key: 'backup.passphrase_wrong',
      fieldErrors: { passphrase: 'backup.passphrase_wrong' },
    });
    const file = await fileOf();
    writeFileSync(file, readFileSync(file).subarray(0, 40_000));
    const cut = await bench.kontor.refused('safety.rehearse', { passphrase: PASSPHRASE });
    expect(cut.key).toBe('backup.cut');
    expect((await view()).problem?.key).toBe('backup.cut');
  });

  it('is not made while the sign-ins are locked: the key that opens them would be missing in it', async () => {
    const start = () => startApp(testHost({ data: other, clock: bench.clock, encryptionKey: '' }), bench.manifests);
    second = await start();
    await second.call('app.choosePassphrase', { passphrase: 'otter window cinnamon ladder' });
    await second.call('safety.backUp', { isNew: true, passphrase: PASSPHRASE });
    await second.stop();
    second = await start();
    const refused = await second.refused('safety.backUp', { isNew: false, passphrase: PASSPHRASE });
    expect(refused.key).toBe('vault.locked');
    await second.call('app.unlockVault', { passphrase: 'otter window cinnamon ladder' });
    expect(await second.call('safety.backUp', { isNew: false, passphrase: PASSPHRASE })).toEqual({ isDone: true });
  });

  it('is refused where there is something to lose, and with a passphrase that protects nothing', async () => {
    const refusals = [
      await bench.kontor.refused('safety.restore', { passphrase: PASSPHRASE }),
      await bench.kontor.refused('safety.backUp', { isNew: true, passphrase: 'short' }),
      await bench.kontor.refused('safety.rehearse', { passphrase: PASSPHRASE }),
    ];
    expect(refusals.map(({ key }) => key)).toEqual(['backup.not_empty', 'backup.passphrase_short', 'backup.none']);
    for (const refusal of refusals) expect(badTexts(refusal, bench.manifests)).toEqual([]);
  });

  it('that cannot be used leaves the new computer as it was', async () => {
    await backUp(true);
    const kontor = await newComputer();
    const file = join(other, 'some.kontor-backup');
    kontor.host.chosenFiles.push(file);
    const whole = readFileSync(await fileOf());
    const attempts: readonly (readonly [string, Uint8Array])[] = [
      ['backup.foreign', Buffer.from('PK something else'.repeat(200))],
      ['backup.cut', whole.subarray(0, whole.length - 2000)],
      ['backup.damaged', Buffer.concat([whole.subarray(0, 12_000), Buffer.from('!!!'), whole.subarray(12_003)])],
    ];
    for (const [key, bytes] of attempts) {
      writeFileSync(file, bytes);
      const refused = await kontor.refused('safety.restore', { passphrase: PASSPHRASE });
      expect(refused.key).toBe(key);
      expect(badTexts(refused, bench.manifests)).toEqual([]);
      expect(existsSync(join(other, 'restore'))).toBe(false);
    }
    expect((await kontor.call('safety.backup', undefined)).canRestore).toBe(true);
  });
});

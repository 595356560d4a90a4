// Kills a backup while it is written and a restore while it is read; and walks through every half of the moment in which a restored
// profile takes its place.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markRestored, takeRestored } from '../../electron/core/backup/takeRestored';
import { unpackBackup } from '../../electron/core/backup/unpackBackup';
import { BACKUP_PLACES } from '../../electron/core/backup/writeState';
import { openArchive } from '../../electron/core/archive/openArchive';
import { dumpArchive } from '../support/archiveDump';
import { bundleForNode } from '../support/bundleForNode';
import { standInLookup } from '../support/standInFormat';
import { ingestPage, item, itemsPage, removeFolder, temporaryFolder } from '../support/testArchive';
import type { BackupChildOrder } from './backupChild';
import { openScenario, runScenario } from './ingestScenario';

const passphrase = 'heron lantern gravel sixpence';
const id = randomUUID();
let child = '';
let base = '';
let before: unknown = null;
let after: unknown = null;

/** A firm with a backup of what it was, and the invoice that came later. */
beforeAll(async () => {
  child = await bundleForNode('tests/crash/backupChild.ts', 'crash-backup');
  base = temporaryFolder();
  const archive = await openScenario(base);
  await runScenario(archive, base);
  before = dumpArchive(archive.db);
  expect(run(base, { act: 'backup', isNew: true })).toBe(null);
  await ingestPage(archive.writer, itemsPage([item('N-1', { number: 'N/1', lines: ['new'] })], '99'));
  after = dumpArchive(archive.db);
  await archive.close();
}, 60_000);
afterAll(() => removeFolder(base));

function run(folder: string, order: Pick<BackupChildOrder, 'act' | 'isNew'>, kill = ''): NodeJS.Signals | null {
  const whole: BackupChildOrder = { ...order, folder, id, passphrase, kill };
  const { signal, stderr } = spawnSync(process.execPath, [child, JSON.stringify(whole)], { encoding: 'utf8' });
  if (signal === null) expect(stderr).toBe('');
  return signal;
}

async function inCopy(look: (folder: string) => Promise<void> | void): Promise<void> {
  const folder = temporaryFolder();
  cpSync(base, folder, { recursive: true });
  try {
    await look(folder);
  } finally {
    removeFolder(folder);
  }
}

async function restoredFrom(folder: string): Promise<unknown> {
  const into = join(folder, 'proof');
  rmSync(into, { recursive: true, force: true });
  const file = join(folder, 'firm.kontor-backup');
  const never = new AbortController().signal;
  const { proofs } = await unpackBackup({ file, into, passphrase }, () => undefined, never, {
    formatFor: standInLookup,
  });
  expect(proofs.flatMap(({ damages }) => damages)).toEqual([]);
  const db = openArchive(join(into, 'archive'));
  const dump = dumpArchive(db);
  db.close();
  return dump;
}

const places = (start: string) => BACKUP_PLACES.filter((place) => place.startsWith(start));
/** From here on the new state counts. */
const counts = (place: string): boolean => place === 'backup.headed' || place === 'backup.named';

describe('a backup that is killed', () => {
  it.each(places('backup.'))('at %s holds what it held before, or the new state; the next one goes on', (place) =>
    inCopy(async (folder) => {
      expect(run(folder, { act: 'backup', isNew: false }, place)).toBe('SIGKILL');
      expect(await restoredFrom(folder)).toEqual(counts(place) ? after : before);
      expect(run(folder, { act: 'backup', isNew: false })).toBe(null);
      expect(await restoredFrom(folder)).toEqual(after);
    }),
  );

  it('for the first time leaves no file that looks like one, and the one that was there stays', () =>
    inCopy(async (folder) => {
      const file = join(folder, 'firm.kontor-backup');
      const old = readFileSync(file);
      expect(run(folder, { act: 'backup', isNew: true }, 'backup.list')).toBe('SIGKILL');
      expect(readFileSync(file).equals(old)).toBe(true);
      rmSync(file);
      expect(run(folder, { act: 'backup', isNew: true }, 'backup.headed')).toBe('SIGKILL');
      expect(existsSync(file)).toBe(false);
      expect(run(folder, { act: 'backup', isNew: true })).toBe(null);
      expect(await restoredFrom(folder)).toEqual(after);
    }));
});

describe('a restore that is killed', () => {
  it.each(places('restore.'))('at %s leaves the profile as it was', (place) =>
    inCopy((folder) => {
      expect(run(folder, { act: 'restore', isNew: false }, place)).toBe('SIGKILL');
      const paths = { data: folder, archive: join(folder, 'archive') };
      const was = readdirSync(paths.archive);
      expect(existsSync(join(folder, 'restore'))).toBe(true);
      takeRestored(paths);
      expect(existsSync(join(folder, 'restore'))).toBe(false);
      expect(readdirSync(paths.archive)).toEqual(was);
    }),
  );

  it('while it takes its place, takes it in the next start, whatever was done already', () => {
    for (let half = 0; half <= 4; half += 1) {
      const data = temporaryFolder();
      const paths = { data, archive: join(data, 'archive') };
      const from = join(data, 'restore');
      for (const folder of [paths.archive, join(from, 'archive')]) mkdirSync(folder, { recursive: true });
      for (const [path, text] of [
        [join(paths.archive, 'old'), ''],
        [join(data, 'config.db'), 'old'],
        [join(data, 'config.db-wal'), 'old'],
        [join(from, 'archive', 'new'), ''],
        [join(from, 'config.db'), 'new'],
      ] as const)
        writeFileSync(path, text);
      markRestored(paths);
      const steps: readonly (readonly [string, string])[] = [
        [paths.archive, join(data, 'archive.before-restore-1')],
        [join(from, 'archive'), paths.archive],
        [join(data, 'config.db'), join(data, 'config.db.before-restore-1')],
        [join(data, 'config.db-wal'), join(data, 'config.db.before-restore-1-wal')],
      ];
      for (const [old, next] of steps.slice(0, half)) renameSync(old, next);
      takeRestored(paths);
      expect(readdirSync(paths.archive), String(half)).toEqual(['new']);
      expect(readFileSync(join(data, 'config.db'), 'utf8')).toBe('new');
      expect(existsSync(join(data, 'config.db-wal'))).toBe(false);
      expect(existsSync(from)).toBe(false);
      const kept = readdirSync(data).filter((name) => name.includes('before-restore'));
      expect(kept.length).toBeGreaterThanOrEqual(3);
      removeFolder(data);
    }
  });
});

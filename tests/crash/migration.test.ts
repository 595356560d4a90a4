// Kills a start in the middle of bringing a store to a newer schema.
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../electron/core/archive/schema/migrate';
import { openDatabase } from '../../electron/core/db/openDatabase';
import { openSqlite } from '../../electron/core/db/openSqlite';
import { metaRepo } from '../../electron/core/db/repositories/meta.repo';
import { openArchive } from '../../electron/core/archive/openArchive';
import { bundleForNode } from '../support/bundleForNode';
import { dataFolder, removeDataFolder } from '../support/testHost';
import { archiveSteps, laterMigrations } from './laterSchemas';

let child = '';
let folder = '';
beforeAll(async () => {
  child = await bundleForNode('tests/crash/migrationChild.ts', 'crash-migration');
}, 60_000);
beforeEach(() => {
  folder = dataFolder();
});
afterEach(() => removeDataFolder(folder));

const run = (...args: readonly string[]) => spawnSync(process.execPath, [child, ...args]).signal;

function look(path: string): { readonly tables: unknown; readonly fact: unknown } {
  const db = openSqlite(path, { readonly: true });
  const tables = db.prepare(`SELECT name FROM sqlite_master WHERE name LIKE 'later%' ORDER BY name`).pluck().all();
  const fact = db.prepare(`SELECT value FROM meta WHERE key = 'fact'`).pluck().get();
  db.close();
  return { tables, fact };
}

describe('a migration that is killed', () => {
  it('of the config store goes on at the next start; its first copy shows the store as it was', async () => {
    const old = join(folder, 'old.db');
    const before = await openDatabase({ type: 'sqlite', path: old });
    await metaRepo(before).set('fact', 'as it was');
    await before.destroy();
    let statements = 0;
    for (let nth = 1; ; nth += 1) {
      const place = join(folder, String(nth));
      cpSync(old, join(place, 'config.db'), { recursive: true });
      const path = join(place, 'config.db');
      if (run('config', path, String(nth)) === null) break;
      statements += 1;
      const again = await openDatabase({ type: 'sqlite', path }, { migrations: laterMigrations });
      await again.destroy();
      expect(look(path), String(nth)).toEqual({ tables: ['later_a', 'later_b'], fact: 'moved' });
      const copies = readdirSync(join(place, 'backups'));
      expect(look(join(place, 'backups', 'config-before-0999-later.db')), String(nth)).toEqual({
        tables: [],
        fact: 'as it was',
      });
      expect(copies.filter((name) => !name.endsWith('.db'))).toEqual([]);
    }
    expect(statements).toBeGreaterThan(5);
  }, 60_000);

  it('of a store that was never finished makes no copy of nothing', async () => {
    const path = join(folder, 'config.db');
    expect(run('config', path, '4')).toBe('SIGKILL');
    await (await openDatabase({ type: 'sqlite', path })).destroy();
    expect(readdirSync(folder)).not.toContain('backups');
  });

  it('of the archive has happened or has not', () => {
    openArchive(folder).close();
    const file = join(folder, 'archive.sqlite');
    const before = openSqlite(file);
    before.prepare(`INSERT INTO note (scope, name, value) VALUES ('s', 'n', 'v')`).run();
    const version = Number(before.pragma('user_version', { simple: true }));
    before.close();
    expect(run('archive', file)).toBe('SIGKILL');
    const db = openSqlite(file);
    const tables = () =>
      db.prepare(`SELECT name FROM sqlite_master WHERE name LIKE 'later%' ORDER BY name`).pluck().all();
    expect(tables()).toEqual([]);
    expect(db.pragma('user_version', { simple: true })).toBe(version);
    migrate(
      db,
      file,
      archiveSteps(db, () => undefined),
    );
    expect(tables()).toEqual(['later_a', 'later_b']);
    expect(db.prepare('SELECT value FROM note').pluck().get()).toBe('v');
    db.close();
    const copy = openSqlite(`${file}.before-${String(version + 1)}`, { readonly: true });
    expect(copy.prepare('SELECT value FROM note').pluck().get()).toBe('v');
    copy.close();
  });
});

import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeFolder, temporaryFolder } from '../../../../tests/support/testArchive';
import { openSqlite } from '../../db/openSqlite';
import { openArchive } from '../openArchive';
import { migrate, migrations } from './migrate';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => removeFolder(folder));

describe('the schema', () => {
  it('0001 is made from nothing, with an index that forgets', () => {
    const db = openArchive(folder);
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
    db.prepare('INSERT INTO invoice_words (rowid, words) VALUES (7, ?)').run('kawa ziarnista');
    const find = db.prepare('SELECT rowid FROM invoice_words WHERE invoice_words MATCH ?').pluck();
    expect(find.all('"kaw"* AND "ziar"*')).toEqual([7]);
    db.prepare('DELETE FROM invoice_words WHERE rowid = 7').run();
    expect(find.all('"kaw"*')).toEqual([]);
    db.close();
    expect(readdirSync(folder).filter((name) => name.includes('before'))).toEqual([]);
  });

  it('is copied before a change and is unchanged by a second start', () => {
    openArchive(folder).close();
    const file = join(folder, 'archive.sqlite');
    const db = openSqlite(file);
    db.prepare("INSERT INTO note (scope, name, value) VALUES ('s', 'n', 'v')").run();
    const steps = [...migrations, 'CREATE TABLE later (id INTEGER PRIMARY KEY)'];
    expect(migrate(db, file, steps)).toBe(`${file}.before-${steps.length}`);
    expect(migrate(db, file, steps)).toBeNull();
    db.close();
    const copy = openSqlite(`${file}.before-${steps.length}`, { readonly: true });
    expect(copy.prepare('SELECT value FROM note').pluck().get()).toBe('v');
    expect(copy.pragma('user_version', { simple: true })).toBe(migrations.length);
    copy.close();
    if (process.platform !== 'win32') expect(statSync(`${file}.before-${steps.length}`).mode & 0o777).toBe(0o600);
  });

  it('that fails half way changes nothing', () => {
    openArchive(folder).close();
    const file = join(folder, 'archive.sqlite');
    const db = openSqlite(file);
    const broken = [...migrations, 'CREATE TABLE later (id INTEGER); SELECT nothing FROM nowhere'];
    expect(() => migrate(db, file, broken)).toThrow();
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(db.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'later'").pluck().get()).toBe(0);
    db.close();
  });

  it('of a newer Kontor is refused and left alone', () => {
    const db = openArchive(folder);
    db.pragma('user_version = 99');
    db.close();
    expect(() => openArchive(folder)).toThrow('archive.newer_version');
    expect(existsSync(join(folder, 'archive.sqlite.damaged'))).toBe(false);
  });
});

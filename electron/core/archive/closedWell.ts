// Whether the archive was closed with nothing left to put right. Then its lists may be read while the writer still looks at the folder.
import { existsSync } from 'node:fs';
import { openSqlite, type SqliteDatabase } from '../db/openSqlite';
import { isNotedBroken } from './explained';
import { databaseFile } from './folders';
import { findings } from './recover/findings';
import { migrations } from './schema/migrate';

const NOTE = { scope: 'archive.closed', name: '' };

/** The last thing that is written before the database is closed. Where there is no room for it the next start takes a moment longer. */
export function markClosed(db: SqliteDatabase): void {
  const put = 'INSERT OR REPLACE INTO note (scope, name, value) VALUES (@scope, @name, @value)';
  try {
    if (findings(db).length === 0) db.prepare(put).run({ ...NOTE, value: '' });
  } catch {
    return;
  }
}

/** Before the first thing that is written after a start. */
export function markOpened(db: SqliteDatabase): void {
  db.prepare('DELETE FROM note WHERE scope = @scope AND name = @name').run(NOTE);
}

/** To read, as it was closed; null where the writer has to open it first. */
export function openClosed(archive: string): SqliteDatabase | null {
  const file = databaseFile(archive);
  if (!existsSync(file) || isNotedBroken(archive)) return null;
  try {
    const db = openSqlite(file, { readonly: true });
    if (isClosedWell(db)) return db;
    db.close();
  } catch {
    // Whatever is wrong with it, the writer says so, or puts it right.
  }
  return null;
}

function isClosedWell(db: SqliteDatabase): boolean {
  return (
    db.pragma('user_version', { simple: true }) === migrations.length &&
    db.prepare('SELECT 1 FROM note WHERE scope = @scope AND name = @name').get(NOTE) !== undefined
  );
}

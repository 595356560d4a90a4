// The one place that opens a SQLite file, with the rights and the safety settings that every store of Kontor needs.
import Database from 'better-sqlite3';
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

export type SqliteDatabase = Database.Database;

export interface SqliteOptions {
  readonly readonly?: boolean;
}

/**
 * Opens (and creates, 0600 in a 0700 folder) a database file in WAL mode with full synchronisation: what was committed survives a power cut.
 * KONTOR_SQLITE_BINDING names a binding built for the runtime in use (see docs/newcomers.md); without it the packaged prebuild is taken.
 */
export function openSqlite(path: string, options: SqliteOptions = {}): SqliteDatabase {
  if (options.readonly !== true) makePrivateFile(path);
  const nativeBinding = process.env['KONTOR_SQLITE_BINDING'];
  const database = new Database(path, {
    readonly: options.readonly ?? false,
    ...(nativeBinding ? { nativeBinding } : {}),
  });
  if (options.readonly !== true) {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('secure_delete = ON');
  }
  database.pragma('busy_timeout = 5000');
  database.pragma('foreign_keys = ON');
  return database;
}

function makePrivateFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

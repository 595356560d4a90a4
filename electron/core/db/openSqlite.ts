// The one place that opens a SQLite file, with the rights and the safety settings that every store of Kontor needs.
import Database from 'better-sqlite3';
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

export type SqliteDatabase = Database.Database;

export interface SqliteOptions {
  readonly readonly?: boolean;
  /** Freed pages are overwritten: where secrets may have been (the default). The archive has none and spares the writes. */
  readonly secureDelete?: boolean;
  /** So long SQLite holds its thread while another program has the file; default 5 s, for threads that nobody waits for. */
  readonly busyMs?: number;
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
    timeout: options.busyMs ?? 5000,
    ...(nativeBinding ? { nativeBinding } : {}),
  });
  try {
    if (options.readonly !== true) {
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = FULL');
      if (options.secureDelete !== false) database.pragma('secure_delete = ON');
    }
    database.pragma('foreign_keys = ON');
  } catch (error) {
    // A file that is no database shows itself here; left open, Windows would not let it be moved away.
    database.close();
    throw error;
  }
  return database;
}

/** SQLite gives its -wal and -shm files the mode of the database, so the file is made before SQLite makes it. */
function makePrivateFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

// Everything the config store knows about SQLite. PostgreSQL and MySQL are two more files with the same exports.
import { SqliteDialect, type Dialect } from 'kysely';
import { copyFileSync, existsSync, fsyncSync, openSync, closeSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openSqlite, type SqliteDatabase } from '../openSqlite';

export interface OpenedDialect {
  readonly dialect: Dialect;
  /** Copies the store before a migration; answers where to. */
  backup(label: string): string | null;
}

export function sqliteDialect(path: string): OpenedDialect {
  const isNew = !existsSync(path);
  const database: SqliteDatabase = openSqlite(path);
  return {
    dialect: new SqliteDialect({ database }),
    backup: (label) => {
      if (isNew) return null;
      database.pragma('wal_checkpoint(TRUNCATE)');
      const folder = join(dirname(path), 'backups');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const copy = join(folder, `config-before-${label}.db`);
      copyFileSync(path, copy);
      const handle = openSync(copy, 'r+');
      fsyncSync(handle);
      closeSync(handle);
      return copy;
    },
  };
}

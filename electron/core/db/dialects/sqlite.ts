// Everything the config store knows about SQLite.
import { SqliteDialect } from 'kysely';
import { copyFileSync, existsSync, fsyncSync, openSync, closeSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openSqlite, type SqliteDatabase } from '../openSqlite';
import type { OpenedDialect } from './types';

export function sqliteDialect(path: string): OpenedDialect {
  const database: SqliteDatabase = openSqlite(path);
  return {
    dialect: new SqliteDialect({ database }),
    backup: (label) => {
      database.pragma('wal_checkpoint(TRUNCATE)');
      const folder = join(dirname(path), 'backups');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const copy = freeName(join(folder, `config-before-${label}`));
      const half = `${copy}.half`;
      copyFileSync(path, half);
      const handle = openSync(half, 'r+');
      fsyncSync(handle);
      closeSync(handle);
      renameSync(half, copy);
    },
  };
}

function freeName(start: string): string {
  let name = `${start}.db`;
  for (let copy = 2; existsSync(name); copy += 1) name = `${start}-${String(copy)}.db`;
  return name;
}

// Everything the config store knows about SQLite.
import { copyFileSync, existsSync, fsyncSync, openSync, closeSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openSqlite, type SqliteDatabase } from '../openSqlite';
import { patientlyWith, PatientSqlite } from './patientSqlite';
import type { OpenedDialect } from './types';

/** Throws a Failure: config.locked. */
export async function sqliteDialect(path: string, patienceMs?: number): Promise<OpenedDialect> {
  const patiently = patientlyWith(path, patienceMs);
  const database = await patiently(() => openSqlite(path, { busyMs: 0 }));
  return {
    dialect: new PatientSqlite(database, patiently),
    backup: async (label) => {
      await patiently(() => {
        writeAllInto(database);
      });
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

/** A copy without what lies beside the file would be a copy of an older store. */
function writeAllInto(database: SqliteDatabase): void {
  const isBusy = database.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) !== 0;
  if (isBusy) throw Object.assign(new Error('somebody reads or writes'), { code: 'SQLITE_BUSY' });
}

function freeName(start: string): string {
  let name = `${start}.db`;
  for (let copy = 2; existsSync(name); copy += 1) name = `${start}-${String(copy)}.db`;
  return name;
}

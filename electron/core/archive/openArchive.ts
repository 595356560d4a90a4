// Opens the archive's database. One that cannot be read is put aside: the folder holds everything that it held.
import { existsSync } from 'node:fs';
import { openSqlite, type SqliteDatabase } from '../db/openSqlite';
import { makeFolder, moveInto } from './disk';
import { codeOf } from '../db/diskProblems';
import { forgetBroken, wasBroken } from './explained';
import { databaseFile } from './folders';
import { migrate } from './schema/migrate';

const UNREADABLE = new Set(['SQLITE_NOTADB', 'SQLITE_CORRUPT']);

export function openArchive(archive: string, pid = process.pid): SqliteDatabase {
  makeFolder(archive);
  const file = databaseFile(archive);
  if (wasBroken(archive, pid)) {
    putAside(file);
    forgetBroken(archive);
  }
  try {
    return openMigrated(file);
  } catch (error) {
    if (!UNREADABLE.has(codeOf(error) ?? '')) throw error;
    putAside(file);
    return openMigrated(file);
  }
}

function openMigrated(file: string): SqliteDatabase {
  const db = openSqlite(file, { secureDelete: false });
  try {
    migrate(db, file);
    // Room for a page of 10,000 rows with its indexes, so that the transaction does not spill.
    db.pragma('cache_size = -32000');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function putAside(file: string): void {
  let aside = `${file}.damaged`;
  for (let copy = 2; existsSync(aside); copy += 1) aside = `${file}.damaged-${copy}`;
  for (const part of ['', '-wal', '-shm']) if (existsSync(file + part)) moveInto(file + part, aside + part);
}

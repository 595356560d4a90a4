// Config stores that lie on this computer and are not in force: copies from before a migration or a move. They hold sealed sign-ins, so
// a new key concerns them as well.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { codeOf } from './diskProblems';
import { openSqlite, type SqliteDatabase } from './openSqlite';
import type { ConfigTarget } from './target';

/** What a crash left half done is removed: nothing was in force there. */
export function storeCopies(dataFolder: string, target: ConfigTarget): readonly string[] {
  const folders = new Set([dataFolder, ...(target.type === 'sqlite' ? [dirname(target.path)] : [])]);
  const found: string[] = [];
  for (const folder of folders) {
    for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `config-moved.db${end}`), { force: true });
    const file = join(folder, 'config.db');
    const isInForce = target.type === 'sqlite' && resolve(target.path) === resolve(file);
    if (!isInForce && existsSync(file)) found.push(file);
    const backups = join(folder, 'backups');
    if (!existsSync(backups)) continue;
    for (const name of readdirSync(backups)) {
      if (name.endsWith('.half')) rmSync(join(backups, name));
      else if (/^config-.*\.db$/.test(name)) found.push(join(backups, name));
    }
  }
  return found;
}

export type Reseal = (token: string) => string | null;

/** Every token that an older key opens, sealed again. */
export function resealCopy(path: string, reseal: Reseal): void {
  changeCopy(path, (copy) => {
    if (!hasTable(copy, 'sealed')) return;
    const rows = copy.prepare<[], { rowid: number; token: string }>('select rowid, token from sealed').all();
    const change = copy.prepare('update sealed set token = ? where rowid = ?');
    copy.transaction(() => {
      for (const { rowid, token } of rows) {
        const next = reseal(token);
        if (next !== null) change.run(next, rowid);
      }
    })();
  });
}

/** With the ring of today, and nothing left of what it held before. */
export function cleanCopy(path: string, ring: { readonly key: string; readonly value: string | null }): void {
  changeCopy(path, (copy) => {
    if (ring.value !== null && hasTable(copy, 'meta'))
      copy.prepare('update meta set value = ? where key = ?').run(ring.value, ring.key);
    copy.exec('vacuum');
  });
}

/** A damaged one keeps nobody's sign-ins and cannot be changed: it is removed. */
function changeCopy(path: string, change: (copy: SqliteDatabase) => void): void {
  if (!existsSync(path)) return;
  let copy: SqliteDatabase | null = null;
  try {
    copy = openSqlite(path);
    change(copy);
    // Leaves no files beside it.
    copy.pragma('journal_mode = DELETE');
  } catch (error) {
    if (!['SQLITE_NOTADB', 'SQLITE_CORRUPT'].includes(codeOf(error) ?? '')) throw error;
    copy?.close();
    copy = null;
    for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
  } finally {
    copy?.close();
  }
}

function hasTable(copy: SqliteDatabase, name: string): boolean {
  return copy.prepare("select 1 from sqlite_master where type = 'table' and name = ?").get(name) !== undefined;
}

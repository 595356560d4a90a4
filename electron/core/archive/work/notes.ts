// Notes of jobs and providers: small values that are needed to finish work.
import type { SqliteDatabase } from '../../db/openSqlite';
import type { ArchiveWriter } from '../types';
import { promised } from '../promised';

export function noteCalls(db: SqliteDatabase): Pick<ArchiveWriter, 'noteGet' | 'notePut' | 'noteDelete' | 'noteList'> {
  const get = db.prepare('SELECT value FROM note WHERE scope = ? AND name = ?').pluck();
  const put = db.prepare(`INSERT INTO note (scope, name, value) VALUES (?, ?, ?)
    ON CONFLICT (scope, name) DO UPDATE SET value = excluded.value`);
  const remove = db.prepare('DELETE FROM note WHERE scope = ? AND name = ?');
  const list = db
    .prepare('SELECT name FROM note WHERE scope = @scope AND substr(name, 1, length(@prefix)) = @prefix ORDER BY name')
    .pluck();
  return {
    noteGet: promised((scope, name) => (get.get(scope, name) as string | undefined) ?? null),
    notePut: promised((scope, name, value) => void put.run(scope, name, value)),
    noteDelete: promised((scope, name) => void remove.run(scope, name)),
    noteList: promised((scope, prefix) => list.all({ scope, prefix }) as string[]),
  };
}

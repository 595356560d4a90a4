// Statements whose text depends on the filter, prepared once per text.
import type { Statement } from 'better-sqlite3';
import type { SqliteDatabase } from '../../db/openSqlite';

export type StatementCache = (sql: string) => Statement;
const MAX_STATEMENTS = 200;

export function createStatementCache(db: SqliteDatabase): StatementCache {
  const statements = new Map<string, Statement>();
  return (sql) => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    if (statements.size >= MAX_STATEMENTS) statements.clear();
    const statement = db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
}

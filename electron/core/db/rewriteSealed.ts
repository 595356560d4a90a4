// After a new key: the tables that held what older keys had sealed are written anew, so that no page of them keeps it.
import { sql } from 'kysely';
import type { ConfigDatabase } from './openDatabase';
import type { Engine } from './target';

const TABLES = ['sealed', 'meta'] as const;

export async function rewriteSealed(db: ConfigDatabase, engine: Engine): Promise<void> {
  if (engine === 'sqlite') {
    await sql`vacuum`.execute(db);
    await sql`pragma wal_checkpoint(truncate)`.execute(db);
    return;
  }
  for (const table of TABLES)
    await (engine === 'postgresql'
      ? sql`vacuum full ${sql.table(table)}`.execute(db)
      : // Rebuilds the table; InnoDB has no other way to give pages up.
        sql`alter table ${sql.table(table)} engine = InnoDB`.execute(db));
}

// When a sign-in ends, as somebody wrote it down: most services do not tell.
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('expiry_note')
    .ifNotExists()
    .addColumn('connection_id', 'varchar(36)', (c) => c.primaryKey())
    .addColumn('kind', 'varchar(16)', (c) => c.notNull())
    .addColumn('ends_on', 'varchar(10)', (c) => c.notNull())
    .addColumn('noted_at', 'varchar(24)', (c) => c.notNull())
    .execute();
}

// Allowances as the services themselves tell them.
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('budget_limit')
    .ifNotExists()
    .addColumn('budget_key', 'varchar(120)', (c) => c.notNull())
    .addColumn('call_group', 'varchar(64)', (c) => c.notNull())
    .addColumn('windows', 'text', (c) => c.notNull())
    .addColumn('learned_at', 'varchar(24)', (c) => c.notNull())
    .addPrimaryKeyConstraint('budget_limit_pk', ['budget_key', 'call_group'])
    .execute();
}

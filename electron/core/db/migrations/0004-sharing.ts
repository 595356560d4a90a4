// What several PCs on one store need: whoever counts a call has its turn, and work that only one of them does is leased.
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('budget_call_turn')
    .ifNotExists()
    .addColumn('budget_key', 'varchar(120)', (c) => c.notNull())
    .addColumn('call_group', 'varchar(64)', (c) => c.notNull())
    .addColumn('turn', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('budget_call_turn_pk', ['budget_key', 'call_group'])
    .execute();
  await db.schema
    .createTable('lease')
    .ifNotExists()
    .addColumn('name', 'varchar(190)', (c) => c.primaryKey())
    .addColumn('holder', 'varchar(36)', (c) => c.notNull())
    .addColumn('until', 'varchar(24)', (c) => c.notNull())
    .execute();
}

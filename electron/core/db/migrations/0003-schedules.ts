// Schedules, and the periods that somebody has taken on: what makes a run happen once, also with several PCs on one store.
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('schedule')
    .ifNotExists()
    .addColumn('id', 'varchar(36)', (c) => c.primaryKey())
    .addColumn('company_id', 'varchar(36)', (c) => c.notNull())
    .addColumn('connection_id', 'varchar(36)')
    .addColumn('work', 'varchar(16)', (c) => c.notNull())
    .addColumn('rule', 'text', (c) => c.notNull())
    .addColumn('zone', 'varchar(64)', (c) => c.notNull())
    .addColumn('catch_up', 'varchar(16)', (c) => c.notNull())
    .addColumn('is_on', 'integer', (c) => c.notNull())
    .addColumn('since', 'varchar(24)', (c) => c.notNull())
    .addColumn('created_at', 'varchar(24)', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('schedule_claim')
    .ifNotExists()
    .addColumn('schedule_id', 'varchar(36)', (c) => c.notNull())
    .addColumn('owner', 'varchar(36)', (c) => c.notNull())
    .addColumn('period', 'varchar(24)', (c) => c.notNull())
    .addColumn('held_by', 'varchar(36)', (c) => c.notNull())
    .addColumn('due_at', 'varchar(24)', (c) => c.notNull())
    .addColumn('claimed_at', 'varchar(24)', (c) => c.notNull())
    .addColumn('renewed_at', 'varchar(24)', (c) => c.notNull())
    .addColumn('state', 'varchar(16)', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('late', 'varchar(16)')
    .addColumn('run_id', 'varchar(36)')
    .addColumn('problem', 'varchar(120)')
    .addPrimaryKeyConstraint('schedule_claim_pk', ['schedule_id', 'owner', 'period'])
    .execute();
}

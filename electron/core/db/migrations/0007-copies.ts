// What the PCs of one store tell each other: which file of a month lies where, or is on its way there, and which runs have ended.
import type { Kysely } from 'kysely';
import { makeIndex } from './steps';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('receipt_copy')
    .ifNotExists()
    .addColumn('connection_id', 'varchar(36)', (c) => c.notNull())
    .addColumn('file_id', 'varchar(36)', (c) => c.notNull())
    .addColumn('company_id', 'varchar(36)', (c) => c.notNull())
    .addColumn('month', 'varchar(7)', (c) => c.notNull())
    .addColumn('installation', 'varchar(36)', (c) => c.notNull())
    .addColumn('pc', 'varchar(255)', (c) => c.notNull())
    .addColumn('at', 'varchar(24)', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('receipt_copy_pk', ['connection_id', 'file_id'])
    .execute();
  await makeIndex(db, { name: 'receipt_copy_month', table: 'receipt_copy', columns: ['company_id', 'month'] });
  await db.schema
    .createTable('run_copy')
    .ifNotExists()
    .addColumn('id', 'varchar(36)', (c) => c.primaryKey())
    .addColumn('company_id', 'varchar(36)', (c) => c.notNull())
    .addColumn('installation', 'varchar(36)', (c) => c.notNull())
    .addColumn('pc', 'varchar(255)', (c) => c.notNull())
    .addColumn('kind', 'varchar(16)', (c) => c.notNull())
    .addColumn('has_problem', 'integer', (c) => c.notNull())
    .addColumn('started_at', 'varchar(24)', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await makeIndex(db, { name: 'run_copy_start', table: 'run_copy', columns: ['started_at', 'id'] });
}

// The first shape of the config store.
import type { Kysely } from 'kysely';
import { makeIndex } from './steps';

export async function up(db: Kysely<unknown>): Promise<void> {
  const make = (table: string) => db.schema.createTable(table).ifNotExists();
  await make('meta')
    .addColumn('key', 'varchar(64)', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
  await make('company')
    .addColumn('id', 'varchar(36)', (c) => c.primaryKey())
    .addColumn('name', 'varchar(200)', (c) => c.notNull())
    .addColumn('country', 'varchar(2)', (c) => c.notNull())
    .addColumn('tax_id', 'varchar(32)')
    .addColumn('is_demo', 'integer', (c) => c.notNull())
    .addColumn('purchase_month_rule', 'varchar(16)', (c) => c.notNull())
    .addColumn('created_at', 'varchar(24)', (c) => c.notNull())
    .execute();
  await make('connection')
    .addColumn('id', 'varchar(36)', (c) => c.primaryKey())
    .addColumn('slug', 'varchar(64)', (c) => c.notNull().unique())
    .addColumn('company_id', 'varchar(36)', (c) => c.notNull().references('company.id'))
    .addColumn('provider_id', 'varchar(32)', (c) => c.notNull())
    .addColumn('title', 'varchar(120)', (c) => c.notNull())
    .addColumn('identity', 'varchar(255)', (c) => c.notNull())
    .addColumn('unique_key', 'varchar(600)', (c) => c.notNull().unique())
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('state', 'varchar(16)', (c) => c.notNull())
    .addColumn('problem', 'text')
    .addColumn('created_at', 'varchar(24)', (c) => c.notNull())
    .execute();
  await make('sealed')
    .addColumn('connection_id', 'varchar(36)', (c) => c.notNull().references('connection.id').onDelete('cascade'))
    .addColumn('kind', 'varchar(16)', (c) => c.notNull())
    .addColumn('field', 'varchar(64)', (c) => c.notNull())
    .addColumn('token', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'varchar(24)', (c) => c.notNull())
    .addPrimaryKeyConstraint('sealed_pk', ['connection_id', 'kind', 'field'])
    .execute();
  await make('budget_call')
    .addColumn('id', 'varchar(36)', (c) => c.primaryKey())
    .addColumn('budget_key', 'varchar(120)', (c) => c.notNull())
    .addColumn('call_group', 'varchar(64)', (c) => c.notNull())
    .addColumn('at', 'varchar(24)', (c) => c.notNull())
    .execute();
  await makeIndex(db, {
    name: 'budget_call_window',
    table: 'budget_call',
    columns: ['budget_key', 'call_group', 'at'],
  });
  await make('budget_block')
    .addColumn('budget_key', 'varchar(120)', (c) => c.notNull())
    .addColumn('call_group', 'varchar(64)', (c) => c.notNull())
    .addColumn('until', 'varchar(24)', (c) => c.notNull())
    .addPrimaryKeyConstraint('budget_block_pk', ['budget_key', 'call_group'])
    .execute();
}

// Invoices that are being written.
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sales_draft')
    .ifNotExists()
    .addColumn('id', 'varchar(36)', (c) => c.primaryKey())
    .addColumn('company_id', 'varchar(36)', (c) => c.notNull().references('company.id').onDelete('cascade'))
    .addColumn('changed_at', 'varchar(24)', (c) => c.notNull())
    .addColumn('outbox_id', 'varchar(36)')
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
}

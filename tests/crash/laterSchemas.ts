// Schemas of a later Kontor, made up: one more migration for each store, of several statements.
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { migrations as archiveMigrations } from '../../electron/core/archive/schema/migrate';
import { migrations } from '../../electron/core/db/migrations/index';
import type { SqliteDatabase } from '../../electron/core/db/openSqlite';
import type { ConfigTables } from '../../electron/core/db/tables';

/** One that can be run again, as every migration of the config store must be. */
async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['later_a', 'later_b']) {
    await db.schema.createTable(table).ifNotExists().addColumn('id', 'varchar(36)').execute();
  }
  const tables = db as Kysely<ConfigTables>;
  await tables.updateTable('meta').set({ value: 'moved' }).where('key', '=', 'fact').execute();
}

export const laterMigrations: Readonly<Record<string, Migration>> = { ...migrations, '0999-later': { up } };

export function archiveSteps(db: SqliteDatabase, inBetween: () => void): readonly string[] {
  db.function('in_between', () => {
    inBetween();
    return 0;
  });
  return [
    ...archiveMigrations,
    'CREATE TABLE later_a (id INTEGER); SELECT in_between(); CREATE TABLE later_b (id INTEGER)',
  ];
}

// Opens the config store: dialect, version check, backup, migrations.
import { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { Failure } from '../../../shared/errors';
import { codeOf, explainDisk } from './diskProblems';
import { sqliteDialect } from './dialects/sqlite';
import { migrations as ours } from './migrations/index';
import type { ConfigTables } from './tables';
import type { ConfigTarget } from './target';

export type ConfigDatabase = Kysely<ConfigTables>;

export interface DatabaseOptions {
  /** Told every statement after it was carried out. Tests stop a child process there; the app passes nothing. */
  readonly onStatement?: (sql: string) => void;
  readonly migrations?: Readonly<Record<string, Migration>>;
}

/** Throws a Failure: config.newer_version (params: known, found), config.migration_failed, config.damaged. The store is untouched then. */
export async function openDatabase(target: ConfigTarget, options: DatabaseOptions = {}): Promise<ConfigDatabase> {
  try {
    return await openMigrated(target, options);
  } catch (error) {
    // Never put aside by itself: unlike the archive's index nothing brings connections and their sealed sign-ins back.
    if (!['SQLITE_NOTADB', 'SQLITE_CORRUPT'].includes(codeOf(error) ?? '')) throw explainDisk(error);
    throw new Failure({ kind: 'unavailable', key: 'config.damaged', params: { file: target.path }, cause: error });
  }
}

async function openMigrated(target: ConfigTarget, options: DatabaseOptions): Promise<ConfigDatabase> {
  const { onStatement, migrations = ours } = options;
  const { dialect, backup } = sqliteDialect(target.path);
  const db = new Kysely<ConfigTables>({
    dialect,
    ...(onStatement === undefined ? {} : { log: ({ query }) => onStatement(query.sql) }),
  });
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
  try {
    await refuseNewer(db, migrations);
    const known = await migrator.getMigrations();
    const pending = known.filter((migration) => migration.executedAt === undefined);
    const first = pending[0];
    if (first === undefined) return db;
    // Before the very first one there is nothing to copy, also when a start was cut off in it.
    if (pending.length < known.length) backup(first.name);
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw new Failure({ kind: 'bug', key: 'config.migration_failed', cause: error });
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** A store that knows a migration we do not know was written by a newer Kontor. */
async function refuseNewer(db: ConfigDatabase, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return;
  const applied = await db
    .$extendTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  const unknown = applied.find((row) => !(row.name in migrations));
  if (unknown) throw new Failure({ kind: 'user_input', key: 'config.newer_version', params: { found: unknown.name } });
}

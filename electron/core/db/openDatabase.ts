// Opens the config store: dialect, version check, backup, migrations.
import { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { Failure, isFailure } from '../../../shared/errors';
import { codeOf, explainDisk } from './diskProblems';
import { sqliteDialect } from './dialects/sqlite';
import type { OpenedDialect } from './dialects/types';
import { migrations as ours } from './migrations/index';
import type { StoreClock } from './storeClock';
import type { ConfigTables } from './tables';
import type { ConfigTarget } from './target';

export type ConfigDatabase = Kysely<ConfigTables>;

export interface DatabaseOptions {
  /** Told every statement after it was carried out. Tests stop a child process there; the app passes nothing. */
  readonly onStatement?: (sql: string) => void;
  readonly migrations?: Readonly<Record<string, Migration>>;
  /** Instead of the engine's own: a year passes in a test. */
  readonly clock?: StoreClock;
  /** How long a server may be silent, or a file locked by another program; tests are impatient. */
  readonly patienceMs?: number;
}

/**
 * Throws a Failure: config.newer_version (params: found), config.foreign (params: table), config.migration_failed, config.damaged,
 * config.locked, for a server also config.db_… (see storeProblems). The store is untouched then.
 */
export async function openDatabase(target: ConfigTarget, options: DatabaseOptions = {}): Promise<ConfigDatabase> {
  try {
    return await openMigrated(target, options);
  } catch (error) {
    // Never put aside by itself: unlike the archive's index nothing brings connections and their sealed sign-ins back.
    if (target.type !== 'sqlite') throw error;
    if (!['SQLITE_NOTADB', 'SQLITE_CORRUPT'].includes(codeOf(error) ?? '')) throw explainDisk(error);
    throw new Failure({ kind: 'unavailable', key: 'config.damaged', params: { file: target.path }, cause: error });
  }
}

/** Drivers are loaded by whom they serve: nearly everybody has a file. */
async function dialectOf(target: ConfigTarget, patienceMs?: number): Promise<OpenedDialect> {
  switch (target.type) {
    case 'sqlite':
      return sqliteDialect(target.path, patienceMs);
    case 'postgresql':
      return (await import('./dialects/postgresql')).postgresqlDialect(target, patienceMs);
    case 'mysql':
      return (await import('./dialects/mysql')).mysqlDialect(target, patienceMs);
  }
}

async function openMigrated(target: ConfigTarget, options: DatabaseOptions): Promise<ConfigDatabase> {
  const { onStatement, migrations = ours } = options;
  const { dialect, backup } = await dialectOf(target, options.patienceMs);
  const db = new Kysely<ConfigTables>({
    dialect,
    ...(onStatement === undefined ? {} : { log: ({ query }) => onStatement(query.sql) }),
  });
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
  try {
    await refuseOthers(db, migrations);
    const known = await migrator.getMigrations();
    const pending = known.filter((migration) => migration.executedAt === undefined);
    const first = pending[0];
    if (first === undefined) return db;
    // Before the very first one there is nothing to copy, also when a start was cut off in it.
    if (pending.length < known.length) await backup(first.name);
    // Another PC may be at the same: the migrator waits for its turn and finds nothing left to do.
    const { error } = await migrator.migrateToLatest();
    if (isFailure(error)) throw error;
    if (error !== undefined) throw new Failure({ kind: 'bug', key: 'config.migration_failed', cause: error });
    return db;
  } catch (error) {
    // What it says while it is closed is the same once more.
    await db.destroy().catch(() => undefined);
    throw error;
  }
}

/** A store that knows a migration we do not know was written by a newer Kontor; one with our tables and no migration by somebody else. */
async function refuseOthers(db: ConfigDatabase, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  const foreign = (table: string) => new Failure({ kind: 'user_input', key: 'config.foreign', params: { table } });
  if (!tables.some((table) => table.name === 'kysely_migration')) {
    const taken = tables.find((table) => OWN_TABLES.has(table.name));
    if (taken) throw foreign(taken.name);
    return;
  }
  const applied = await db
    .$extendTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  const unknown = applied.find((row) => !(row.name in migrations))?.name;
  if (unknown === undefined) return;
  if (!/^\d{4}-/.test(unknown)) throw foreign('kysely_migration');
  throw new Failure({ kind: 'user_input', key: 'config.newer_version', params: { found: unknown } });
}

const OWN_TABLES = new Set(['meta', 'company', 'connection', 'sealed', 'schedule', 'lease']);

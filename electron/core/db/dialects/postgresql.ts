// Everything the config store knows about PostgreSQL.
import {
  PostgresAdapter,
  PostgresDialect,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type DatabaseIntrospector,
  type DatabaseMetadataOptions,
  type DataTypeNode,
  type Kysely,
  type MigrationLockOptions,
  type PostgresPool,
  type PostgresPoolClient,
  type QueryCompiler,
  type TableMetadata,
} from 'kysely';
import { Pool, type PoolClient } from 'pg';
import type { ServerTarget } from '../serverUrl';
import { guard, IDLE_MS, MOST_CONNECTIONS, tlsOptions, type Guard } from './guard';
import type { OpenedDialect } from './types';

export function postgresqlDialect(target: ServerTarget, patienceMs?: number): OpenedDialect {
  const guarded = guard(target, patienceMs);
  return {
    dialect: new KontorPostgres({ pool: () => guarded.connecting(async () => lending(target, guarded)) }),
    backup: () => Promise.resolve(),
  };
}

function lending(target: ServerTarget, guarded: Guard): PostgresPool {
  const { host, port, user, password, database } = target;
  const pool = new Pool({
    host,
    port,
    user,
    password,
    database,
    ssl: tlsOptions(target) ?? false,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: guarded.connectMs,
    idleTimeoutMillis: IDLE_MS,
    application_name: 'Kontor',
    keepAlive: true,
  });
  // An idle connection that was cut: the pool has dropped it, and whoever asks next gets a new one.
  pool.on('error', () => undefined);
  const lent = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    options: {},
    connect: async () => {
      const client = await guarded.connecting(
        () => pool.connect(),
        (late) => {
          late.release();
        },
      );
      const known = lent.get(client) ?? lend(client, guarded);
      lent.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

function lend(client: PoolClient, guarded: Guard): PostgresPoolClient {
  let isSpent = false;
  // Without a listener a connection that is cut while it is lent would end the process; the statement under way tells the same.
  client.on('error', () => {
    isSpent = true;
  });
  const query = (text: string, values: readonly unknown[]) =>
    guarded.statement(
      () => client.query(text, [...values]),
      () => {
        isSpent = true;
      },
    );
  return {
    // Kysely asks with a text and its values; cursors are not used.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy?: boolean) => {
      client.release(isSpent || destroy === true);
    },
  };
}

class KontorPostgres extends PostgresDialect {
  override createAdapter(): PostgresAdapter {
    return new OwnLock();
  }
  override createQueryCompiler(): QueryCompiler {
    return new BinaryText();
  }
  override createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new OwnSchema(db);
  }
}

/** A line that was lost has given the lock back. That it cannot be done once more must not hide what became of the line. */
class OwnLock extends PostgresAdapter {
  override async releaseMigrationLock(db: Kysely<unknown>, options: MigrationLockOptions): Promise<void> {
    await super.releaseMigrationLock(db, options).catch(() => undefined);
  }
}

/** Text is compared and sorted by its bytes, as SQLite does it, whatever language the database was made for. */
class BinaryText extends PostgresQueryCompiler {
  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node);
    if (/^(varchar|text)/.test(node.dataType)) this.append(' collate "C"');
  }
}

/** Other schemas of the database are other programs' business. */
class OwnSchema extends PostgresIntrospector {
  readonly #db: Kysely<unknown>;
  constructor(db: Kysely<unknown>) {
    super(db as never);
    this.#db = db;
  }
  override async getTables(options: DatabaseMetadataOptions): Promise<TableMetadata[]> {
    const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(this.#db);
    return (await super.getTables(options)).filter((table) => table.schema === rows[0]?.name);
  }
}

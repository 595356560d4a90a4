// Everything the config store knows about MySQL and MariaDB.
import {
  MysqlDialect,
  MysqlQueryCompiler,
  type CreateIndexNode,
  type CreateTableNode,
  type DataTypeNode,
  type MysqlPool,
  type MysqlPoolConnection,
  type QueryCompiler,
} from 'kysely';
import { createPool, type PoolConnection } from 'mysql2';
import type { ServerTarget } from '../serverUrl';
import { guard, IDLE_MS, MOST_CONNECTIONS, tlsOptions, type Guard } from './guard';
import type { OpenedDialect } from './types';

/**
 * The same for every session, whatever the server's defaults: what does not fit is refused and never cut, text is escaped as the driver
 * escapes it, instants are UTC, and nobody waits for a row that somebody else might insert.
 */
const SESSION =
  "set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO', " +
  "session time_zone = '+00:00', session innodb_lock_wait_timeout = 10, autocommit = 1";
const ISOLATION = 'set session transaction isolation level read committed';

export function mysqlDialect(target: ServerTarget, patienceMs?: number): OpenedDialect {
  const guarded = guard(target, patienceMs);
  return {
    dialect: new KontorMysql({ pool: () => guarded.connecting(async () => lending(target, guarded)) }),
    backup: () => Promise.resolve(),
  };
}

function lending(target: ServerTarget, guarded: Guard): MysqlPool {
  const { host, port, user, password, database } = target;
  const tls = tlsOptions(target);
  const pool = createPool({
    host,
    port,
    user,
    password,
    database,
    // The driver checks a certificate's name only when it is asked to.
    ...(tls === null ? {} : { ssl: { ...tls, verifyIdentity: true } }),
    charset: 'utf8mb4_bin',
    connectionLimit: MOST_CONNECTIONS,
    maxIdle: 1,
    idleTimeout: IDLE_MS,
    connectTimeout: guarded.connectMs,
    enableKeepAlive: true,
    // Without code that is made at run time.
    disableEval: true,
  });
  const lent = new WeakMap<PoolConnection, Promise<MysqlPoolConnection>>();
  const take = async (): Promise<MysqlPoolConnection> => {
    const raw = await new Promise<PoolConnection>((resolve, reject) => {
      pool.getConnection((error, connection) => {
        // The driver's types say that there is always a connection.
        if (error as unknown) reject(asError(error));
        else resolve(connection);
      });
    });
    const known = lent.get(raw) ?? lend(raw, guarded);
    lent.set(raw, known);
    return known;
  };
  return {
    getConnection: (tell) => {
      guarded.connecting(take, giveBack).then(
        (connection) => {
          tell(null, connection);
        },
        (error: unknown) => {
          tell(error, undefined as never);
        },
      );
    },
    end: (tell) => {
      pool.end(tell);
    },
  };
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

function giveBack(late: MysqlPoolConnection): void {
  late.release();
}

type Answer = Parameters<NonNullable<Parameters<MysqlPoolConnection['query']>[2]>>[1];

async function lend(raw: PoolConnection, guarded: Guard): Promise<MysqlPoolConnection> {
  let isSpent = false;
  const spend = (): void => {
    isSpent = true;
  };
  // Without a listener a connection that is cut while it is lent would end the process; the statement under way tells the same.
  raw.on('error', spend);
  const ask = (text: string, values: unknown): Promise<Answer> =>
    guarded.statement(
      () =>
        new Promise((resolve, reject) => {
          raw.query(text, values as never, (error: unknown, result: unknown) => {
            if (error !== null) reject(asError(error));
            else resolve(result as Answer);
          });
        }),
      spend,
    );
  try {
    await ask(SESSION, []);
    await ask(ISOLATION, []);
  } catch (error) {
    raw.destroy();
    throw error;
  }
  const query = (text: string, values: unknown, tell?: (error: unknown, result: Answer) => void): void => {
    ask(text, values).then(
      (result) => tell?.(null, result),
      (error: unknown) => tell?.(error, undefined as never),
    );
  };
  return {
    config: {},
    threadId: raw.threadId,
    connect: () => undefined,
    destroy: () => {
      raw.destroy();
    },
    // Kysely asks with a callback; streams are not used.
    query: query as unknown as MysqlPoolConnection['query'],
    release: () => {
      if (isSpent) raw.destroy();
      else raw.release();
    },
  };
}

class KontorMysql extends MysqlDialect {
  override createQueryCompiler(): QueryCompiler {
    return new ExactTables();
  }
}

class ExactTables extends MysqlQueryCompiler {
  /** Compared by bytes, as SQLite does it: another collation takes `Firma` and `firma` for the same. */
  protected override visitCreateTable(node: CreateTableNode): void {
    super.visitCreateTable(node);
    this.append(' engine=InnoDB row_format=dynamic character set utf8mb4 collate utf8mb4_bin');
  }
  /** Its `text` ends at 64 kB. */
  protected override visitDataType(node: DataTypeNode): void {
    this.append(node.dataType === 'text' ? 'longtext' : node.dataType);
  }
  /** MySQL, unlike MariaDB, has no IF NOT EXISTS for an index: `makeIndex` takes its complaint for an answer. */
  protected override visitCreateIndex(node: CreateIndexNode): void {
    super.visitCreateIndex({ ...node, ifNotExists: false });
  }
}

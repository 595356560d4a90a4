// SQLite waits for a file that another program has locked by holding its thread, here the one that draws the window. So it does not wait at
// all: what was asked is asked again a little later, and everything else goes on meanwhile.
import {
  SqliteDialect,
  type AbortableOperationOptions,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
} from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../../../shared/errors';
import { codeOf } from '../diskProblems';
import type { SqliteDatabase } from '../openSqlite';

/** As patient as SQLite itself would be: longer than any change of ours takes. */
const PATIENCE_MS = 5000;
const MOST_BETWEEN_MS = 50;

/** SQLITE_BUSY_SNAPSHOT is not among them: it never ends by waiting, the transaction begins anew (`transact`). */
const LOCKED = new Set(['SQLITE_BUSY', 'SQLITE_BUSY_RECOVERY']);

/** Throws a Failure: config.locked. */
export type Patiently = <T>(work: () => T | Promise<T>) => Promise<T>;

export function patientlyWith(file: string, patienceMs = PATIENCE_MS): Patiently {
  return async (work) => {
    const since = performance.now();
    for (let waitMs = 1; ; waitMs = Math.min(2 * waitMs, MOST_BETWEEN_MS)) {
      try {
        return await work();
      } catch (cause) {
        const details = codeOf(cause) ?? '';
        if (!LOCKED.has(details)) throw cause;
        if (performance.now() - since >= patienceMs)
          throw new Failure({ kind: 'unavailable', key: 'config.locked', params: { file }, details, cause });
      }
      await sleep(waitMs);
    }
  };
}

export class PatientSqlite extends SqliteDialect {
  readonly #patiently: Patiently;
  constructor(database: SqliteDatabase, patiently: Patiently) {
    super({ database });
    this.#patiently = patiently;
  }
  override createDriver(): Driver {
    const driver = super.createDriver();
    const acquire = driver.acquireConnection.bind(driver);
    driver.acquireConnection = async (options) => patient(await acquire(options), this.#patiently);
    return driver;
  }
}

function patient(connection: DatabaseConnection, patiently: Patiently): DatabaseConnection {
  return {
    executeQuery: <R>(query: CompiledQuery, options?: AbortableOperationOptions) =>
      patiently(() => connection.executeQuery<R>(query, options)),
    streamQuery: (...stream) => connection.streamQuery(...stream),
  };
}

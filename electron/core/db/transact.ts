// Transactions on a store that other PCs write to as well.
import { codeOf } from './diskProblems';
import type { ConfigDatabase } from './openDatabase';

const MOST_TRIES = 6;

/** PostgreSQL's SQLSTATEs, MySQL's and SQLite's names for: somebody else was in the way, or has just made the same row. */
const CONFLICTS = new Set([
  '40001',
  '40P01',
  '55P03',
  '23505',
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_CHECKREAD',
  'ER_DUP_ENTRY',
  'SQLITE_BUSY_SNAPSHOT',
]);

/** Whoever loses tries again and sees what the other wrote: `work` may run more than once and changes nothing but the store. */
export async function transact<T>(db: ConfigDatabase, work: (trx: ConfigDatabase) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (tries === MOST_TRIES || !CONFLICTS.has(codeOf(error) ?? '')) throw error;
    }
  }
}

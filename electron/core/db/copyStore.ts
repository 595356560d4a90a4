// Copies one config store into another, whatever their engines are: all of it or nothing, compared row by row before it counts.
import { Failure } from '../../../shared/errors';
import type { ConfigDatabase } from './openDatabase';
import type { ConfigTables } from './tables';

/** What others refer to comes first. A test holds it against the tables of a new store. */
export const TABLES = [
  'meta',
  'company',
  'connection',
  'sealed',
  'expiry_note',
  'schedule',
  'schedule_claim',
  'sales_draft',
  'budget_call',
  'budget_block',
  'budget_limit',
  'budget_call_turn',
  'lease',
  'receipt_copy',
  'run_copy',
] as const satisfies readonly (keyof ConfigTables)[];

/** Few enough values for a statement of any engine. */
const ROWS_AT_ONCE = 50;

export interface CopyResult {
  readonly rows: number;
}

/**
 * `whileHeld` runs after the copy is durable and before anybody may write to the source again (on a file: its one connection is ours).
 * Throws a Failure: config.not_empty, config.copy_differs; the other store is then as it was.
 */
export async function copyStore(
  from: ConfigDatabase,
  to: ConfigDatabase,
  whileHeld: (result: CopyResult) => Promise<void>,
): Promise<void> {
  await from
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (source) => {
      const rows = await to.transaction().execute(async (target) => {
        let copied = 0;
        for (const table of TABLES) copied += await copyTable(table, source, target);
        for (const table of TABLES) await compare(table, source, target);
        return copied;
      });
      await whileHeld({ rows });
    });
}

type Table = (typeof TABLES)[number];

async function rowsOf(db: ConfigDatabase, table: Table): Promise<readonly Record<string, unknown>[]> {
  return db.selectFrom(table).selectAll().execute();
}

async function copyTable(table: Table, source: ConfigDatabase, target: ConfigDatabase): Promise<number> {
  if ((await rowsOf(target, table)).length > 0) throw new Failure({ kind: 'conflict', key: 'config.not_empty' });
  const rows = await rowsOf(source, table);
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    // Rows of a table fit the same table.
    const some = rows.slice(start, start + ROWS_AT_ONCE) as never[];
    await target.insertInto(table).values(some).execute();
  }
  return rows.length;
}

async function compare(table: Table, source: ConfigDatabase, target: ConfigDatabase): Promise<void> {
  const [one, other] = [texts(await rowsOf(source, table)), texts(await rowsOf(target, table))];
  if (one.length === other.length && one.every((text, index) => text === other[index])) return;
  throw new Failure({ kind: 'bug', key: 'config.copy_differs', params: { table } });
}

/** The engines give columns in their own order. */
function texts(rows: readonly Record<string, unknown>[]): string[] {
  const text = (row: Record<string, unknown>): string =>
    JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
  return rows.map(text).sort((a, b) => (a < b ? -1 : 1));
}

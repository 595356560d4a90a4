// Rows of the archive that no file of the folder brings back: history of runs, notes of providers, what was about to be uploaded.
// Work that was under way is left out: it belongs to the computer that had begun it.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { FdWriter } from '../archive/zip/fdWriter';
import type { SqliteDatabase } from '../db/openSqlite';

const ENDED = '(SELECT id FROM run WHERE ended_at IS NOT NULL)';
const TABLES: Readonly<Record<string, string>> = {
  note: `SELECT * FROM note WHERE scope NOT LIKE 'archive.%'`,
  run: 'SELECT * FROM run WHERE ended_at IS NOT NULL',
  run_part: `SELECT * FROM run_part WHERE run_id IN ${ENDED}`,
  run_log: `SELECT * FROM run_log WHERE run_id IN ${ENDED}`,
  intent: 'SELECT * FROM intent',
};
const Row = z.object({ t: z.string(), r: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) });

/** One line per row. */
export function writeWorkRows(db: SqliteDatabase, path: string): void {
  const out = new FdWriter(path, { hash: 'none' });
  try {
    for (const [t, sql] of Object.entries(TABLES))
      for (const r of db.prepare(sql).iterate()) out.write(Buffer.from(`${JSON.stringify({ t, r })}\n`, 'utf8'));
    out.end();
  } finally {
    out.close();
  }
}

/** Columns that this version does not have are left out. */
export async function readWorkRows(db: SqliteDatabase, path: string): Promise<void> {
  const columns = new Map(
    Object.keys(TABLES).map((table) => [
      table,
      new Set((db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)),
    ]),
  );
  db.exec('BEGIN');
  for await (const line of createInterface({ input: createReadStream(path, { encoding: 'utf8' }) })) {
    const { t, r } = Row.parse(JSON.parse(line));
    const known = columns.get(t);
    if (known === undefined) continue;
    const names = Object.keys(r).filter((name) => known.has(name));
    const sql = `INSERT OR REPLACE INTO ${t} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    db.prepare(sql).run(...names.map((name) => r[name]));
  }
  db.exec('COMMIT');
}

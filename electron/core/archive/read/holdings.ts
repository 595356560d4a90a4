// What is held of one connection: by month, and whether a document is there at all. The facts behind "complete".
import { fromMinor } from '../../../../shared/domain/money';
import type { SqliteDatabase } from '../../db/openSqlite';
import { promised } from '../promised';
import type { ArchiveReader, Holding } from '../types';

interface Row {
  readonly direction: Holding['direction'];
  readonly month: string;
  readonly currency: string;
  readonly count: number;
  readonly gross: number;
}

export function holdingQueries(db: SqliteDatabase): Pick<ArchiveReader, 'missingKeys' | 'unreadableKeys' | 'holdings'> {
  const has = db
    .prepare('SELECT 1 FROM document d JOIN source s ON s.id = d.source_id WHERE s.uuid = ? AND d.natural_key = ?')
    .pluck();
  const unread = db
    .prepare(
      `SELECT 1 FROM document d JOIN source s ON s.id = d.source_id JOIN invoice i ON i.id = d.id
       WHERE s.uuid = ? AND d.natural_key = ? AND i.problem IS NOT NULL`,
    )
    .pluck();
  const byMonth = db.prepare(`SELECT i.direction, i.month, i.currency, count(*) AS count, sum(i.gross) AS gross
    FROM invoice i JOIN source s ON s.id = i.source_id WHERE s.uuid = ? AND i.is_hidden <> 1 AND i.is_deleted = 0
    GROUP BY i.direction, i.month, i.currency ORDER BY i.month, i.direction, i.currency`);
  return {
    missingKeys: promised((connectionId, keys) => keys.filter((key) => has.get(connectionId, key) === undefined)),
    unreadableKeys: promised((connectionId, keys) => keys.filter((key) => unread.get(connectionId, key) !== undefined)),
    holdings: promised((connectionId) => {
      const found = new Map<string, Holding>();
      for (const row of byMonth.all(connectionId) as Row[]) {
        const name = `${row.month} ${row.direction}`;
        const known = found.get(name);
        const amount = { amount: fromMinor(row.gross, row.currency), currency: row.currency };
        found.set(name, {
          direction: row.direction,
          month: row.month,
          count: (known?.count ?? 0) + row.count,
          gross: [...(known?.gross ?? []), amount],
        });
      }
      return [...found.values()];
    }),
  };
}

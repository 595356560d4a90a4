// Reconciling in the reader: worked out once for a scope and a state of the database, then read page by page. A newer scope ends the
// work on an older one.
import type { ReconcileList } from '../../../../shared/contract/reconcile';
import { foldedWords } from '../../../../shared/lib/fold';
import type { SqliteDatabase } from '../../db/openSqlite';
import type { ReconcileReader } from './calls';
import { findAlone, nearCandidates, ranked } from './candidates';
import { classify } from './classify';
import { createMaterial } from './load';
import { reconcileTable } from './table';
import type { ReconcileOrder, Row } from './types';
import { isFound, overviewOf, rowView } from './view';

export function reconcileCalls(db: SqliteDatabase): ReconcileReader {
  const material = createMaterial(db);
  const alone = findAlone(db);
  let going: {
    readonly key: string;
    readonly control: AbortController;
    readonly rows: Promise<readonly Row[]>;
  } | null = null;

  const rowsOf = (order: ReconcileOrder): Promise<readonly Row[]> => {
    // Changes with every commit of the writer.
    const state = db.pragma('data_version', { simple: true }) as number;
    const key = `${String(state)} ${JSON.stringify(order)}`;
    if (going?.key === key) return going.rows;
    going?.control.abort();
    const control = new AbortController();
    const rows = material.around(order, control.signal).then((found) => classify(order, found));
    going = { key, control, rows };
    // One that failed must not be answered again.
    rows.catch(() => {
      if (going?.key === key) going = null;
    });
    return rows;
  };
  const listed = async (order: ReconcileOrder, list: ReconcileList): Promise<readonly Row[]> =>
    (await rowsOf(order)).filter((row) => row.list === list);

  return {
    reconcileOverview: async (order) => overviewOf(await rowsOf(order), order.month),
    reconcileRows: async (order, { list, search, withExplained, after, limit }) => {
      const words = foldedWords(search);
      const rows = (await listed(order, list)).filter(
        (row) => (withExplained || row.explained === null) && (words.length === 0 || isFound(row, words)),
      );
      const end = after + limit;
      return { rows: rows.slice(after, end).map(rowView), ...(end < rows.length ? { next: end } : {}) };
    },
    reconcileAbout: async (order, id) => (await rowsOf(order)).find((row) => row.id === id)?.about ?? null,
    reconcileCandidates: async (order, id, search) => {
      const rows = await rowsOf(order);
      const own = rows.flatMap((row) => [row.left, row.right, ...row.more]).find((doc) => doc?.id === id);
      if (own === undefined || own === null) return [];
      if (search.trim() === '') return [...nearCandidates(rows, own)];
      const ids = alone(order.companyId, own.side === 'left' ? order.right : order.left, search);
      return [...ranked(own, material.docsOf(order, ids))];
    },
    reconcileTable: async (order, words) => reconcileTable(await rowsOf(order), words),
  };
}

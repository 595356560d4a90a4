// Reconciling in the reader: worked out once for a scope and a state of the database, then read page by page. A newer scope ends the
// work on an older one.
import type { ReconcileList } from '../../../../shared/contract/reconcile';
import { foldedWords } from '../../../../shared/lib/fold';
import type { SqliteDatabase } from '../../db/openSqlite';
import { dayNumber } from '../links/groups';
import { differences, fieldsOf } from '../links/differences';
import { bareTaxId } from '../links/keys';
import type { ReconcileReader } from './calls';
import { classify } from './classify';
import { createMaterial } from './load';
import { reconcileTable } from './table';
import type { Doc, ReconcileOrder, Row } from './types';
import { isFound, overviewOf, rowView, sideView } from './view';

const MOST_CANDIDATES = 8;

export function reconcileCalls(db: SqliteDatabase): ReconcileReader {
  const material = createMaterial(db);
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
    const rows = material(order, control.signal).then((found) => classify(order, found));
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
    reconcileCandidates: async (order, id) => {
      const rows = await rowsOf(order);
      const own = rows.flatMap((row) => [row.left, row.right]).find((doc) => doc?.id === id);
      if (own === undefined || own === null) return [];
      return rows
        .filter(({ list }) => list === 'only_left' || list === 'only_right' || list === 'duplicate')
        .flatMap((row) => [row.left, row.right].filter((doc) => doc !== null))
        .filter((doc) => doc.id !== own.id && doc.side !== own.side && doc.direction === own.direction)
        .filter((doc) => isSameParty(own, doc) || gapOf(own, doc) <= NEAR)
        .map((doc) => ({ doc, score: distance(own, doc) }))
        .sort((a, b) => a.score - b.score || a.doc.id - b.doc.id)
        .slice(0, MOST_CANDIDATES)
        .map(({ doc }) => ({ ...sideView(doc), differs: [...fieldsOf(differences(own, doc))] }));
    },
    reconcileTable: async (order, words) => reconcileTable(await rowsOf(order), words),
  };
}

/** Of another party only what is nearly as much. */
const NEAR = 0.05;

function isSameParty(one: Doc, other: Doc): boolean {
  const [own, theirs] = [bareTaxId(one.counterpartyTaxId), bareTaxId(other.counterpartyTaxId)];
  return (own !== null && own === theirs) || one.counterpartyOrder === other.counterpartyOrder;
}

const gapOf = (one: Doc, other: Doc): number => Math.abs(one.gross - other.gross) / Math.max(1, Math.abs(one.gross));

/** How unlike two records are; only the order of it matters. */
function distance(one: Doc, other: Doc): number {
  return (
    (isSameParty(one, other) ? 0 : 40) +
    (one.currency === other.currency ? 0 : 60) +
    Math.min(gapOf(one, other) * 100, 100) +
    Math.min(Math.abs(dayNumber(one.issueDate) - dayNumber(other.issueDate)), 30)
  );
}

// What a record may be the same invoice as: what lies near it by itself, or what a person looks for, whatever its month.
import type { LinkField, ReconcileSide } from '../../../../shared/contract/reconcile';
import { searchTerm } from '../../../../shared/lib/searchWords';
import type { SqliteDatabase } from '../../db/openSqlite';
import { differences, fieldsOf } from '../links/differences';
import { dayNumber } from '../links/groups';
import { bareTaxId } from '../links/keys';
import { indexTest, textTest } from '../read/invoiceQuery';
import { FROM_INDEX } from '../read/search';
import type { Doc, Row } from './types';
import { sideView } from './view';

export type Candidate = ReconcileSide & { readonly differs: LinkField[] };

const MOST_NEAR = 8;
const MOST_FOUND = 50;

/** Records of the other side that stand alone in the lists, the likeliest first. */
export function nearCandidates(rows: readonly Row[], own: Doc): readonly Candidate[] {
  const others = rows
    .filter(({ list }) => list === 'only_left' || list === 'only_right' || list === 'duplicate')
    .flatMap((row) => [row.left, row.right].filter((doc) => doc !== null))
    .filter((doc) => isOther(own, doc))
    .filter((doc) => isSameParty(own, doc) || gapOf(own, doc) <= NEAR);
  return ranked(own, others).slice(0, MOST_NEAR);
}

export function ranked(own: Doc, docs: readonly Doc[]): readonly Candidate[] {
  return docs
    .filter((doc) => isOther(own, doc))
    .map((doc) => ({ doc, score: distance(own, doc) }))
    .sort((a, b) => a.score - b.score || a.doc.id - b.doc.id)
    .map(({ doc }) => ({ ...sideView(doc), differs: [...fieldsOf(differences(own, doc))] }));
}

/** Records that hold every word and are linked with nothing yet, the newest first. */
export function findAlone(db: SqliteDatabase) {
  return (companyId: string, sources: readonly string[], search: string): readonly number[] => {
    const term = searchTerm(search);
    if (term === null) return [];
    const [inIndex, inText] = [indexTest(term, () => true), textTest(term)];
    const found = db.prepare(
      `SELECT i.id FROM ${FROM_INDEX} JOIN source s ON s.id = i.source_id WHERE ${inIndex.sql} AND ${inText.sql}
       AND i.company_id = (SELECT id FROM company WHERE uuid = ?) AND i.is_hidden = 0 AND i.is_deleted = 0
       AND s.uuid IN (SELECT value FROM json_each(?))
       AND NOT EXISTS (SELECT 1 FROM invoice_link l WHERE l.invoice_id = i.id)
       ORDER BY i.issue_date DESC, i.id DESC LIMIT ${String(MOST_FOUND)}`,
    );
    return found.pluck().all(...inIndex.params, ...inText.params, companyId, JSON.stringify(sources)) as number[];
  };
}

function isOther(own: Doc, doc: Doc): boolean {
  return doc.id !== own.id && doc.side !== own.side && doc.direction === own.direction;
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

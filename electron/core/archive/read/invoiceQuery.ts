// Turns a filter, a sort and a cursor into SQL over the projection. Keyset paging: every page costs the same.
import type { InvoiceCursor, InvoiceFilter, InvoiceSort } from '../../../../shared/contract/invoices';
import { expressionOf, type SearchTerm } from '../../../../shared/lib/searchWords';

export interface SqlPart {
  readonly sql: string;
  readonly params: readonly (string | number)[];
}

/** The records of the same invoice in other places. */
const MATES = `FROM invoice_link m JOIN invoice mi ON mi.id = m.invoice_id JOIN source ms ON ms.id = mi.source_id
    WHERE m.leader_id = l.leader_id AND m.invoice_id <> i.id`;

export const ROW_COLUMNS = `i.id, s.uuid AS connectionId, i.number, i.kind, i.direction, i.issue_date AS issueDate,
  i.counterparty, i.counterparty_tax_id AS counterpartyTaxId, i.gross, i.currency, i.needs_look AS needsLook,
  i.is_deleted AS isDeleted, d.last_version AS versionCount, i.gross_order AS grossOrder,
  i.counterparty_order AS counterpartyOrder,
  (SELECT group_concat(DISTINCT ms.uuid) ${MATES}) AS alsoIn, 
  (SELECT max(m.differs <> 0) FROM invoice_link m WHERE m.leader_id = l.leader_id) AS differs,
  coalesce(i.payment_state, (SELECT max(mi.payment_state) ${MATES})) AS paymentState`;
export const ROW_TABLES = `invoice i JOIN source s ON s.id = i.source_id JOIN document d ON d.id = i.id
  LEFT JOIN invoice_link l ON l.invoice_id = i.id`;

const OF_COMPANY = 'i.company_id = (SELECT id FROM company WHERE uuid = ?)';
/** An invoice in several sources is one row: that of the source that speaks for it. */
const SHOWN: SqlPart['sql'] = `${OF_COMPANY} AND i.is_hidden = 0`;

/** Condition over `invoice i`, all of the filter but its search. */
export function whereOf(filter: InvoiceFilter): SqlPart {
  // Asked for one connection, everything that lies in it is shown, whichever source speaks for it elsewhere.
  const shown = filter.connectionId === undefined ? SHOWN : `${OF_COMPANY} AND i.is_hidden IN (0, 2)`;
  const parts: SqlPart[] = [{ sql: shown, params: [filter.companyId] }];
  if (filter.month !== undefined) parts.push({ sql: 'i.month = ?', params: [filter.month] });
  if (filter.direction !== undefined) parts.push({ sql: 'i.direction = ?', params: [filter.direction] });
  // Written out: SQLite takes an index of some rows only when it sees that the condition is the index's own.
  if (filter.needsLook !== undefined) parts.push({ sql: `i.needs_look = ${filter.needsLook ? '1' : '0'}`, params: [] });
  if (filter.connectionId !== undefined) {
    const sql = 'i.source_id = (SELECT id FROM source WHERE uuid = ? AND company_id = i.company_id)';
    parts.push({ sql, params: [filter.connectionId] });
  }
  if (filter.tag !== undefined) {
    const tagged = filter.connectionId === undefined ? 'coalesce(l.leader_id, d.id)' : 'd.id';
    const sql = `i.id IN (SELECT ${tagged} FROM tag t JOIN source s ON s.id = t.source_id
      JOIN document d ON d.source_id = t.source_id AND d.natural_key = t.natural_key
      LEFT JOIN invoice_link l ON l.invoice_id = d.id WHERE t.tag = ? AND s.company_id = i.company_id)`;
    parts.push({ sql, params: [filter.tag] });
  }
  return joined(parts);
}

/** Over `invoice_text t`: reads the words of each row that is looked at. */
export function textTest(term: SearchTerm): SqlPart {
  if (term.kind === 'prefix') return { sql: 'instr(t.words, ?) > 0', params: [` ${term.word}`] };
  const tests = term.terms.map(textTest);
  const sql = `(${tests.map((test) => test.sql).join(term.kind === 'all' ? ' AND ' : ' OR ')})`;
  return { sql, params: tests.flatMap((test) => test.params) };
}

/**
 * Over `invoice_words`, beside a test of the text: only what tells much is looked up in the index. FTS5 gathers all words with a
 * beginning before it answers the first row.
 */
export function indexTest(term: SearchTerm, isTelling: (word: string) => boolean): SqlPart {
  const tells = (part: SearchTerm): boolean => {
    if (part.kind === 'prefix') return isTelling(part.word);
    return part.kind === 'all' ? part.terms.some(tells) : part.terms.every(tells);
  };
  const narrowed = (part: SearchTerm): SearchTerm => {
    if (part.kind === 'prefix') return part;
    const telling = part.kind === 'all' ? part.terms.filter(tells) : part.terms;
    return { kind: part.kind, terms: (telling.length === 0 ? part.terms : telling).map(narrowed) };
  };
  return { sql: 'invoice_words MATCH ?', params: [expressionOf(narrowed(term))] };
}

/** Words of the newest invoices, whatever the filter leaves of them. */
export function sampleSql({ companyId }: Pick<InvoiceFilter, 'companyId'>, limit: number): SqlPart {
  const sql = `SELECT t.words FROM invoice i JOIN invoice_text t ON t.id = i.id WHERE ${SHOWN}
    ORDER BY i.issue_date DESC, i.id DESC LIMIT ?`;
  return { sql, params: [companyId, limit] };
}

interface SortRule {
  readonly column: string;
  readonly direction: 'ASC' | 'DESC';
  readonly valueOf: 'issueDate' | 'grossOrder' | 'counterpartyOrder';
}

export const SORTS: Readonly<Record<InvoiceSort, SortRule>> = {
  date_desc: { column: 'i.issue_date', direction: 'DESC', valueOf: 'issueDate' },
  date_asc: { column: 'i.issue_date', direction: 'ASC', valueOf: 'issueDate' },
  gross_desc: { column: 'i.gross_order', direction: 'DESC', valueOf: 'grossOrder' },
  gross_asc: { column: 'i.gross_order', direction: 'ASC', valueOf: 'grossOrder' },
  counterparty_asc: { column: 'i.counterparty_order', direction: 'ASC', valueOf: 'counterpartyOrder' },
  counterparty_desc: { column: 'i.counterparty_order', direction: 'DESC', valueOf: 'counterpartyOrder' },
};

export interface ListOrder {
  readonly filter: InvoiceFilter;
  readonly sort: InvoiceSort;
  readonly after: InvoiceCursor | null;
  readonly limit: number;
}

/**
 * Rows of a page over `invoice i` and the tables given; one row more than asked for tells whether there is a next page. What is shown
 * beside a row is looked up for the page only.
 */
export function listSql(order: ListOrder, tables: string, more: readonly SqlPart[]): SqlPart {
  const { column, direction } = SORTS[order.sort];
  const all = joined([whereOf(order.filter), ...afterOf(order), ...more]);
  const sorted = `ORDER BY ${column} ${direction}, i.id ${direction}`;
  return {
    sql: `SELECT ${ROW_COLUMNS} FROM ${ROW_TABLES} WHERE i.id IN (SELECT i.id FROM ${tables} WHERE ${all.sql}
      ${sorted} LIMIT ?) ${sorted}`,
    params: [...all.params, order.limit + 1],
  };
}

/** The place in the order so many shown invoices further on, whatever the filter leaves of them. */
export function placeSql(order: ListOrder, offset: number): SqlPart {
  const { column, direction } = SORTS[order.sort];
  const all = joined([{ sql: SHOWN, params: [order.filter.companyId] }, ...afterOf(order)]);
  return {
    sql: `SELECT ${column} AS value, i.id FROM invoice i WHERE ${all.sql}
      ORDER BY ${column} ${direction}, i.id ${direction} LIMIT 1 OFFSET ?`,
    params: [...all.params, offset],
  };
}

/** Up to this place and no further. */
export function until(sort: InvoiceSort, place: { readonly value: string | number; readonly id: number }): SqlPart {
  const { column, direction } = SORTS[sort];
  return { sql: `(${column}, i.id) ${direction === 'ASC' ? '<=' : '>='} (?, ?)`, params: [place.value, place.id] };
}

function afterOf({ sort, after }: ListOrder): SqlPart[] {
  if (after === null) return [];
  const { column, direction } = SORTS[sort];
  return [{ sql: `(${column}, i.id) ${direction === 'ASC' ? '>' : '<'} (?, ?)`, params: [after.value, after.id] }];
}

export function joined(parts: readonly SqlPart[]): SqlPart {
  return { sql: parts.map((part) => part.sql).join(' AND '), params: parts.flatMap((part) => part.params) };
}

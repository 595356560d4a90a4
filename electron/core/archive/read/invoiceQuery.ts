// Turns a filter, a sort and a cursor into SQL over the projection. Keyset paging: every page costs the same.
import type { InvoiceCursor, InvoiceFilter, InvoiceSort } from '../../../../shared/contract/invoices';
import { searchExpression } from '../../../../shared/lib/searchWords';

export interface SqlPart {
  readonly sql: string;
  readonly params: readonly (string | number)[];
}

export const ROW_COLUMNS = `i.id, s.uuid AS connectionId, i.number, i.kind, i.direction, i.issue_date AS issueDate,
  i.counterparty, i.counterparty_tax_id AS counterpartyTaxId, i.gross, i.currency, i.needs_look AS needsLook,
  i.is_deleted AS isDeleted, d.last_version AS versionCount, i.gross_order AS grossOrder,
  i.counterparty_order AS counterpartyOrder`;
export const ROW_TABLES = 'invoice i JOIN source s ON s.id = i.source_id JOIN document d ON d.id = i.id';

/** Condition over `invoice i`. */
export function whereOf(filter: InvoiceFilter): SqlPart {
  const parts: SqlPart[] = [
    { sql: 'i.company_id = (SELECT id FROM company WHERE uuid = ?) AND i.is_hidden = 0', params: [filter.companyId] },
  ];
  if (filter.month !== undefined) parts.push({ sql: 'i.month = ?', params: [filter.month] });
  if (filter.direction !== undefined) parts.push({ sql: 'i.direction = ?', params: [filter.direction] });
  if (filter.needsLook !== undefined) parts.push({ sql: 'i.needs_look = ?', params: [filter.needsLook ? 1 : 0] });
  if (filter.connectionId !== undefined) {
    const sql = 'i.source_id = (SELECT id FROM source WHERE uuid = ? AND company_id = i.company_id)';
    parts.push({ sql, params: [filter.connectionId] });
  }
  if (filter.tag !== undefined) {
    const sql = `i.id IN (SELECT d.id FROM tag t JOIN source s ON s.id = t.source_id
      JOIN document d ON d.source_id = t.source_id AND d.natural_key = t.natural_key
      WHERE t.tag = ? AND s.company_id = i.company_id)`;
    parts.push({ sql, params: [filter.tag] });
  }
  const expression = searchExpression(filter.search ?? '');
  if (expression !== null) {
    const sql = 'i.id IN (SELECT rowid FROM invoice_words WHERE invoice_words MATCH ?)';
    parts.push({ sql, params: [expression] });
  }
  return joined(parts);
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

export function listSql(filter: InvoiceFilter, sort: InvoiceSort, after: InvoiceCursor | null, limit: number): SqlPart {
  const { column, direction } = SORTS[sort];
  const where = whereOf(filter);
  const sign = direction === 'ASC' ? '>' : '<';
  const from = after === null ? null : { sql: `(${column}, i.id) ${sign} (?, ?)`, params: [after.value, after.id] };
  const all = joined(from === null ? [where] : [where, from]);
  // One row more than asked for tells whether there is a next page.
  return {
    sql: `SELECT ${ROW_COLUMNS} FROM ${ROW_TABLES} WHERE ${all.sql}
      ORDER BY ${column} ${direction}, i.id ${direction} LIMIT ?`,
    params: [...all.params, limit + 1],
  };
}

function joined(parts: readonly SqlPart[]): SqlPart {
  return { sql: parts.map((part) => part.sql).join(' AND '), params: parts.flatMap((part) => part.params) };
}

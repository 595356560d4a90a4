// Finds what a query matches, in the way that is quick for this query: words that many invoices have are looked for in the rows in
// question, rare ones in the index. Both ways find the same.
import type { SearchTerm } from '../../../../shared/lib/searchWords';
import { indexTest, joined, listSql, placeSql, textTest, until, type ListOrder } from './invoiceQuery';
import type { StatementCache } from './statementCache';

/** Rows that are read before the index is asked: a few milliseconds. */
const NEAR = 2_500;
/** With so many among the near ones the rest of a page is not far. */
const COMMON = 25;

const WITH_TEXT = 'invoice i JOIN invoice_text t ON t.id = i.id';
// The first table of a CROSS JOIN is the outer one (SQLite's documented way to say so): from the few that match to their rows.
export const FROM_INDEX = `invoice_words CROSS JOIN invoice_text t ON t.id = invoice_words.rowid
  CROSS JOIN invoice i ON i.id = t.id`;

export function searchRows(statements: StatementCache, order: ListOrder, term: SearchTerm): readonly unknown[] {
  const run = (sql: string, params: readonly (string | number)[]): unknown[] => statements(sql).all(...params);
  const place = placeSql(order, NEAR);
  const end = statements(place.sql).get(...place.params) as { value: string | number; id: number } | undefined;
  const test = textTest(term);
  const near = listSql(order, WITH_TEXT, end === undefined ? [test] : [test, until(order.sort, end)]);
  const rows = run(near.sql, near.params);
  if (end === undefined || rows.length > order.limit) return rows;
  const index = indexTest(term);
  if (rows.length < COMMON) {
    const all = listSql(order, FROM_INDEX, [index, test]);
    return run(all.sql, all.params);
  }
  const among = { sql: `i.id IN (SELECT rowid FROM invoice_words WHERE ${index.sql})`, params: index.params };
  const all = listSql(order, WITH_TEXT, [joined([among, test])]);
  return run(all.sql, all.params);
}

/** Whether a good part of all invoices matches, judged by the newest. */
export function isCommon(statements: StatementCache, order: Pick<ListOrder, 'filter'>, term: SearchTerm): boolean {
  const newest: ListOrder = {
    filter: { companyId: order.filter.companyId },
    sort: 'date_desc',
    after: null,
    limit: COMMON,
  };
  const place = placeSql(newest, NEAR);
  const end = statements(place.sql).get(...place.params) as { value: string | number; id: number } | undefined;
  const near = listSql(newest, WITH_TEXT, [textTest(term), ...(end === undefined ? [] : [until('date_desc', end)])]);
  return statements(near.sql).all(...near.params).length > COMMON;
}

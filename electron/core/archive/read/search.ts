// Finds what a query matches, in the way that is quick for this query: words that many invoices have are looked for in the rows in
// question, rare ones in the index. Both ways find the same.
import type { SearchTerm } from '../../../../shared/lib/searchWords';
import type { InvoiceFilter } from '../../../../shared/contract/invoices';
import {
  indexTest,
  joined,
  listSql,
  placeSql,
  sampleSql,
  textTest,
  until,
  type ListOrder,
  type SqlPart,
} from './invoiceQuery';
import type { StatementCache } from './statementCache';

/** Rows that are read before the index is asked: a few milliseconds. */
const NEAR = 2_500;
/** So many among the near ones say that a good part of all has it. */
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
  const index = indexTest(term, tellingIn(statements, order.filter));
  if (areFew(statements, index)) {
    const all = listSql(order, FROM_INDEX, [index, test]);
    return run(all.sql, all.params);
  }
  // Many, but far from the beginning of the list: along its order until the page is full.
  const among = { sql: `i.id IN (SELECT rowid FROM invoice_words WHERE ${index.sql})`, params: index.params };
  const all = listSql(order, WITH_TEXT, [joined([among, test])]);
  return run(all.sql, all.params);
}

const SAMPLE = 200;
/** What more of the newest invoices have narrows too little to be worth its doclist in the index. */
const TELLING_SHARE = 0.25;

export function tellingIn(statements: StatementCache, filter: InvoiceFilter): (word: string) => boolean {
  const { sql, params } = sampleSql(filter, SAMPLE);
  const sample = statements(sql)
    .pluck()
    .all(...params) as string[];
  return (word) => {
    const found = sample.filter((words) => words.includes(` ${word}`));
    return found.length <= sample.length * TELLING_SHARE;
  };
}

/** So few that their rows are read one by one and sorted. */
const FEW = 1_500;

function areFew(statements: StatementCache, { sql, params }: SqlPart): boolean {
  const some = statements(`SELECT count(*) FROM (SELECT 1 FROM invoice_words WHERE ${sql} LIMIT ${String(FEW)})`);
  return Number(some.pluck().get(...params)) < FEW;
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

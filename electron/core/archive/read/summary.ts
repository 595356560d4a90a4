// Sums over everything that a filter leaves. Taken in slices: whoever types meanwhile does not wait for them.
import type { InvoiceFilter, InvoiceSummary } from '../../../../shared/contract/invoices';
import type { Direction } from '../../../../shared/domain/invoice';
import { searchTerm } from '../../../../shared/lib/searchWords';
import { money } from './invoiceLists';
import { indexTest, joined, textTest, whereOf, type SqlPart } from './invoiceQuery';
import { FROM_INDEX, isCommon, tellingIn } from './search';
import { SLICE, slices } from './slices';
import type { StatementCache } from './statementCache';

interface Sum {
  readonly direction: Direction;
  readonly currency: string;
  readonly isDeleted: number;
  readonly count: number;
  readonly net: number;
  readonly vat: number;
  readonly gross: number;
}

const SUMS = `SELECT i.direction, i.currency, i.is_deleted AS isDeleted, count(*) AS count, sum(i.net) AS net,
  sum(i.vat) AS vat, sum(i.gross) AS gross`;
const GROUPS = 'GROUP BY i.direction, i.currency, i.is_deleted';

/** What was deleted at its source counts as listed, not as turnover. */
export async function summary(statements: StatementCache, filter: InvoiceFilter): Promise<InvoiceSummary> {
  const sums = new Map<string, Sum>();
  let count = 0;
  for await (const sum of partsOf(statements, filter)) {
    count += sum.count;
    if (sum.isDeleted === 1) continue;
    const key = `${sum.direction} ${sum.currency}`;
    sums.set(key, added(sums.get(key), sum));
  }
  return {
    count,
    totals: [...sums.keys()].sort().flatMap((key) => {
      const sum = sums.get(key);
      if (sum === undefined) return [];
      const [gross, net, vat] = [sum.gross, sum.net, sum.vat].map((minor) => money(minor, sum.currency));
      return gross && net && vat ? [{ direction: sum.direction, gross, net, vat, count: sum.count }] : [];
    }),
  };
}

function added(before: Sum | undefined, sum: Sum): Sum {
  if (before === undefined) return sum;
  const [count, net, vat, gross] = [
    before.count + sum.count,
    before.net + sum.net,
    before.vat + sum.vat,
    before.gross + sum.gross,
  ];
  return { ...before, count, net, vat, gross };
}

async function* partsOf(statements: StatementCache, filter: InvoiceFilter): AsyncGenerator<Sum> {
  const all = (tables: string, where: SqlPart): Sum[] =>
    statements(`${SUMS} FROM ${tables} WHERE ${where.sql} ${GROUPS}`).all(...where.params) as Sum[];
  const where = whereOf(filter);
  const term = searchTerm(filter.search ?? '');
  if (term !== null && !isCommon(statements, { filter }, term)) {
    yield* all(FROM_INDEX, joined([where, indexTest(term, tellingIn(statements, filter)), textTest(term)]));
    return;
  }
  if (term === null && (filter.month !== undefined || filter.needsLook === true) && areFew(statements, where)) {
    yield* all('invoice i', where);
    return;
  }
  const tables = term === null ? 'invoice i NOT INDEXED' : 'invoice i NOT INDEXED JOIN invoice_text t ON t.id = i.id';
  for await (const slice of slices(statements))
    yield* all(tables, joined([where, slice, ...(term === null ? [] : [textTest(term)])]));
}

/** So few that an index and one step are quicker than slices of everything. */
function areFew(statements: StatementCache, where: SqlPart): boolean {
  const some = statements(`SELECT count(*) FROM (SELECT 1 FROM invoice i WHERE ${where.sql} LIMIT ${String(SLICE)})`);
  return Number(some.pluck().get(...where.params)) < SLICE;
}

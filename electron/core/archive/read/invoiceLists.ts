// Lists and months over the projection.
import type {
  InvoiceCursor,
  InvoiceFilter,
  InvoicePage,
  InvoiceRow,
  InvoiceSort,
} from '../../../../shared/contract/invoices';
import { ConnectionId, InvoiceRowId, type CompanyId, type Month } from '../../../../shared/domain/ids';
import type { Direction, InvoiceKind, PaymentState } from '../../../../shared/domain/invoice';
import { fromMinor, type Money } from '../../../../shared/domain/money';
import { homeCurrency } from '../ingest/project';
import { listSql, SORTS } from './invoiceQuery';
import { searchRows } from './search';
import { slices } from './slices';
import type { StatementCache } from './statementCache';
import { searchTerm } from '../../../../shared/lib/searchWords';

export interface StoredInvoiceRow {
  readonly id: number;
  readonly connectionId: ConnectionId;
  readonly number: string;
  readonly kind: InvoiceKind;
  readonly direction: Direction;
  readonly issueDate: string;
  readonly counterparty: string;
  readonly counterpartyTaxId: string | null;
  readonly gross: number;
  readonly currency: string;
  readonly needsLook: number;
  readonly isDeleted: number;
  readonly versionCount: number;
  readonly grossOrder: number;
  readonly counterpartyOrder: string;
  /** Connections joined by commas. */
  readonly alsoIn: string | null;
  readonly differs: number | null;
  readonly paymentState: PaymentState | null;
}

export function listInvoices(
  statements: StatementCache,
  filter: InvoiceFilter,
  sort: InvoiceSort,
  after: InvoiceCursor | null,
  limit: number,
): InvoicePage {
  const order = { filter, sort, after, limit };
  const term = searchTerm(filter.search ?? '');
  const { sql, params } = listSql(order, 'invoice i', []);
  const found = (
    term === null ? statements(sql).all(...params) : searchRows(statements, order, term)
  ) as readonly StoredInvoiceRow[];
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const hasMore = found.length > limit && last !== undefined;
  const next = hasMore ? { next: { value: last[SORTS[sort].valueOf], id: InvoiceRowId.parse(last.id) } } : {};
  return { rows: rows.map(invoiceRow), ...next };
}

export function invoiceRow(row: StoredInvoiceRow): InvoiceRow {
  const { connectionId, number, kind, direction, issueDate, counterparty, counterpartyTaxId, versionCount } = row;
  return {
    id: InvoiceRowId.parse(row.id),
    connectionId,
    number,
    kind,
    direction,
    issueDate,
    counterparty,
    ...(counterpartyTaxId === null ? {} : { counterpartyTaxId }),
    gross: money(row.gross, row.currency),
    needsLook: row.needsLook === 1,
    isDeleted: row.isDeleted === 1,
    versionCount,
    ...(row.alsoIn === null ? {} : { alsoIn: row.alsoIn.split(',').map((id) => ConnectionId.parse(id)) }),
    ...(row.differs === 1 ? { differs: true } : {}),
    ...(row.paymentState === null ? {} : { payment: row.paymentState }),
  };
}

export function money(minor: number, currency: string): Money {
  return { amount: fromMinor(minor, currency), currency };
}

export interface MonthSum {
  readonly month: Month;
  readonly direction: Direction;
  readonly count: number;
  readonly net: Money;
}
interface MonthRow {
  readonly month: Month;
  readonly direction: Direction;
  readonly currency: string;
  readonly count: number;
  readonly net: number;
}

/** Counts are of all invoices; the sum is of the company's own currency, or of the commonest where it has none. */
export async function months(statements: StatementCache, companyId: CompanyId): Promise<readonly MonthSum[]> {
  const company = statements('SELECT country FROM company WHERE uuid = ?').get(companyId) as
    { readonly country: string } | undefined;
  const rows = [...(await monthRows(statements, companyId))].sort(
    byMonthAndWeight(homeCurrency(company?.country ?? 'PL')),
  );
  const sums = new Map<string, MonthSum>();
  for (const { month, direction, currency, count, net } of rows) {
    const key = `${month} ${direction}`;
    const first = sums.get(key);
    const sum = first ?? { month, direction, count: 0, net: money(net, currency) };
    sums.set(key, { ...sum, count: sum.count + count });
  }
  return [...sums.values()];
}

async function monthRows(statements: StatementCache, companyId: CompanyId): Promise<Iterable<MonthRow>> {
  const rows = new Map<string, MonthRow>();
  for await (const slice of slices(statements)) {
    const found = statements(`SELECT i.month, i.direction, i.currency, count(*) AS count, sum(i.net) AS net
      FROM invoice i NOT INDEXED WHERE i.company_id = (SELECT id FROM company WHERE uuid = ?) AND i.is_hidden = 0
      AND i.is_deleted = 0 AND ${slice.sql} GROUP BY i.month, i.direction, i.currency`).all(companyId, ...slice.params);
    for (const row of found as MonthRow[]) {
      const key = `${row.month} ${row.direction} ${row.currency}`;
      const { count, net } = rows.get(key) ?? { count: 0, net: 0 };
      rows.set(key, { ...row, count: row.count + count, net: row.net + net });
    }
  }
  return rows.values();
}

/** Newest first; of one month and direction the currency first whose sum is shown. */
function byMonthAndWeight(home: string): (a: MonthRow, b: MonthRow) => number {
  const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  return (a, b) =>
    order(b.month, a.month) ||
    order(a.direction, b.direction) ||
    Number(b.currency === home) - Number(a.currency === home) ||
    b.count - a.count ||
    order(a.currency, b.currency);
}

// Pure: twelve months x destinations, which month lies where.
import type { ConnectionId, Month } from '../../../shared/domain/ids';
import type { BundleView, CellState, ReportView } from '../../../shared/contract/reports';
import { liesAt } from '../../../shared/domain/receipts';
import type { z } from 'zod';

export interface YearFacts {
  readonly year: number;
  /** Month in which we are now. */
  readonly thisMonth: Month;
  readonly destinations: readonly ConnectionId[];
  readonly monthsWithInvoices: ReadonlySet<Month>;
  readonly bundles: readonly BundleView[];
  /** What somebody brought, and what tills have signed. */
  readonly reports: readonly Pick<ReportView, 'month' | 'receipts'>[];
  readonly uploading: ReadonlySet<string>;
}
interface Cell {
  month: Month;
  state: z.infer<typeof CellState>;
  revision?: number;
}

export function yearGrid(facts: YearFacts): { connectionId: ConnectionId; cells: Cell[] }[] {
  return facts.destinations.map((connectionId) => ({
    connectionId,
    cells: Array.from({ length: 12 }, (_, index) =>
      cell(facts, connectionId, `${String(facts.year)}-${String(index + 1).padStart(2, '0')}`),
    ),
  }));
}

function cell(facts: YearFacts, connectionId: ConnectionId, month: Month): Cell {
  const bundles = facts.bundles.filter((bundle) => bundle.month === month).sort((a, b) => b.revision - a.revision);
  const latest = bundles[0];
  const reports = facts.reports.filter((report) => report.month === month);
  const hasInvoices = facts.monthsWithInvoices.has(month);
  if (facts.uploading.has(`${connectionId}|${month}`)) return { month, state: 'running' };
  const isThere = latest !== undefined && liesAt(latest.receipts, connectionId);
  const lacksReport = reports.some(({ receipts }) => !liesAt(receipts, connectionId));
  if (isThere) return { month, state: latest.lateCount > 0 || lacksReport ? 'due' : 'done', revision: latest.revision };
  if (reports.length > 0 && !lacksReport && latest === undefined && !hasInvoices) return { month, state: 'done' };
  if (month >= facts.thisMonth) return { month, state: 'not_due' };
  return { month, state: hasInvoices || reports.length > 0 ? 'due' : 'none' };
}

// Pure: twelve months x destinations, which month lies where, and whether it came in time.
import type { ConnectionId, Month } from '../../../../shared/domain/ids';
import type { ReceiptView } from '../../../../shared/contract/receipts';
import type { BundleView, CellState, ReportView } from '../../../../shared/contract/reports';
import { liesAt } from '../../../../shared/domain/receipts';
import type { z } from 'zod';
import { msOf } from '../../time';

export interface YearFacts {
  readonly year: number;
  readonly nowMs: number;
  /** Month in which we are now. */
  readonly thisMonth: Month;
  readonly destinations: readonly { readonly id: ConnectionId; readonly createdAt: string }[];
  readonly monthsWithInvoices: ReadonlySet<Month>;
  readonly bundles: readonly BundleView[];
  /** What somebody brought, and what tills have signed. */
  readonly reports: readonly Pick<ReportView, 'month' | 'receipts'>[];
  readonly uploading: ReadonlySet<string>;
  /** Until when a month has to have gone out. */
  readonly deadline: (month: Month) => number;
}
export interface Cell {
  month: Month;
  state: z.infer<typeof CellState>;
  revision?: number;
}
type Destination = YearFacts['destinations'][number];

export function yearGrid(facts: YearFacts): { connectionId: ConnectionId; cells: Cell[] }[] {
  return facts.destinations.map((destination) => ({
    connectionId: destination.id,
    cells: monthsOf(facts.year).map((month) => cell(facts, destination, month)),
  }));
}

export function monthsOf(year: number): Month[] {
  return Array.from({ length: 12 }, (_, index) => `${String(year)}-${String(index + 1).padStart(2, '0')}`);
}

function cell(facts: YearFacts, destination: Destination, month: Month): Cell {
  const connectionId = destination.id;
  const bundles = facts.bundles.filter((bundle) => bundle.month === month).sort((a, b) => b.revision - a.revision);
  const latest = bundles[0];
  const reports = facts.reports.filter((report) => report.month === month);
  const hasInvoices = facts.monthsWithInvoices.has(month);
  if (facts.uploading.has(`${connectionId}|${month}`)) return { month, state: 'running' };
  const files = [...bundles, ...reports];
  const isThere = latest !== undefined && liesAt(latest.receipts, connectionId);
  const lacksReport = reports.some(({ receipts }) => !liesAt(receipts, connectionId));
  const done = isLate(facts, destination, month, files) ? 'done_late' : 'done';
  if (isThere) return { month, state: latest.lateCount > 0 || lacksReport ? 'due' : done, revision: latest.revision };
  if (reports.length > 0 && !lacksReport && latest === undefined && !hasInvoices) return { month, state: done };
  if (month >= facts.thisMonth) return { month, state: 'not_due' };
  if (!hasInvoices && reports.length === 0) return { month, state: 'none' };
  // Something of the month is there: what is new is due, the month is not missing.
  const isEmpty = files.every(({ receipts }) => !liesAt(receipts, connectionId));
  const deadline = facts.deadline(month);
  return { month, state: isEmpty && wasThere(destination, deadline) && facts.nowMs > deadline ? 'missing' : 'due' };
}

/** A place that was connected later could not have got it in time. */
const wasThere = ({ createdAt }: Destination, deadline: number): boolean => msOf(createdAt) < deadline;

/** By the first of its files that arrived: what is added afterwards does not make the month late. */
function isLate(
  facts: YearFacts,
  destination: Destination,
  month: Month,
  files: readonly { readonly receipts: readonly ReceiptView[] }[],
): boolean {
  const deadline = facts.deadline(month);
  const arrived = files.flatMap(({ receipts }) =>
    receipts.filter(({ connectionId }) => connectionId === destination.id).map(({ at }) => msOf(at)),
  );
  return wasThere(destination, deadline) && arrived.length > 0 && Math.min(...arrived) > deadline;
}

// Pure: twelve months x destinations, which month lies where.
import type { ConnectionId, Month } from '../../../shared/domain/ids';
import type { BundleView, CellState } from '../../../shared/contract/reports';
import type { z } from 'zod';

export interface YearFacts {
  readonly year: number;
  /** Month in which we are now. */
  readonly thisMonth: Month;
  readonly destinations: readonly ConnectionId[];
  readonly monthsWithInvoices: ReadonlySet<Month>;
  readonly bundles: readonly BundleView[];
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
  if (facts.uploading.has(`${connectionId}|${month}`)) return { month, state: 'running' };
  if (latest?.receipts.some((receipt) => receipt.connectionId === connectionId) === true) {
    return { month, state: latest.lateCount > 0 ? 'due' : 'done', revision: latest.revision };
  }
  if (month >= facts.thisMonth) return { month, state: 'not_due' };
  return { month, state: facts.monthsWithInvoices.has(month) ? 'due' : 'none' };
}

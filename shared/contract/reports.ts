import { z } from 'zod';
import { BundleId, CompanyId, ConnectionId, Instant, Month, RunId } from '../domain/ids';
import { Direction } from '../domain/invoice';
import { Money } from '../domain/money';
import { command, event, query } from './define';

export const ReceiptView = z.strictObject({
  connectionId: ConnectionId,
  path: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  /** How the destination's copy was compared: its own checksum, or read back. */
  verifiedBy: z.enum(['checksum', 'read_back', 'size']),
  at: Instant,
  remoteId: z.string().optional(),
});
export type ReceiptView = z.infer<typeof ReceiptView>;

export const BundleView = z.strictObject({
  id: BundleId,
  companyId: CompanyId,
  month: Month,
  revision: z.int(),
  fileName: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  /** Hash of the sorted originals' hashes, month and revision (design §3). */
  identity: z.string(),
  invoiceCount: z.int(),
  builtAt: Instant,
  totals: z.array(z.strictObject({ direction: Direction, count: z.int(), gross: Money })),
  entries: z.array(z.strictObject({ name: z.string(), bytes: z.int(), count: z.int() })),
  receipts: z.array(ReceiptView),
  /** Invoices that came after this revision was built: a next revision is due. */
  lateCount: z.int(),
});
export type BundleView = z.infer<typeof BundleView>;

export const CellState = z.enum(['done', 'done_late', 'running', 'due', 'missing', 'not_due', 'none']);
export const MonthCell = z.strictObject({ month: Month, state: CellState, revision: z.int().optional() });
export const YearRow = z.strictObject({ connectionId: ConnectionId, cells: z.array(MonthCell) });

export const reports = {
  year: query(
    z.strictObject({ companyId: CompanyId, year: z.int().min(2000).max(2100) }),
    z.strictObject({ rows: z.array(YearRow) }),
  ),
  /** All revisions of a month, newest first, and how many invoices the month has now. */
  month: query(
    z.strictObject({ companyId: CompanyId, month: Month }),
    z.strictObject({ bundles: z.array(BundleView), invoiceCount: z.int() }),
  ),
  /** Makes the bundle, or answers with the existing one when nothing has changed since. */
  build: command(z.strictObject({ companyId: CompanyId, month: Month }), z.strictObject({ runId: RunId })),
  /** To one destination or to all of the company. Builds first when there is no current bundle. */
  upload: command(
    z.strictObject({ companyId: CompanyId, month: Month, connectionId: ConnectionId.optional() }),
    z.strictObject({ runId: RunId }),
  ),
  /** Shows the file in the system's file manager. */
  reveal: command(z.strictObject({ bundleId: BundleId }), z.void()),
  changed: event(z.strictObject({ companyId: CompanyId, month: Month.optional() })),
};

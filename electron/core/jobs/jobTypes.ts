// The closed set of work that survives a restart. Payloads are parsed at the door of every attempt.
import { z } from 'zod';
import { RemoteFile } from '../../../shared/contract/destinations';
import { DateRange, Tag } from '../../../shared/domain/dateRange';
import { BundleId, CompanyId, ConnectionId, Month, ReportId } from '../../../shared/domain/ids';

export const jobPayloads = {
  sync: z.strictObject({
    companyId: CompanyId,
    connectionId: ConnectionId,
    range: DateRange.optional(),
    tag: Tag.optional(),
    /** A till: the running month as well. */
    soFar: z.boolean().optional(),
  }),
  verify: z.strictObject({ connectionId: ConnectionId }),
  build: z.strictObject({ companyId: CompanyId, month: Month }),
  /** Files of a month to one destination. The bundle is built by the run's first job, which then adds these. */
  upload: z.strictObject({
    companyId: CompanyId,
    connectionId: ConnectionId,
    month: Month,
    bundleId: BundleId.optional(),
    /** Also what tills have signed. */
    reportIds: z.array(ReportId).optional(),
  }),
  /** What lies at one destination, held against the receipts of the month. */
  check: z.strictObject({ companyId: CompanyId, connectionId: ConnectionId, month: Month }),
  /** One file of a destination, to a place on this computer. */
  fetch: z.strictObject({ companyId: CompanyId, connectionId: ConnectionId, file: RemoteFile, toPath: z.string() }),
  /** A bundle of a destination, brought here only to be compared with its own list. */
  restore: z.strictObject({ companyId: CompanyId, connectionId: ConnectionId, file: RemoteFile }),
  /** What a destination does not have yet of this computer's backup. */
  send_backup: z.strictObject({ companyId: CompanyId, connectionId: ConnectionId }),
  /** Everything of a connection that was confirmed; `ids` are the ones this confirmation is for. */
  send: z.strictObject({ companyId: CompanyId, connectionId: ConnectionId, ids: z.array(z.uuid()) }),
  /** Syncs are not needed for it: builds what is there, then adds one upload per destination, with what else the month has. */
  build_and_upload: z.strictObject({
    companyId: CompanyId,
    month: Month,
    connectionIds: z.array(ConnectionId),
  }),
} as const;

export type JobType = keyof typeof jobPayloads;
export type JobPayload<T extends JobType> = z.infer<(typeof jobPayloads)[T]>;

export function isJobType(text: string): text is JobType {
  return Object.hasOwn(jobPayloads, text);
}

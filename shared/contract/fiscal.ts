// What tills have signed: the files that are kept of it, how long the service still has the rest, and the check of a receipt.
import { z } from 'zod';
import { CompanyId, ConnectionId, Instant, Month, PlainDate, ProviderId, ReportId } from '../domain/ids';
import { MessageParams } from '../errors';
import { command, event, query } from './define';
import { ReceiptView } from './receipts';

export const FiscalFileView = z.strictObject({
  id: ReportId,
  companyId: CompanyId,
  connectionId: ConnectionId,
  providerId: ProviderId,
  month: Month,
  /** The security module; absent for files of a whole account. */
  moduleId: z.string().optional(),
  /** Of a month that was still running: the whole one comes later. */
  isInterim: z.boolean(),
  fileName: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  storedAt: Instant,
  records: z.int(),
  firstCounter: z.int().optional(),
  lastCounter: z.int().optional(),
  /** Keys of the provider's texts. */
  findings: z.array(z.strictObject({ key: z.string(), params: MessageParams })),
  receipts: z.array(ReceiptView),
});
export type FiscalFileView = z.infer<typeof FiscalFileView>;

/**
 * `kept`: a file is in the archive. `nothing`: the month was asked for and nothing was signed. `running`: not over yet. `due`: can be
 * fetched. `late`: the service no longer promises to have all of it.
 */
export const FiscalMonthState = z.enum(['kept', 'nothing', 'running', 'due', 'late']);
export const FiscalMonth = z.strictObject({
  month: Month,
  state: FiscalMonthState,
  /** The first day on which something of it may be gone. */
  goneFrom: PlainDate,
  daysLeft: z.int(),
  records: z.int(),
  /** Numbers that are missing between this month and the one before it. */
  missingBefore: z.int().optional(),
  findings: z.int(),
});
export type FiscalMonth = z.infer<typeof FiscalMonth>;

export const FiscalModuleView = z.strictObject({
  connectionId: ConnectionId,
  id: z.string(),
  name: z.string(),
  serial: z.string(),
  state: z.enum(['signing', 'preparing', 'ended', 'broken']),
  /** Oldest first; what lies before the first file and before the service's memory is not listed. */
  months: z.array(FiscalMonth),
});
export type FiscalModuleView = z.infer<typeof FiscalModuleView>;

/** `calm`: nothing is missing, or it is not urgent. */
export const FiscalAlarm = z.enum(['calm', 'soon', 'urgent', 'late']);
export type FiscalAlarm = z.infer<typeof FiscalAlarm>;

export const FiscalOverview = z.strictObject({
  modules: z.array(FiscalModuleView),
  alarm: FiscalAlarm,
  /** The month that is next to be lost, when one waits. */
  next: z.strictObject({ month: Month, goneFrom: PlainDate, daysLeft: z.int() }).optional(),
  /** When the services were last asked; absent before the first time. */
  asOf: Instant.optional(),
  /** Something fetches by itself. */
  hasSchedule: z.boolean(),
  /** Files of finished months that lie at no destination yet. */
  notUploaded: z.int(),
});
export type FiscalOverview = z.infer<typeof FiscalOverview>;

export const TillReceipt = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('no_code') }),
  z.strictObject({
    is: z.literal('read'),
    providerId: ProviderId,
    verdict: z.enum(['valid', 'forged', 'unchecked']),
    fields: z.array(z.strictObject({ key: z.string(), value: z.string() })),
    /** The code as it was read, for the picture beside it. */
    text: z.string(),
    /** Which module of this company has signed it; absent: none that is known. */
    module: z.strictObject({ connectionId: ConnectionId, id: z.string(), name: z.string() }).optional(),
  }),
]);
export type TillReceipt = z.infer<typeof TillReceipt>;

/** Rows of a page. */
export const RECEIPTS_PAGE = 20;

export const ListedReceipt = z.strictObject({
  number: z.int(),
  state: z.enum(['open', 'finished', 'cancelled']),
  till: z.string(),
  startedAt: Instant,
  /** The text of its code, once it is finished. */
  code: z.string().optional(),
});
export type ListedReceipt = z.infer<typeof ListedReceipt>;

export const fiscal = {
  overview: query(z.strictObject({ companyId: CompanyId }), FiscalOverview),
  /** Without a month all that is kept, oldest month first. */
  files: query(z.strictObject({ companyId: CompanyId, month: Month.optional() }), z.array(FiscalFileView)),
  /** Shows the file in the system's file manager. */
  reveal: command(z.strictObject({ fileId: ReportId }), z.void()),
  /** Copies it where the user says; without `savedTo` the dialog was closed. */
  save: command(z.strictObject({ fileId: ReportId }), z.strictObject({ savedTo: z.string().optional() })),
  /** Offline: nothing is asked of anybody. */
  checkReceipt: query(z.strictObject({ companyId: CompanyId, text: z.string().max(10_000) }), TillReceipt),
  /** Asked of the service, newest first: this number alone, or from this day on back. */
  receipts: query(
    z.strictObject({
      connectionId: ConnectionId,
      moduleId: z.string().min(1).max(100),
      offset: z.int().min(0),
      number: z.int().min(1).optional(),
      day: PlainDate.optional(),
    }),
    z.strictObject({ total: z.int(), offset: z.int(), receipts: z.array(ListedReceipt) }),
  ),
  changed: event(z.strictObject({ companyId: CompanyId })),
};

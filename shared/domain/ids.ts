// Branded ids, instants and calendar dates: the smallest words of the domain.
import { z } from 'zod';

export const CompanyId = z.uuid().brand<'CompanyId'>();
export type CompanyId = z.infer<typeof CompanyId>;
export const ConnectionId = z.uuid().brand<'ConnectionId'>();
export type ConnectionId = z.infer<typeof ConnectionId>;
export const RunId = z.uuid().brand<'RunId'>();
export type RunId = z.infer<typeof RunId>;
export const JobId = z.uuid().brand<'JobId'>();
export type JobId = z.infer<typeof JobId>;
export const BundleId = z.uuid().brand<'BundleId'>();
export type BundleId = z.infer<typeof BundleId>;
export const ReportId = z.uuid().brand<'ReportId'>();
export type ReportId = z.infer<typeof ReportId>;
export const ScheduleId = z.uuid().brand<'ScheduleId'>();
export type ScheduleId = z.infer<typeof ScheduleId>;
export const FlowId = z.uuid().brand<'FlowId'>();
export type FlowId = z.infer<typeof FlowId>;

/** Row number of an invoice in this archive: stable until the archive is rebuilt. */
export const InvoiceRowId = z.int().positive().brand<'InvoiceRowId'>();
export type InvoiceRowId = z.infer<typeof InvoiceRowId>;

/** The readable name of a connection, chosen at creation, unique and immutable. */
export const ConnectionSlug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/)
  .brand<'ConnectionSlug'>();
export type ConnectionSlug = z.infer<typeof ConnectionSlug>;

export const ProviderId = z.string().regex(/^[a-z][a-z0-9_]{1,31}$/);
export type ProviderId = z.infer<typeof ProviderId>;

/** Instant as fixed-width UTC text with milliseconds: compares as text. */
export const Instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
export type Instant = z.infer<typeof Instant>;

/** Calendar date without a zone. */
export const PlainDate = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
export type PlainDate = z.infer<typeof PlainDate>;

export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export type Month = z.infer<typeof Month>;

export const Language = z.enum(['en', 'pl', 'de', 'et']);
export type Language = z.infer<typeof Language>;

// What of the sign-ins ends by itself, over all companies: the calendar of what expires.
import { z } from 'zod';
import { CompanyId, ConnectionId, Instant, PlainDate, ProviderId } from '../domain/ids';
import { command, query } from './define';

export const ExpiryKind = z.enum(['token', 'certificate', 'grant', 'password']);
export type ExpiryKind = z.infer<typeof ExpiryKind>;

export const ExpiryView = z.strictObject({
  connectionId: ConnectionId,
  companyId: CompanyId,
  providerId: ProviderId,
  title: z.string(),
  company: z.string(),
  kind: ExpiryKind,
  /** The field of the form that holds it; what it is called stands there. */
  field: z.string().optional(),
  endsAt: Instant,
  /** The same as a day where the company is. */
  endsOn: PlainDate,
  /** `soon`: somebody is reminded by now. */
  state: z.enum(['over', 'soon', 'later']),
  /** Each use moves the end: nobody has to do anything as long as Kontor runs. */
  isExtendedByUse: z.boolean(),
  /** Somebody here wrote it down; else the thing itself or its service says so. */
  isNoted: z.boolean(),
  /** An end that is announced and may still move: a key of the provider's texts says which. Nobody is reminded of it. */
  announced: z.string().optional(),
  /** The way of renewing it, among the provider's actions; absent: signing in again. */
  actionId: z.string().optional(),
});
export type ExpiryView = z.infer<typeof ExpiryView>;

/** A connection of whose sign-in nobody knows whether it ends. */
export const EndlessView = ExpiryView.pick({
  connectionId: true,
  companyId: true,
  providerId: true,
  title: true,
  company: true,
});
export type EndlessView = z.infer<typeof EndlessView>;

export const expiries = {
  /** By their ends, the next one first. */
  list: query(z.void(), z.strictObject({ dated: z.array(ExpiryView), undated: z.array(EndlessView) })),
  /** Writes down a date that no service tells, or takes it away; a new sign-in takes it away, too. */
  note: command(
    z.strictObject({ connectionId: ConnectionId, kind: ExpiryKind, endsOn: PlainDate.optional() }),
    z.void(),
  ),
  /** Writes the calendar for other programs (iCalendar); main asks where to. Nothing was saved: the dialog was closed. */
  save: command(z.void(), z.strictObject({ savedTo: z.string().optional() })),
};

import { z } from 'zod';
import { AppError } from '../errors';
import { CompanyId, ConnectionId, ConnectionSlug, Instant, ProviderId, RunId } from '../domain/ids';
import { line, TITLE_CHARS } from '../domain/line';
import { FieldValues } from '../forms/fields';
import { Capability } from './providers';
import { command, event, query } from './define';

export const ConnectionState = z.enum(['unverified', 'ok', 'needs_attention', 'paused']);
export type ConnectionState = z.infer<typeof ConnectionState>;

/** What the service says about itself: shown beside the state, no failure of the connection. */
export const NoticeView = z.strictObject({
  kind: z.enum(['outage', 'maintenance', 'announced', 'warning']),
  /** The service's own words. */
  text: z.string(),
  at: Instant,
  since: Instant.optional(),
  until: Instant.optional(),
});
export type NoticeView = z.infer<typeof NoticeView>;

/** A sign-in as the service lists it. */
export const SessionView = z.strictObject({
  reference: z.string(),
  method: z.string(),
  startedAt: Instant,
  validUntil: Instant.optional(),
  isCurrent: z.boolean(),
  /** What the service says that Kontor's own sign-in holds. */
  holds: z
    .strictObject({
      context: z.string().optional(),
      rights: z.array(z.string()).readonly(),
      until: Instant.optional(),
      onlyFrom: z.array(z.string()).readonly(),
    })
    .optional(),
});
export type SessionView = z.infer<typeof SessionView>;

export const ConnectionView = z.strictObject({
  id: ConnectionId,
  slug: ConnectionSlug,
  companyId: CompanyId,
  providerId: ProviderId,
  title: z.string(),
  /** Who was found at the other end: tax id and environment, or user and server. */
  identity: z.string(),
  state: ConnectionState,
  /** Why it needs attention. */
  problem: AppError.optional(),
  capabilities: z.array(Capability),
  settings: FieldValues,
  /** Names of the credential fields that hold a value; the values never leave main. */
  storedCredentials: z.array(z.string()),
  createdAt: Instant,
  lastGoodRunAt: Instant.optional(),
  /** Found by the last good run. */
  lastNewCount: z.int().optional(),
  runningRunId: RunId.optional(),
  notices: z.array(NoticeView),
  /** What makes sense now: ids of the provider's `actions`. */
  actions: z.array(z.string()),
});
export type ConnectionView = z.infer<typeof ConnectionView>;

/** One counted allowance of a service, e.g. export packages 7 of 20 this hour. */
export const BudgetView = z.strictObject({
  group: z.string(),
  windowSeconds: z.int(),
  limit: z.int(),
  used: z.int(),
  /** When the next call is allowed, if none is allowed now. */
  nextAt: Instant.optional(),
  /** The limit as the service itself told it, and when; absent: the documented one. */
  learnedAt: Instant.optional(),
});
export type BudgetView = z.infer<typeof BudgetView>;

export const connections = {
  list: query(z.strictObject({ companyId: CompanyId }), z.array(ConnectionView)),
  budgets: query(z.strictObject({ connectionId: ConnectionId }), z.array(BudgetView)),
  /** Sign-ins that the service knows of; a question to the service. */
  sessions: query(z.strictObject({ connectionId: ConnectionId }), z.array(SessionView)),
  endSession: command(z.strictObject({ connectionId: ConnectionId, reference: z.string().min(1).max(64) }), z.void()),
  rename: command(z.strictObject({ connectionId: ConnectionId, title: line(TITLE_CHARS) }), z.void()),
  saveSettings: command(z.strictObject({ connectionId: ConnectionId, settings: FieldValues }), z.void()),
  pause: command(z.strictObject({ connectionId: ConnectionId }), z.void()),
  resume: command(z.strictObject({ connectionId: ConnectionId }), z.void()),
  verify: command(z.strictObject({ connectionId: ConnectionId }), z.strictObject({ runId: RunId })),
  /** `keep`: invoices stay in the archive; `delete`: documents of this connection get tombstones and leave the screens. */
  remove: command(z.strictObject({ connectionId: ConnectionId, archive: z.enum(['keep', 'delete']) }), z.void()),
  changed: event(z.strictObject({ connectionId: ConnectionId.optional() })),
};

import { z } from 'zod';
import { AppError, MessageParams } from '../errors';
import { CompanyId, ConnectionId, ConnectionSlug, Instant, ProviderId, RunId } from '../domain/ids';
import { FieldValues } from '../forms/fields';
import { Capability } from './providers';
import { command, event, query } from './define';

export const ConnectionState = z.enum(['unverified', 'ok', 'needs_attention', 'paused']);
export type ConnectionState = z.infer<typeof ConnectionState>;

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
});
export type BudgetView = z.infer<typeof BudgetView>;

/** What an action did. Keys of the provider's texts; `once` is shown now and can never be asked for again. */
export const ActionOutcome = z.strictObject({
  lines: z.array(z.strictObject({ key: z.string(), params: MessageParams })),
  once: z.array(z.strictObject({ label: z.string(), value: z.string() })),
});
export type ActionOutcome = z.infer<typeof ActionOutcome>;

export const connections = {
  list: query(z.strictObject({ companyId: CompanyId }), z.array(ConnectionView)),
  budgets: query(z.strictObject({ connectionId: ConnectionId }), z.array(BudgetView)),
  rename: command(z.strictObject({ connectionId: ConnectionId, title: z.string().min(1).max(120) }), z.void()),
  saveSettings: command(z.strictObject({ connectionId: ConnectionId, settings: FieldValues }), z.void()),
  pause: command(z.strictObject({ connectionId: ConnectionId }), z.void()),
  resume: command(z.strictObject({ connectionId: ConnectionId }), z.void()),
  verify: command(z.strictObject({ connectionId: ConnectionId }), z.strictObject({ runId: RunId })),
  /** Runs one of the provider's `connectionActions`. */
  act: command(
    z.strictObject({ connectionId: ConnectionId, actionId: z.string(), values: FieldValues }),
    ActionOutcome,
  ),
  /** `keep`: invoices stay in the archive; `delete`: documents of this connection get tombstones and leave the screens. */
  remove: command(z.strictObject({ connectionId: ConnectionId, archive: z.enum(['keep', 'delete']) }), z.void()),
  changed: event(z.strictObject({ connectionId: ConnectionId.optional() })),
};

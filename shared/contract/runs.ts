// Runs: what the user sees of one sync, upload, build or verify, with its log and its live progress.
import { z } from 'zod';
import { AppError, MessageParams } from '../errors';
import { DateRange, Tag } from '../domain/dateRange';
import { CompanyId, ConnectionId, Instant, RunId, ScheduleId } from '../domain/ids';
import { LateReason } from '../domain/schedule/rule';
import { RemoteFile, Restored } from './destinations';
import { command, event, query } from './define';

export const RunKind = z.enum(['sync', 'verify', 'build', 'upload', 'check', 'send', 'fetch', 'restore']);
export type RunKind = z.infer<typeof RunKind>;
export const RunState = z.enum(['running', 'waiting', 'done', 'failed', 'cancelled']);
export type RunState = z.infer<typeof RunState>;

/** An original that no format can read, and why: a message key with its params. */
export const UnreadableItem = z.strictObject({
  item: z.string(),
  reason: z.string(),
  params: MessageParams.optional(),
});
export type UnreadableItem = z.infer<typeof UnreadableItem>;

/** Progress of one connection inside a run. */
export const RunPart = z.strictObject({
  connectionId: ConnectionId.optional(),
  state: RunState,
  /** Message key of the phase: `run.phase.downloading`. */
  phase: z.string().optional(),
  done: z.number(),
  /** Absent while nobody knows. */
  total: z.number().optional(),
  unit: z.enum(['invoices', 'bytes', 'steps']),
  newCount: z.int(),
  changedCount: z.int(),
  knownCount: z.int(),
  /** Kept as they came, but not to be read: counted here and in no other number. */
  unreadable: z.array(UnreadableItem),
  /** Long work that may be left alone: steps done of all, and when the last one should be. */
  plan: z.strictObject({ done: z.int(), total: z.int(), endsAt: Instant }).optional(),
  /** When a limit or a retry lets it go on. */
  waitsUntil: Instant.optional(),
  /** Held by the user, until it is resumed. */
  isPaused: z.boolean().optional(),
  problem: AppError.optional(),
});
export type RunPart = z.infer<typeof RunPart>;

/** The time of a schedule that a run stands for, and why it came later. */
export const RunDue = z.strictObject({ scheduleId: ScheduleId, at: Instant, late: LateReason.optional() });
export type RunDue = z.infer<typeof RunDue>;

export const RunView = z.strictObject({
  id: RunId,
  companyId: CompanyId.optional(),
  kind: RunKind,
  trigger: z.enum(['user', 'schedule', 'demo', 'api']),
  state: RunState,
  startedAt: Instant,
  endedAt: Instant.optional(),
  /** Month of a build or upload. */
  month: z.string().optional(),
  revision: z.int().optional(),
  /** The one file that it is about. */
  file: z.string().optional(),
  /** Of a file that is brought back: where it lies at the destination. */
  remote: RemoteFile.optional(),
  /** Where it was put on this computer. */
  savedTo: z.string().optional(),
  restored: Restored.optional(),
  /** A sync of these dates only. */
  range: DateRange.optional(),
  /** Put on what the run brings. */
  tag: Tag.optional(),
  due: RunDue.optional(),
  parts: z.array(RunPart),
  /** The first problem of its parts. */
  problem: AppError.optional(),
  /** Name of the computer that it ran on, where it was another one: its log is there. */
  pc: z.string().optional(),
});
export type RunView = z.infer<typeof RunView>;

export const RunLogLine = z.strictObject({
  seq: z.int(),
  at: Instant,
  level: z.enum(['info', 'warn', 'problem']),
  /** Message key with params; provider texts when it starts with the provider's namespace `provider.<id>.`. */
  key: z.string(),
  params: MessageParams,
});
export type RunLogLine = z.infer<typeof RunLogLine>;

export const runs = {
  list: query(
    z.strictObject({
      companyId: CompanyId.optional(),
      connectionId: ConnectionId.optional(),
      kind: RunKind.optional(),
      onlyProblems: z.boolean().optional(),
      /** Keyset: runs that started before this one. */
      before: z.strictObject({ startedAt: Instant, id: RunId }).optional(),
      limit: z.int().min(1).max(200),
    }),
    z.array(RunView),
  ),
  get: query(z.strictObject({ runId: RunId }), RunView),
  log: query(z.strictObject({ runId: RunId }), z.array(RunLogLine)),
  /** Starts the same work again as a new run. */
  retry: command(z.strictObject({ runId: RunId }), z.strictObject({ runId: RunId })),
  cancel: command(z.strictObject({ runId: RunId }), z.void()),
  /** Of an upload: what was sent is kept, also over a restart. */
  pause: command(z.strictObject({ runId: RunId }), z.void()),
  resume: command(z.strictObject({ runId: RunId }), z.void()),
  changed: event(z.strictObject({ runId: RunId, connectionId: ConnectionId.optional() })),
  /** At most ten a second per run; the only event that carries data. */
  progress: event(RunView),
};

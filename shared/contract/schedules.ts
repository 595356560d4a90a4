// Schedules: what runs by itself, when it runs next, and what came later than it should.
import { z } from 'zod';
import { CompanyId, ConnectionId, Instant, Month, RunId, ScheduleId } from '../domain/ids';
import { CatchUp, LateReason, ScheduleRule, ScheduleWork, Zone } from '../domain/schedule/rule';
import { command, event, query } from './define';

export const ScheduleView = z.strictObject({
  id: ScheduleId,
  companyId: CompanyId,
  /** Only this source; absent: all of the company. */
  connectionId: ConnectionId.optional(),
  work: ScheduleWork,
  rule: ScheduleRule,
  zone: z.string(),
  catchUp: CatchUp,
  isOn: z.boolean(),
  /** The next three times; none while it is off. */
  next: z.array(Instant),
  /** The last time that was taken on, and what became of it. */
  last: z
    .strictObject({
      dueAt: Instant,
      startedAt: Instant,
      state: z.enum(['going', 'done', 'skipped', 'failed']),
      month: Month.optional(),
      late: LateReason.optional(),
      runId: RunId.optional(),
      /** Message key of what ended it. */
      problem: z.string().optional(),
    })
    .optional(),
  /** Due and not begun. `ask`: a person is to say; `hold`: begins by itself when the reason is gone. */
  waiting: z
    .strictObject({
      kind: z.enum(['ask', 'hold']),
      since: Instant,
      /** How many times have passed; one run makes up for all of a sync, each month has its own. */
      count: z.int().min(1),
      months: z.array(Month),
      reason: LateReason.optional(),
    })
    .optional(),
});
export type ScheduleView = z.infer<typeof ScheduleView>;

export const PauseUntil = z.union([Instant, z.literal('resumed')]);

export const schedules = {
  list: query(z.strictObject({ companyId: CompanyId }), z.array(ScheduleView)),
  /** Over all companies, for the overview and the tray. */
  status: query(
    z.void(),
    z.strictObject({
      count: z.int(),
      nextAt: Instant.optional(),
      nextWork: ScheduleWork.optional(),
      pausedUntil: PauseUntil.optional(),
      /** So many wait for a person to say whether they are made up for. */
      asking: z.int(),
      lastGoodAt: Instant.optional(),
      /** No good run for longer than the schedules explain: since then. */
      silentSince: Instant.optional(),
    }),
  ),
  /** What is offered for this company: spread over installations, when the services are quiet. */
  suggest: query(
    z.strictObject({ companyId: CompanyId, work: ScheduleWork }),
    z.strictObject({ rule: ScheduleRule, zone: z.string() }),
  ),
  /** Without an id: a new one. */
  save: command(
    z.strictObject({
      id: ScheduleId.optional(),
      companyId: CompanyId,
      connectionId: ConnectionId.optional(),
      work: ScheduleWork,
      rule: ScheduleRule,
      zone: Zone,
      catchUp: CatchUp,
      isOn: z.boolean(),
    }),
    z.strictObject({ id: ScheduleId }),
  ),
  /** What is going goes on to its end. */
  remove: command(z.strictObject({ id: ScheduleId }), z.void()),
  /** What waits is done now, whatever held it back. */
  runWaiting: command(z.strictObject({ id: ScheduleId }), z.void()),
  skipWaiting: command(z.strictObject({ id: ScheduleId }), z.void()),
  /** Nothing begins by itself on this computer. */
  pause: command(z.strictObject({ until: z.enum(['hour', 'tomorrow', 'resumed']) }), z.void()),
  resume: command(z.void(), z.void()),
  changed: event(z.void()),
};

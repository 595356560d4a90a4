// A schedule as a person says it: by the clock on the wall of one place.
import { z } from 'zod';
import { isZone } from './zone';

export const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export type WallTime = z.infer<typeof WallTime>;

/** 1 Monday to 7 Sunday. */
const Weekday = z.int().min(1).max(7);

/** How often a backup is worth it. */
export const BackupRule = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('day'), at: WallTime }),
  z.strictObject({ every: z.literal('week'), on: z.array(Weekday).min(1).max(7), at: WallTime }),
]);
export type BackupRule = z.infer<typeof BackupRule>;

export const SyncRule = z.discriminatedUnion('every', [
  ...BackupRule.options,
  /** Every n hours by the clock: `at` is the first of the day, so that a day has the same times as the one before. */
  z.strictObject({
    every: z.literal('hours'),
    hours: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(6), z.literal(8), z.literal(12)]),
    at: WallTime,
  }),
]);

/** The report of the month before, on the n-th or the last working day. */
export const ReportRule = z.strictObject({
  every: z.literal('month'),
  workingDay: z.union([z.int().min(1).max(15), z.literal('last')]),
  at: WallTime,
});

export const ScheduleRule = z.discriminatedUnion('every', [...SyncRule.options, ReportRule]);
export type ScheduleRule = z.infer<typeof ScheduleRule>;

export const Zone = z.string().max(64).refine(isZone);

/** What happens with a run whose time has passed. */
export const CatchUp = z.enum(['when_possible', 'ask', 'skip']);
export type CatchUp = z.infer<typeof CatchUp>;

export const ScheduleWork = z.enum(['sync', 'report']);
export type ScheduleWork = z.infer<typeof ScheduleWork>;

/** Why something ran later than its rule says. */
export const LateReason = z.enum([
  'app_off',
  'asleep',
  'offline',
  'saving',
  'metered',
  'paused',
  'busy',
  'store',
  'clock',
]);
export type LateReason = z.infer<typeof LateReason>;

// The small panel at the symbol: how each company stands, in one answer, and the few things that it may ask for.
import { z } from 'zod';
import { CompanyId, ConnectionId, Instant, Month, PlainDate, RunId } from '../domain/ids';
import { BudgetView } from './connections';
import { command, event, query } from './define';
import { Goal } from './desktop';
import { RunView } from './runs';
import { PauseUntil } from './schedules';

export const PANEL_ACTIONS = [
  'sync',
  'upload',
  'pause_hour',
  'pause_tomorrow',
  'pause_resumed',
  'resume',
  'open',
] as const;

/** Something that only a person can do. */
export const PanelNeed = z.strictObject({
  /** `asking`: something was missed and may be made up for; `till`: a month of a till would be lost; `backup`: one was due and waits. */
  kind: z.enum(['connection', 'expires', 'over', 'asking', 'till', 'backup']),
  /** For putting it off; absent: it cannot wait until tomorrow. */
  name: z.string().max(200).optional(),
  /** Of the connection. */
  title: z.string().optional(),
  /** When it ends or is lost. */
  day: PlainDate.optional(),
  month: Month.optional(),
  goal: Goal,
});
export type PanelNeed = z.infer<typeof PanelNeed>;

export const PanelCompany = z.strictObject({
  id: CompanyId,
  name: z.string(),
  needs: z.array(PanelNeed),
  /** So many more were put off until tomorrow. */
  putOff: z.int(),
  /** Found by the last check of its sources; absent: it has none, or none was checked. */
  newCount: z.int().optional(),
  checkedAt: Instant.optional(),
  lastGoodAt: Instant.optional(),
  nextAt: Instant.optional(),
  /** What is going on. */
  run: RunView.optional(),
  /** The last work that ended came to nothing. */
  stopped: z.strictObject({ runId: RunId, at: Instant }).optional(),
  /** The last month, of those that are over, that was uploaded whole. */
  sent: z.strictObject({ month: Month, at: Instant }).optional(),
});
export type PanelCompany = z.infer<typeof PanelCompany>;

export const PanelView = z.strictObject({
  companies: z.array(PanelCompany),
  isLocked: z.boolean(),
  isOnline: z.boolean(),
  hasSource: z.boolean(),
  hasDestination: z.boolean(),
  /** So many run by themselves. */
  schedules: z.int(),
  pausedUntil: PauseUntil.optional(),
  silentSince: Instant.optional(),
  lastGoodAt: Instant.optional(),
  nextAt: Instant.optional(),
  /** The allowance that is used up most; absent while none runs short. */
  allowance: z.strictObject({ connectionId: ConnectionId, title: z.string(), budget: BudgetView }).optional(),
});
export type PanelView = z.infer<typeof PanelView>;

export const panel = {
  view: query(z.void(), PanelView),
  choose: command(z.strictObject({ action: z.enum(PANEL_ACTIONS) }), z.void()),
  /** Counted again from tomorrow morning on. */
  putOff: command(z.strictObject({ name: z.string().min(1).max(200) }), z.void()),
  /** Brings the window, at this place. */
  lead: command(Goal, z.void()),
  /** Something was put off, or is back. */
  changed: event(z.void()),
};

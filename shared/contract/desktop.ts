// Outside the window: what Kontor does at login, what it tells through the system, and where a click there leads. Of this computer alone.
import { z } from 'zod';
import { CompanyId, ConnectionId, Month, RunId } from '../domain/ids';
import { WallTime } from '../domain/schedule/rule';
import { command, event, query } from './define';

export const DesktopSettings = z.strictObject({
  /** Starts with the session, without a window. */
  isAutostart: z.boolean(),
  /** `problems`: only what needs a person; `all`: also that a month arrived. */
  notify: z.enum(['problems', 'all', 'off']),
  /** Told only afterwards, by the clock of this computer; the end may lie on the next day. */
  quiet: z.strictObject({ from: WallTime, to: WallTime }).optional(),
  /** What all uploads together may send, in kB (1,000 bytes) a second; absent: as fast as it goes. */
  uploadLimit: z.int().min(10).max(10_000_000).optional(),
});
export type DesktopSettings = z.infer<typeof DesktopSettings>;

/** A place of the window. */
export const Goal = z.strictObject({
  /** `connect`: signing in again on this connection. */
  place: z.enum(['overview', 'reports', 'tills', 'connections', 'connect', 'activity', 'settings']),
  companyId: CompanyId.optional(),
  connectionId: ConnectionId.optional(),
  /** The action of its provider that renews it, where there is one. */
  actionId: z.string().max(60).optional(),
  runId: RunId.optional(),
  month: Month.optional(),
  section: z.string().max(40).optional(),
});
export type Goal = z.infer<typeof Goal>;

export const desktop = {
  /** `hasTray`: the system shows the symbol somewhere. */
  settings: query(z.void(), z.strictObject({ ...DesktopSettings.shape, hasTray: z.boolean() })),
  save: command(DesktopSettings, z.void()),
  /** Where to go, once: asked at the start of a window and whenever `goalSet` says so. */
  takeGoal: command(z.void(), z.strictObject({ goal: Goal.optional() })),
  goalSet: event(z.void()),
  changed: event(z.void()),
};

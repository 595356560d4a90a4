// Progress through years: which of the planned stretches are done, and when the last one should be, by the pace so far. Kept across the
// hours in which the allowance makes the work wait, and across restarts.
import { z } from 'zod';
import type { WorkContext } from '../sdk/context';
import { windowsFrom } from './importPlan';

export interface History {
  /** A stretch was read. */
  step(): void;
}

const NOTE = 'history';
const Note = z.object({ startedMs: z.number(), total: z.int() });
/** Fewer steps are done before anybody could leave them alone. */
const WORTH_SHOWING = 6;
/** Twenty packages an hour: what a step takes once the first twenty are through. */
const STEP_MS = 3 * 60_000;

export async function createHistory(ctx: WorkContext, places: readonly string[]): Promise<History> {
  const now = ctx.clock.now();
  const left = places.reduce((sum, at) => sum + windowsFrom(at, now), 0);
  const known = await read(ctx);
  if (left < WORTH_SHOWING) {
    if (known) await ctx.notes.delete(NOTE);
    return { step: () => undefined };
  }
  // A later beginning (somebody wants older invoices, too) makes a new history.
  const history = known && known.total >= left ? known : { startedMs: now, total: left };
  if (history !== known) await ctx.notes.put(NOTE, JSON.stringify(history));
  let done = history.total - left;
  const tell = (): void => {
    // Packages that were cut short make more steps than planned.
    const total = Math.max(history.total, done);
    const pace = done >= 3 ? Math.min((ctx.clock.now() - history.startedMs) / done, STEP_MS) : STEP_MS;
    const honest = done > 18 ? STEP_MS : pace;
    ctx.progress.plan?.(done, total, ctx.clock.now() + Math.round((total - done) * honest));
  };
  tell();
  return {
    step: () => {
      done += 1;
      tell();
    },
  };
}

async function read(ctx: WorkContext): Promise<z.infer<typeof Note> | null> {
  const text = await ctx.notes.get(NOTE);
  if (text === null) return null;
  try {
    return Note.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

// The flat rows of the activity list: a head per day, then its runs.
import type { RunView } from '../../../shared/contract/runs';

export type ActivityRow =
  { readonly kind: 'day'; readonly day: string } | { readonly kind: 'run'; readonly run: RunView };

/** `dayOf` tells the local calendar day of an instant; runs come newest first. */
export function rowsByDay(runs: readonly RunView[], dayOf: (instant: string) => string): readonly ActivityRow[] {
  const rows: ActivityRow[] = [];
  let current = '';
  for (const run of runs) {
    const day = dayOf(run.startedAt);
    if (day !== current) rows.push({ kind: 'day', day });
    current = day;
    rows.push({ kind: 'run', run });
  }
  return rows;
}

/** Puts a changed run in its place; a run that is not in the list yet comes first when it is the newest. */
export function withRun(runs: readonly RunView[], changed: RunView): readonly RunView[] {
  const at = runs.findIndex(({ id }) => id === changed.id);
  if (at >= 0) return runs.with(at, changed);
  const newest = runs[0];
  return newest === undefined || changed.startedAt >= newest.startedAt ? [changed, ...runs] : runs;
}

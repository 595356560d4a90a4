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

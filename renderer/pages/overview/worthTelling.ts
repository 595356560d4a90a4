// Which runs of the last day deserve a line of their own.
import type { RunView } from '../../../shared/contract/runs';
import { plainDateOf } from '../../ui/format';

const MOST = 6;

export function worthTelling(
  runs: readonly RunView[],
  now: Date,
): { readonly told: readonly RunView[]; readonly quietChecks: number } {
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  const since = plainDateOf(yesterday);
  const recent = runs.filter((run) => run.endedAt !== undefined && plainDateOf(new Date(run.endedAt)) >= since);
  const isQuiet = (run: RunView): boolean =>
    run.kind === 'sync' &&
    run.state === 'done' &&
    run.parts.every((part) => part.newCount === 0 && part.changedCount === 0 && part.unreadable.length === 0);
  return {
    told: recent.filter((run) => !isQuiet(run)).slice(0, MOST),
    quietChecks: recent.filter(isQuiet).length,
  };
}

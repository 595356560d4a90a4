import type { RunView } from '../../shared/contract/runs';
import type { RunId } from '../../shared/domain/ids';
import { useQuery } from '../bridge/hooks';

/** One run, live: progress events write into the same cache entry. */
export function useRun(runId: RunId | undefined): RunView | undefined {
  // Not asked without an id: the placeholder is then never sent.
  return useQuery('runs.get', { runId: runId as RunId }, { enabled: runId !== undefined }).data;
}

export interface RunTotals {
  readonly done: number;
  readonly total: number | undefined;
  readonly sourcesDone: number;
  readonly sources: number;
  readonly newCount: number;
}
export function totalsOf(run: RunView): RunTotals {
  const counted = run.parts.filter((part) => part.unit === 'invoices');
  const known = counted.every((part) => part.total !== undefined);
  return {
    done: counted.reduce((sum, part) => sum + part.done, 0),
    total: known ? counted.reduce((sum, part) => sum + (part.total ?? 0), 0) : undefined,
    sourcesDone: run.parts.filter((part) => part.state !== 'running' && part.state !== 'waiting').length,
    sources: run.parts.length,
    newCount: run.parts.reduce((sum, part) => sum + part.newCount, 0),
  };
}

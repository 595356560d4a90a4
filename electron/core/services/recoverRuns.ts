// At start: runs that a dead process left as going on. Those with open jobs go on, the others get the state that their jobs reached.
import type { RunPart } from '../../../shared/contract/runs';
import type { ArchiveWriter, JobRow } from '../archive/types';
import type { RunService } from './runService';

const OPEN = new Set<JobRow['state']>(['queued', 'leased', 'retry']);

export async function recoverRuns(writer: ArchiveWriter, runs: RunService): Promise<void> {
  for (const { run, jobs } of await writer.unfinishedRuns()) {
    for (const part of run.parts) {
      if (part.state !== 'running' && part.state !== 'waiting') continue;
      const ours = jobs.filter((job) => job.connectionId === (part.connectionId ?? null) || job.connectionId === null);
      if (ours.some((job) => OPEN.has(job.state))) {
        runs.adopt(run);
        continue;
      }
      await runs.settle(run.id, part.connectionId ?? null, endOf(part, ours));
    }
  }
}

/** A check in the wizard has no job: it ended with the process. */
function endOf(
  part: RunPart,
  jobs: readonly JobRow[],
): { state: 'done' | 'failed' | 'cancelled'; problem?: NonNullable<RunPart['problem']> } {
  const last = jobs.findLast((job) => job.connectionId === (part.connectionId ?? null)) ?? jobs.at(-1);
  if (last?.state === 'parked' && last.problem) return { state: 'failed', problem: last.problem };
  return { state: last?.state === 'done' ? 'done' : 'cancelled' };
}

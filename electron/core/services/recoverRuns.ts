// At start: runs that a dead process left as going on. Those with open jobs go on, the others get the state that their jobs reached.
import type { RunPart, RunView } from '../../../shared/contract/runs';
import type { ArchiveReader, ArchiveWriter, JobRow } from '../archive/types';
import type { RunService } from './runService';

const OPEN = new Set<JobRow['state']>(['queued', 'leased', 'retry']);

export async function recoverRuns(writer: ArchiveWriter, reader: ArchiveReader, runs: RunService): Promise<void> {
  for (const { run, jobs } of await writer.unfinishedRuns()) {
    for (const part of run.parts) {
      if (part.state !== 'running' && part.state !== 'waiting') continue;
      const ours = jobs.filter((job) => job.connectionId === (part.connectionId ?? null) || job.connectionId === null);
      if (ours.some((job) => OPEN.has(job.state))) {
        if (runs.adopt(run) && part.isPaused !== true) await runs.log(run.id, 'info', 'run.log.resumed');
        continue;
      }
      if (ours.length === 0) await runs.log(run.id, 'info', 'run.log.ended_with_app');
      await runs.settle(run.id, part.connectionId ?? null, {
        ...endOf(part, ours),
        ...(await storedBy(reader, run, part)),
      });
    }
  }
}

/** Numbers are kept with a change of state; the last ones before a kill are known to the archive only. */
async function storedBy(reader: ArchiveReader, run: RunView, part: RunPart): Promise<Partial<RunPart>> {
  if (run.kind !== 'sync' || part.connectionId === undefined) return {};
  const { newCount, changedCount, unreadable } = await reader.storedByRun(run.id, part.connectionId);
  return { newCount, changedCount, unreadable: [...unreadable] };
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

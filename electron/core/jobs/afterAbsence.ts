// What waited for the config store goes on when it is back, not when its next try would have come.
import type { ArchiveWriter } from '../archive/types';
import type { JobRunner } from './jobRunner';

export function goOnAfterAbsence(writer: Pick<ArchiveWriter, 'openJobs'>, runner: JobRunner): () => Promise<void> {
  return async () => {
    const waiting = (await writer.openJobs()).filter(({ problem }) => problem?.key.startsWith('config.db_') === true);
    for (const runId of new Set(waiting.map((job) => job.runId))) await runner.hurry(runId);
  };
}

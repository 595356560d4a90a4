// Runs and their logs as the writer stores them. How one ended is a link of its company's chain as well.
import { RunView } from '../../../../shared/contract/runs';
import type { Exclusive } from '../exclusive';
import { promised } from '../promised';
import { saveRecord } from '../records/saveRecord';
import { findCompany, type Store } from '../store';
import type { ArchiveWriter, JobRow } from '../types';
import { storeRun } from './runRows';

type RunCalls = Pick<ArchiveWriter, 'createRun' | 'saveRun' | 'appendLog' | 'unfinishedRuns'>;

export interface RunJobs {
  readonly insertJob: (job: JobRow) => void;
  readonly jobsOfRun: (runId: string) => JobRow[];
}

export function runCalls(store: Store, exclusive: Exclusive, { insertJob, jobsOfRun }: RunJobs): RunCalls {
  const { db } = store;
  const addLine = db.prepare(`INSERT INTO run_log (run_id, seq, at, level, key, params)
    SELECT @runId, COALESCE(MAX(seq), 0) + 1, @at, @level, @key, @params FROM run_log WHERE run_id = @runId`);
  const going = db
    .prepare(`SELECT view FROM run WHERE state IN ('running', 'waiting') ORDER BY started_at, id`)
    .pluck();
  return {
    createRun: promised((run, jobs) =>
      db.transaction(() => {
        storeRun(db, run);
        jobs.forEach(insertJob);
      })(),
    ),
    unfinishedRuns: promised(() =>
      (going.all() as string[]).map((view) => {
        const run = RunView.parse(JSON.parse(view));
        return { run, jobs: jobsOfRun(run.id) };
      }),
    ),
    saveRun: (run) =>
      isLink(store, run)
        ? exclusive(() => saveEnded(store, run))
        : promised(() => db.transaction(() => storeRun(db, run))())(),
    appendLog: promised((runId, lines) =>
      db.transaction(() => {
        for (const { at, level, key, params } of lines)
          addLine.run({ runId, at, level, key, params: JSON.stringify(params) });
      })(),
    ),
  };
}

/** Work for no company has no chain, and a run that outlives its company must not bring the company's folder back. */
function isLink(store: Store, { companyId, endedAt }: RunView): boolean {
  return endedAt !== undefined && companyId !== undefined && findCompany(store, companyId) !== null;
}

function saveEnded(store: Store, run: RunView): void {
  const { id, companyId, endedAt } = run;
  const view = store.db.prepare('SELECT view FROM run WHERE id = ?').pluck().get(id);
  if (view === JSON.stringify(run)) return;
  // Asked again: the company may have gone while this waited for its turn.
  if (companyId === undefined || endedAt === undefined || !isLink(store, run))
    store.db.transaction(() => storeRun(store.db, run))();
  else saveRecord(store, companyId, { kind: 'run', at: endedAt, body: { view: run } });
}

// Runs and their logs as the writer stores them. The view is kept whole; the columns beside it are what lists ask for.
import { RunView } from '../../../../shared/contract/runs';
import type { SqliteDatabase } from '../../db/openSqlite';
import type { ArchiveWriter, JobRow } from '../types';
import { promised } from '../promised';

type RunCalls = Pick<ArchiveWriter, 'createRun' | 'saveRun' | 'appendLog' | 'unfinishedRuns'>;

export interface RunJobs {
  readonly insertJob: (job: JobRow) => void;
  readonly jobsOfRun: (runId: string) => JobRow[];
}

export function runCalls(db: SqliteDatabase, { insertJob, jobsOfRun }: RunJobs): RunCalls {
  const save = db.prepare(`INSERT INTO run (id, company_uuid, kind, state, started_at, ended_at, has_problem, view)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET company_uuid = excluded.company_uuid,
    kind = excluded.kind, state = excluded.state, started_at = excluded.started_at, ended_at = excluded.ended_at,
    has_problem = excluded.has_problem, view = excluded.view`);
  const removeParts = db.prepare('DELETE FROM run_part WHERE run_id = ?');
  const addPart = db.prepare(`INSERT OR REPLACE INTO run_part (run_id, connection_uuid, kind, state, at, new_count)
    VALUES (?, ?, ?, ?, ?, ?)`);
  const addLine = db.prepare(`INSERT INTO run_log (run_id, seq, at, level, key, params)
    SELECT @runId, COALESCE(MAX(seq), 0) + 1, @at, @level, @key, @params FROM run_log WHERE run_id = @runId`);

  const going = db
    .prepare(`SELECT view FROM run WHERE state IN ('running', 'waiting') ORDER BY started_at, id`)
    .pluck();

  const saveRun = (run: RunView): void => {
    const { id, companyId, kind, state, startedAt, endedAt } = run;
    const hasProblem = run.problem !== undefined || run.parts.some((part) => part.problem !== undefined);
    save.run(id, companyId ?? null, kind, state, startedAt, endedAt ?? null, hasProblem ? 1 : 0, JSON.stringify(run));
    removeParts.run(id);
    for (const part of run.parts) {
      if (part.connectionId === undefined) continue;
      addPart.run(id, part.connectionId, kind, part.state, endedAt ?? startedAt, part.newCount);
    }
  };
  return {
    createRun: promised((run, jobs) =>
      db.transaction(() => {
        saveRun(run);
        jobs.forEach(insertJob);
      })(),
    ),
    unfinishedRuns: promised(() =>
      (going.all() as string[]).map((view) => {
        const run = RunView.parse(JSON.parse(view));
        return { run, jobs: jobsOfRun(run.id) };
      }),
    ),
    saveRun: promised((run) => db.transaction(() => saveRun(run))()),
    appendLog: promised((runId, lines) =>
      db.transaction(() => {
        for (const { at, level, key, params } of lines)
          addLine.run({ runId, at, level, key, params: JSON.stringify(params) });
      })(),
    ),
  };
}

// The job table: queued, leased until, done or tried again. One row changes hands in one transaction.
import { AppError } from '../../../../shared/errors';
import type { SqliteDatabase } from '../../db/openSqlite';
import type { ArchiveWriter, JobRow, JobState } from '../types';
import { promised } from '../promised';

interface StoredJob extends Omit<JobRow, 'problem'> {
  readonly problem: string | null;
}
type JobCalls = Pick<ArchiveWriter, 'addJob' | 'leaseJob' | 'renewLease' | 'settleJob' | 'reclaimJobs' | 'openJobs'> & {
  readonly insertJob: (job: JobRow) => void;
  readonly jobsOfRun: (runId: string) => JobRow[];
};

const COLUMNS = `id, run_id AS runId, type, company_uuid AS companyId, connection_uuid AS connectionId, payload, state, attempt,
  lease_until AS leaseUntil, not_before AS notBefore, problem, created_at AS createdAt`;
const OPEN = `state IN ('queued', 'leased', 'retry')`;

export function jobCalls(db: SqliteDatabase): JobCalls {
  const insert =
    db.prepare(`INSERT OR IGNORE INTO job (id, run_id, type, company_uuid, connection_uuid, payload, state, attempt,
    lease_until, not_before, problem, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const next = db.prepare(`SELECT ${COLUMNS} FROM job WHERE ${OPEN} AND state <> 'leased'
    AND (not_before IS NULL OR not_before <= ?)
    AND (connection_uuid IS NULL OR connection_uuid NOT IN (SELECT value FROM json_each(?)))
    ORDER BY created_at, id LIMIT 1`);
  const byId = db.prepare(`SELECT ${COLUMNS} FROM job WHERE id = ?`);
  const lease = db.prepare(`UPDATE job SET state = 'leased', lease_until = ?, attempt = attempt + 1 WHERE id = ?`);
  const renew = db.prepare(`UPDATE job SET lease_until = ? WHERE id = ? AND state = 'leased'`);
  const settle = db.prepare('UPDATE job SET state = ?, lease_until = NULL, not_before = ?, problem = ? WHERE id = ?');
  const expired = db.prepare(`SELECT id FROM job WHERE ${OPEN} AND state = 'leased' AND lease_until <= ?
    ORDER BY created_at, id`);
  const requeue = db.prepare(`UPDATE job SET state = 'queued', lease_until = NULL WHERE id = ?`);
  const open = db.prepare(`SELECT ${COLUMNS} FROM job WHERE ${OPEN} ORDER BY created_at, id`);
  const ofRun = db.prepare(`SELECT ${COLUMNS} FROM job WHERE run_id = ? ORDER BY created_at, id`);
  const one = (id: string): JobRow => jobRow(byId.get(id) as StoredJob);

  const insertJob = (job: JobRow): void => {
    const { id, runId, type, companyId, connectionId, payload, state, attempt, leaseUntil, notBefore } = job;
    const problem = job.problem === null ? null : JSON.stringify(job.problem);
    const { createdAt } = job;
    insert.run(
      id,
      runId,
      type,
      companyId,
      connectionId,
      payload,
      state,
      attempt,
      leaseUntil,
      notBefore,
      problem,
      createdAt,
    );
  };
  return {
    insertJob,
    jobsOfRun: (runId) => (ofRun.all(runId) as StoredJob[]).map(jobRow),
    addJob: promised((job) => insertJob(job)),
    leaseJob: promised((now, leaseUntil, busyConnections) =>
      db.transaction(() => {
        const job = next.get(now, JSON.stringify(busyConnections)) as StoredJob | undefined;
        if (job === undefined) return null;
        lease.run(leaseUntil, job.id);
        return one(job.id);
      })(),
    ),
    renewLease: promised((jobId, leaseUntil) => void renew.run(leaseUntil, jobId)),
    settleJob: promised(
      (jobId, { state, notBefore, problem }) =>
        void settle.run(state, notBefore ?? null, problem === undefined ? null : JSON.stringify(problem), jobId),
    ),
    reclaimJobs: promised((now) =>
      db.transaction(() => {
        const ids = expired.pluck().all(now) as string[];
        for (const id of ids) requeue.run(id);
        return ids.map(one);
      })(),
    ),
    openJobs: promised(() => (open.all() as StoredJob[]).map(jobRow)),
  };
}

function jobRow(row: StoredJob): JobRow {
  const state: JobState = row.state;
  return { ...row, state, problem: row.problem === null ? null : AppError.parse(JSON.parse(row.problem)) };
}

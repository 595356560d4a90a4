// A run as rows: its view is kept whole; the columns beside it are what lists ask for.
import type { RunView } from '../../../../shared/contract/runs';
import type { SqliteDatabase } from '../../db/openSqlite';

const SAVE = `INSERT INTO run (id, company_uuid, kind, state, started_at, ended_at, has_problem, view)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET company_uuid = excluded.company_uuid,
  kind = excluded.kind, state = excluded.state, started_at = excluded.started_at, ended_at = excluded.ended_at,
  has_problem = excluded.has_problem, view = excluded.view`;
const ADD_PART = `INSERT OR REPLACE INTO run_part (run_id, connection_uuid, kind, state, at, new_count)
  VALUES (?, ?, ?, ?, ?, ?)`;

/** Must run inside a transaction. */
export function storeRun(db: SqliteDatabase, run: RunView): void {
  const { id, companyId, kind, state, startedAt, endedAt } = run;
  const hasProblem = run.problem !== undefined || run.parts.some((part) => part.problem !== undefined);
  db.prepare(SAVE).run(
    id,
    companyId ?? null,
    kind,
    state,
    startedAt,
    endedAt ?? null,
    hasProblem ? 1 : 0,
    JSON.stringify(run),
  );
  db.prepare('DELETE FROM run_part WHERE run_id = ?').run(id);
  const addPart = db.prepare(ADD_PART);
  for (const part of run.parts) {
    if (part.connectionId === undefined) continue;
    addPart.run(id, part.connectionId, kind, part.state, endedAt ?? startedAt, part.newCount);
  }
}

// Runs, their logs and the last good run of each connection.
import { RunView, type RunLogLine } from '../../../../shared/contract/runs';
import type { SqliteDatabase } from '../../db/openSqlite';
import { unreadableItem } from '../ingest/project';
import type { ArchiveReader } from '../types';
import type { StatementCache } from './statementCache';
import { promised } from '../promised';

type RunQueries = Pick<ArchiveReader, 'runs' | 'run' | 'runLog' | 'storedByRun' | 'lastGood'>;
interface LastGoodRow {
  readonly connection: string;
  readonly at: string;
  readonly newCount: number;
}

export function runQueries(db: SqliteDatabase, statements: StatementCache): RunQueries {
  const one = db.prepare('SELECT view FROM run WHERE id = ?').pluck();
  const log = db.prepare('SELECT seq, at, level, key, params FROM run_log WHERE run_id = ? ORDER BY seq');
  const stored = db.prepare(`SELECT v.no, d.natural_key AS item, i.problem ${OF_RUN}`);
  // SQLite takes the other columns from the row that holds the maximum.
  const lastGood = db.prepare(`SELECT p.connection_uuid AS connection, max(p.at) AS at, p.new_count AS newCount
    FROM run_part p JOIN run r ON r.id = p.run_id
    WHERE r.company_uuid = ? AND p.kind IN ('sync', 'upload') AND p.state = 'done' GROUP BY p.connection_uuid`);
  return {
    runs: promised((query) => {
      const { sql, params } = runsSql(query);
      return (
        statements(sql)
          .pluck()
          .all(...params) as string[]
      ).map(runView);
    }),
    run: promised((runId) => {
      const view = one.get(runId) as string | undefined;
      return view === undefined ? null : runView(view);
    }),
    runLog: promised((runId) =>
      (log.all(runId) as (Omit<RunLogLine, 'params'> & { params: string })[]).map((line) => ({
        ...line,
        params: JSON.parse(line.params) as RunLogLine['params'],
      })),
    ),
    storedByRun: promised((runId, connectionId) => {
      const rows = stored.all(runId, connectionId) as StoredRow[];
      const read = rows.filter(({ problem }) => problem === null);
      const newCount = read.filter(({ no }) => no === 1).length;
      return {
        newCount,
        changedCount: read.length - newCount,
        unreadable: rows.flatMap(({ item, problem }) => unreadableItem(item, problem)),
      };
    }),
    lastGood: promised((companyId) => {
      const rows = lastGood.all(companyId) as LastGoodRow[];
      return Object.fromEntries(rows.map(({ connection, at, newCount }) => [connection, { at, newCount }]));
    }),
  };
}

// In this order: most runs have no segment yet, and then nothing else is looked at.
const OF_RUN = `FROM segment g CROSS JOIN source s ON s.company_id = g.company_id
  CROSS JOIN document d ON d.source_id = s.id CROSS JOIN document_version v ON v.document_id = d.id AND v.segment_seq = g.seq
  LEFT JOIN invoice i ON i.id = d.id WHERE g.run_id = ? AND s.uuid = ? ORDER BY g.seq, d.id, v.no`;

interface StoredRow {
  readonly no: number;
  readonly item: string;
  readonly problem: string | null;
}

function runView(text: string): RunView {
  return RunView.parse(JSON.parse(text));
}

function runsSql(query: Parameters<ArchiveReader['runs']>[0]): { sql: string; params: (string | number)[] } {
  const conditions = ['1'];
  const params: (string | number)[] = [];
  const add = (sql: string, ...values: string[]): void => {
    conditions.push(sql);
    params.push(...values);
  };
  if (query.companyId !== undefined) add('r.company_uuid = ?', query.companyId);
  if (query.kind !== undefined) add('r.kind = ?', query.kind);
  if (query.onlyProblems === true) add('r.has_problem = 1');
  if (query.connectionId !== undefined)
    add('EXISTS (SELECT 1 FROM run_part p WHERE p.run_id = r.id AND p.connection_uuid = ?)', query.connectionId);
  if (query.before !== undefined) add('(r.started_at, r.id) < (?, ?)', query.before.startedAt, query.before.id);
  params.push(query.limit);
  const where = conditions.join(' AND ');
  return { sql: `SELECT r.view FROM run r WHERE ${where} ORDER BY r.started_at DESC, r.id DESC LIMIT ?`, params };
}

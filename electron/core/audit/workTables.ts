// What was done in the months, and the proofs that their files lie where they were sent.
import { RunView } from '../../../shared/contract/runs';
import { plainLines, type SheetColumn } from '../bundle/spreadsheet';
import type { SqliteDatabase } from '../db/openSqlite';

type Titles = Readonly<Record<string, string>>;

interface RunRow {
  readonly run: RunView;
  readonly line: number | null;
}

const sum = ({ run: { parts } }: RunRow, field: 'newCount' | 'changedCount' | 'knownCount'): string =>
  String(parts.reduce((total, part) => total + part[field], 0));

export function runLines(db: SqliteDatabase, titles: Titles): Iterable<string> {
  const columns: readonly SheetColumn<RunRow>[] = [
    { head: 'started_at', cell: ({ run }) => run.startedAt },
    { head: 'ended_at', cell: ({ run }) => run.endedAt ?? '' },
    { head: 'kind', cell: ({ run }) => run.kind },
    { head: 'started_by', cell: ({ run }) => run.trigger },
    { head: 'state', cell: ({ run }) => run.state },
    { head: 'month', cell: ({ run }) => run.month ?? '' },
    { head: 'revision', cell: ({ run: { revision } }) => (revision === undefined ? '' : String(revision)) },
    {
      head: 'connections',
      cell: ({ run }) =>
        run.parts.map(({ connectionId: id }) => (id === undefined ? '' : (titles[id] ?? id))).join(', '),
    },
    { head: 'new', cell: (row) => sum(row, 'newCount') },
    { head: 'changed', cell: (row) => sum(row, 'changedCount') },
    { head: 'known', cell: (row) => sum(row, 'knownCount') },
    { head: 'problem', cell: ({ run }) => run.problem?.key ?? '' },
    { head: 'run_id', cell: ({ run }) => run.id },
    { head: 'chain_line', cell: ({ line }) => (line === null ? '' : String(line)) },
  ];
  return plainLines(columns, runsOf(db));
}

function* runsOf(db: SqliteDatabase): Generator<RunRow> {
  const rows = db.prepare('SELECT view, line FROM done ORDER BY startedAt, id').iterate() as Iterable<{
    view: string;
    line: number | null;
  }>;
  for (const { view, line } of rows) yield { run: RunView.parse(JSON.parse(view)), line };
}

interface ReceiptRow {
  readonly fileName: string;
  readonly connection: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly verifiedBy: string;
  readonly at: string;
  readonly checked: string | null;
  readonly checkedAt: string | null;
}

export function receiptLines(db: SqliteDatabase, titles: Titles): Iterable<string> {
  const columns: readonly SheetColumn<ReceiptRow>[] = [
    { head: 'file', cell: ({ fileName }) => fileName },
    { head: 'destination', cell: ({ connection }) => titles[connection] ?? connection },
    { head: 'path', cell: ({ path }) => path },
    { head: 'bytes', cell: ({ bytes }) => String(bytes) },
    { head: 'sha256', cell: ({ sha256 }) => sha256 },
    { head: 'arrived_at', cell: ({ at }) => at },
    { head: 'verified_by', cell: ({ verifiedBy }) => verifiedBy },
    { head: 'checked_at', cell: ({ checkedAt }) => checkedAt ?? '' },
    { head: 'found', cell: ({ checked }) => checked ?? '' },
  ];
  return plainLines(columns, receiptsOf(db));
}

function* receiptsOf(db: SqliteDatabase): Generator<ReceiptRow> {
  yield* db.prepare('SELECT * FROM proof ORDER BY at, fileName, path').iterate() as Iterable<ReceiptRow>;
}

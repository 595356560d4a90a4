// What was done in the months, and the proofs that their files lie where they were sent.
import { RunView } from '../../../shared/contract/runs';
import { plainLines, type SheetColumn } from '../bundle/spreadsheet';
import type { SqliteDatabase } from '../db/openSqlite';

type Titles = Readonly<Record<string, string>>;

const sum = ({ parts }: RunView, field: 'newCount' | 'changedCount' | 'knownCount'): string =>
  String(parts.reduce((total, part) => total + part[field], 0));

export function runLines(db: SqliteDatabase, titles: Titles): Iterable<string> {
  const columns: readonly SheetColumn<RunView>[] = [
    { head: 'started_at', cell: ({ startedAt }) => startedAt },
    { head: 'ended_at', cell: ({ endedAt }) => endedAt ?? '' },
    { head: 'kind', cell: ({ kind }) => kind },
    { head: 'started_by', cell: ({ trigger }) => trigger },
    { head: 'state', cell: ({ state }) => state },
    { head: 'month', cell: ({ month }) => month ?? '' },
    { head: 'revision', cell: ({ revision }) => (revision === undefined ? '' : String(revision)) },
    {
      head: 'connections',
      cell: ({ parts }) => parts.map(({ connectionId: id }) => (id === undefined ? '' : (titles[id] ?? id))).join(', '),
    },
    { head: 'new', cell: (run) => sum(run, 'newCount') },
    { head: 'changed', cell: (run) => sum(run, 'changedCount') },
    { head: 'known', cell: (run) => sum(run, 'knownCount') },
    { head: 'problem', cell: ({ problem }) => problem?.key ?? '' },
    { head: 'run_id', cell: ({ id }) => id },
  ];
  return plainLines(columns, runsOf(db));
}

function* runsOf(db: SqliteDatabase): Generator<RunView> {
  const views = db.prepare('SELECT view FROM done ORDER BY startedAt, id').pluck().iterate() as Iterable<string>;
  for (const view of views) yield RunView.parse(JSON.parse(view));
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

// The index of the folder, one row for each version of each document: for the auditor's spreadsheet in the user's language, and for
// programs. Beside it what was done in the months, and where their files went.
import { fromMinor } from '../../../shared/domain/money';
import type { Language } from '../../../shared/domain/ids';
import { plainLines, sheetLines, type SheetColumn } from '../bundle/spreadsheet';
import { textsFor, wordFor } from '../bundle/texts';
import type { SqliteDatabase } from '../db/openSqlite';
import { auditWords } from './words';

interface IndexRow {
  readonly no: number;
  readonly isLast: number;
  readonly source: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly storedAt: string;
  readonly isDeleted: number;
  readonly month: string;
  readonly number: string | null;
  readonly kind: string | null;
  readonly direction: string | null;
  readonly issueDate: string | null;
  readonly receivedOn: string | null;
  readonly counterparty: string | null;
  readonly taxId: string | null;
  readonly currency: string | null;
  readonly net: number | null;
  readonly vat: number | null;
  readonly gross: number | null;
  readonly remoteNumber: string | null;
  readonly isUnreadable: number;
  readonly file: string | null;
  readonly line: number | null;
}

type Column = SheetColumn<IndexRow>;
type Titles = Readonly<Record<string, string>>;

export function neutralIndex(db: SqliteDatabase, titles: Titles): Iterable<string> {
  return plainLines(neutralColumns(titles), rowsOf(db));
}

export function localIndex(db: SqliteDatabase, titles: Titles, language: Language): Iterable<string> {
  return sheetLines(localColumns(titles, language), rowsOf(db));
}

/** Nothing is asked before the first row is wanted: a database with an open question cannot be closed. */
function* rowsOf(db: SqliteDatabase): Generator<IndexRow> {
  const sql = 'SELECT * FROM kept ORDER BY month, issueDate, number, documentId, no';
  yield* db.prepare(sql).iterate() as Iterable<IndexRow>;
}

/** What is known of an invoice is known of its last version; an older one may have said something else. */
const ofLast = (read: (row: IndexRow) => string | null) => (row: IndexRow) =>
  row.isLast === 1 ? (read(row) ?? '') : '';
const amount = (field: 'net' | 'vat' | 'gross') =>
  ofLast((row) => {
    const minor = row[field];
    return minor === null || row.currency === null || row.isUnreadable === 1 ? '' : fromMinor(minor, row.currency);
  });

const stateOf = (row: IndexRow): 'current' | 'replaced' | 'deleted' => {
  if (row.isDeleted === 1) return 'deleted';
  return row.isLast === 1 ? 'current' : 'replaced';
};
const linkOf = ({ line }: IndexRow): string => (line === null ? '' : String(line));

function neutralColumns(titles: Titles): readonly Column[] {
  return [
    { head: 'month', cell: ({ month }) => month },
    { head: 'direction', cell: ({ direction }) => direction ?? '' },
    { head: 'kind', cell: ofLast(({ kind }) => kind) },
    { head: 'number', cell: ({ number }) => number ?? '' },
    { head: 'issue_date', cell: ofLast(({ issueDate }) => issueDate) },
    { head: 'received_on', cell: ofLast(({ receivedOn }) => receivedOn) },
    { head: 'counterparty', cell: ofLast(({ counterparty }) => counterparty) },
    { head: 'counterparty_tax_id', cell: ofLast(({ taxId }) => taxId) },
    { head: 'currency', cell: ofLast(({ currency }) => currency) },
    { head: 'net', cell: amount('net') },
    { head: 'vat', cell: amount('vat') },
    { head: 'gross', cell: amount('gross') },
    { head: 'remote_number', cell: ({ remoteNumber }) => remoteNumber ?? '' },
    { head: 'source', cell: ({ source }) => titles[source] ?? source },
    { head: 'version', cell: ({ no }) => String(no) },
    { head: 'state', cell: stateOf },
    { head: 'stored_at', cell: ({ storedAt }) => storedAt },
    { head: 'file', cell: ({ file }) => file ?? '' },
    { head: 'bytes', cell: ({ bytes }) => String(bytes) },
    { head: 'sha256', cell: ({ sha256 }) => sha256 },
    { head: 'chain_line', cell: linkOf },
  ];
}

function localColumns(titles: Titles, language: Language): readonly Column[] {
  const { words } = textsFor(language);
  const { column } = words;
  const own = auditWords(language).index;
  return [
    { head: own.month, cell: ({ month }) => month },
    { head: column.direction, cell: ({ direction }) => wordFor(words.direction, direction ?? '') },
    { head: column.kind, cell: ofLast(({ kind }) => wordFor(words.kind, kind ?? '')) },
    { head: column.number, cell: ({ number }) => number ?? '' },
    { head: column.issue_date, cell: ofLast(({ issueDate }) => issueDate) },
    { head: column.received_on, cell: ofLast(({ receivedOn }) => receivedOn) },
    { head: column.counterparty, cell: ofLast(({ counterparty }) => counterparty) },
    { head: column.tax_id, cell: ofLast(({ taxId }) => taxId) },
    { head: column.currency, cell: ofLast(({ currency }) => currency) },
    { head: column.net, cell: amount('net'), isNumber: true },
    { head: column.vat, cell: amount('vat'), isNumber: true },
    { head: column.gross, cell: amount('gross'), isNumber: true },
    { head: column.remote_number, cell: ({ remoteNumber }) => remoteNumber ?? '' },
    { head: own.source, cell: ({ source }) => titles[source] ?? source },
    { head: own.version, cell: ({ no }) => String(no), isNumber: true },
    { head: own.state, cell: (row) => own.states[stateOf(row)] },
    { head: own.stored_at, cell: ({ storedAt }) => storedAt },
    { head: column.file, cell: ({ file }) => file ?? '' },
    { head: column.sha256, cell: ({ sha256 }) => sha256 },
    { head: own.chain_line, cell: linkOf, isNumber: true },
  ];
}

// An archive as what it holds, whoever stored it and when: two installations that read the same source hold the same.
import { databaseFile } from '../../electron/core/archive/folders';
import { openSqlite } from '../../electron/core/db/openSqlite';
import { dumpArchive } from './archiveDump';

/** Chosen by each installation, or told by its clock. */
const OWN = new Set(['uuid', 'company', 'source', 'stored_at', 'segment_seq', 'doc', 'built_at']);

type Row = Readonly<Record<string, unknown>>;

export function archiveMeaning(folder: string): Readonly<Record<string, readonly unknown[]>> {
  const db = openSqlite(databaseFile(folder));
  try {
    const { versions, invoices, rates, words, checkpoints } = dumpArchive(db);
    const meant = (rows: readonly unknown[]): unknown[] => byText(rows.map((row) => withoutOwn(row as Row)));
    // How far a source was read moves with the time of the last run.
    const streams = checkpoints.map((row) => (row as { stream: string }).stream);
    return {
      versions: meant(versions),
      invoices: meant(invoices),
      rates: meant(rates),
      words: meant(words),
      streams: byText(streams),
    };
  } finally {
    db.close();
  }
}

function withoutOwn(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !OWN.has(name)));
}

function byText(rows: readonly unknown[]): unknown[] {
  return rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

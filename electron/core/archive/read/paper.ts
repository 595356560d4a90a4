// A version of a document as a page.
import type { InvoiceRowId, ConnectionId } from '../../../../shared/domain/ids';
import { Failure } from '../../../../shared/errors';
import type { SqliteDatabase } from '../../db/openSqlite';
import { viewOf } from '../../formats/registry';
import type { FormatLookup } from '../ingest/project';
import type { ArchiveReader } from '../types';
import type { createOriginals } from './originals';

interface PaperRow {
  readonly remoteNumber: string | null;
  readonly connectionId: ConnectionId;
}

export function createPaper(
  db: SqliteDatabase,
  originals: ReturnType<typeof createOriginals>,
  formatFor: FormatLookup,
) {
  const byId = db.prepare(`SELECT i.remote_number AS remoteNumber, s.uuid AS connectionId
    FROM invoice i JOIN source s ON s.id = i.source_id WHERE i.id = ?`);
  return (id: InvoiceRowId, no: number | null): Awaited<ReturnType<ArchiveReader['paper']>> => {
    const row = byId.get(id) as PaperRow | undefined;
    if (row === undefined) throw new Failure({ kind: 'user_input', key: 'archive.unknown_invoice' });
    const { bytes, sha256, isUnchanged, version } = originals.read(id, no);
    return {
      bytes,
      sha256,
      isUnchanged,
      fileName: version.fileName,
      ...row,
      view: viewOf(bytes, formatFor(bytes, 'auto'), version.part),
    };
  };
}

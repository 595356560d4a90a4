// Everything that is shown of one invoice: read again from its original, whose hash is computed anew.
import type { InvoiceDetail } from '../../../../shared/contract/invoices';
import type { ConnectionId, InvoiceRowId } from '../../../../shared/domain/ids';
import { Failure } from '../../../../shared/errors';
import type { SqliteDatabase } from '../../db/openSqlite';
import { parseOriginal, type FormatLookup } from '../ingest/project';
import { invoiceRow, type StoredInvoiceRow } from './invoiceLists';
import { ROW_COLUMNS, ROW_TABLES } from './invoiceQuery';
import type { createTagQueries } from './tags';
import type { createOriginals, StoredVersion } from './originals';

export type ArchiveDetail = Omit<InvoiceDetail, 'checkLink'> & { readonly connectionId: ConnectionId };
type DetailRow = StoredInvoiceRow & { readonly remoteNumber: string | null; readonly receivedAt: string | null };

export function createDetail(
  db: SqliteDatabase,
  originals: ReturnType<typeof createOriginals>,
  formatFor: FormatLookup,
  tags: ReturnType<typeof createTagQueries>,
) {
  const byId = db.prepare(`SELECT ${ROW_COLUMNS}, i.remote_number AS remoteNumber, i.received_at AS receivedAt
    FROM ${ROW_TABLES} WHERE i.id = ?`);
  const bundled = db.prepare(`SELECT b.month, b.revision FROM bundle_item t JOIN bundle b ON b.id = t.bundle_id
    WHERE t.document_id = ? ORDER BY b.month, b.revision`);

  return (id: InvoiceRowId): ArchiveDetail => {
    const row = byId.get(id) as DetailRow | undefined;
    if (row === undefined) throw new Failure({ kind: 'user_input', key: 'archive.unknown_invoice' });
    const { bytes, sha256, isUnchanged, version } = originals.read(id, null);
    const { invoice, problem } = parseOriginal(bytes, 'auto', formatFor);
    return {
      row: invoiceRow(row),
      connectionId: row.connectionId,
      ...(invoice === null ? {} : { invoice }),
      ...(problem === null ? {} : { parseProblem: { key: problem.key, params: { ...problem.params } } }),
      ...(row.remoteNumber === null ? {} : { remoteNumber: row.remoteNumber }),
      ...(row.receivedAt === null ? {} : { receivedAt: row.receivedAt }),
      sha256,
      isUnchanged,
      bytes: bytes.length,
      mediaType: version.mediaType,
      tags: tags.ofDocument(id),
      versions: originals.versionsOf(id).map(shownVersion),
      bundledIn: bundled.all(id) as { month: string; revision: number }[],
    };
  };
}

function shownVersion(version: StoredVersion): InvoiceDetail['versions'][number] {
  const { no, storedAt, bytes } = version;
  return { no, storedAt, sha256: version.sha256?.toString('hex') ?? '', bytes, isDeleted: version.isDeleted === 1 };
}

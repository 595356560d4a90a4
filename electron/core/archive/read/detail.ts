// Everything that is shown of one invoice: read again from its original, whose hash is computed anew.
import type { InvoiceDetail } from '../../../../shared/contract/invoices';
import { InvoiceRowId, type ConnectionId } from '../../../../shared/domain/ids';
import { Failure } from '../../../../shared/errors';
import type { SqliteDatabase } from '../../db/openSqlite';
import { parseOriginal, type FormatLookup } from '../ingest/project';
import { fieldsOf } from '../links/differences';
import type { LinkReason } from '../links/groups';
import { invoiceRow, money, type StoredInvoiceRow } from './invoiceLists';
import { ROW_COLUMNS, ROW_TABLES } from './invoiceQuery';
import type { createTagQueries } from './tags';
import type { createOriginals, StoredVersion } from './originals';

export type ArchiveDetail = Omit<InvoiceDetail, 'checkLink'> & { readonly connectionId: ConnectionId };
interface OtherRow {
  readonly id: number;
  readonly connectionId: ConnectionId;
  readonly number: string;
  readonly issueDate: string;
  readonly gross: number;
  readonly currency: string;
  readonly reason: LinkReason;
  readonly differs: number;
  readonly leaderId: number;
  readonly ownReason: LinkReason;
  readonly ownDiffers: number;
  readonly isScan: number;
}
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

  const others =
    db.prepare(`SELECT i.id, s.uuid AS connectionId, i.number, i.issue_date AS issueDate, i.gross, i.currency,
    o.reason, o.differs, o.leader_id AS leaderId, l.reason AS ownReason, l.differs AS ownDiffers, i.is_scan AS isScan
    FROM invoice_link l JOIN invoice_link o ON o.leader_id = l.leader_id AND o.invoice_id <> l.invoice_id
    JOIN invoice i ON i.id = o.invoice_id JOIN source s ON s.id = i.source_id WHERE l.invoice_id = ? ORDER BY i.id`);
  const othersOf = (id: number): InvoiceDetail['others'] =>
    (others.all(id) as OtherRow[]).map((row) => ({
      id: InvoiceRowId.parse(row.id),
      connectionId: row.connectionId,
      number: row.number,
      issueDate: row.issueDate,
      gross: money(row.gross, row.currency),
      isScan: row.isScan === 1,
      isLeader: row.id === row.leaderId,
      by: row.id === row.leaderId ? row.ownReason : row.reason,
      // Of two that follow the same leader, what both differ in is not known here: each is compared with the leader.
      differs: [...fieldsOf(row.id === row.leaderId ? row.ownDiffers : row.differs)],
    }));

  return (id: InvoiceRowId): ArchiveDetail => {
    const row = byId.get(id) as DetailRow | undefined;
    if (row === undefined) throw new Failure({ kind: 'user_input', key: 'archive.unknown_invoice' });
    const { bytes, sha256, isUnchanged, version } = originals.read(id, null);
    const { invoice, problem } = parseOriginal(bytes, 'auto', formatFor, version.part);
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
      others: othersOf(id),
      bundledIn: bundled.all(id) as { month: string; revision: number }[],
    };
  };
}

function shownVersion(version: StoredVersion): InvoiceDetail['versions'][number] {
  const { no, storedAt, bytes } = version;
  return { no, storedAt, sha256: version.sha256?.toString('hex') ?? '', bytes, isDeleted: version.isDeleted === 1 };
}

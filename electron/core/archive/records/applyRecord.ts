// What a record does to the rows. The same for a record that is made now and for one that is read again.
import type { ReceiptView } from '../../../../shared/contract/receipts';
import { RunView } from '../../../../shared/contract/runs';
import { findSource, sourceId, type CompanyRow, type Store } from '../store';
import { addFiscalFile } from '../fiscal/applyFiscal';
import { applyVersion, partsOf } from '../ingest/applyVersion';
import { applyExplanation, applyLink } from '../links/decisions';
import { relink } from '../links/relink';
import { storeRun } from '../work/runRows';
import { addItem, addReceiptFile, applySteps } from '../outbox/applyOutbox';
import type { NewRecord, RecordBody } from './recordLine';

/** Must run inside a transaction. */
export function applyRecord(store: Store, company: CompanyRow, { kind, at, body }: NewRecord): void {
  switch (kind) {
    case 'company':
      applyCompany(store, company.uuid, body);
      return;
    case 'checkpoint': {
      const source = sourceId(store, company, body.connection, body.provider);
      store.statements.saveCheckpoint.run(source, body.stream, body.value);
      return;
    }
    case 'source': {
      const source = sourceId(store, company, body.connection, body.provider);
      // An account has one source: the one that was connected last.
      store.statements.dropIdentity.run(company.id, body.provider, body.identity);
      store.statements.setIdentity.run(body.identity, source);
      return;
    }
    case 'hide_connection':
      hideConnection(store, company, body.connection, at);
      return;
    case 'tag': {
      const source = sourceId(store, company, body.connection, body.provider);
      for (const key of body.keys) {
        store.statements.addTag.run(source, key, body.tag);
        for (const part of partsOf(store, source, key)) store.statements.addTag.run(source, part.naturalKey, body.tag);
      }
      return;
    }
    case 'link':
      applyLink(store, company, at, body);
      return;
    case 'explanation':
      applyExplanation(store, company, at, body);
      return;
    case 'bundle':
      addBundle(store, company, at, body);
      return;
    case 'receipt':
      addReceipt(store, body);
      return;
    case 'report':
      addReport(store, company, at, body);
      return;
    case 'report_month':
      store.db.prepare('UPDATE report SET month = ? WHERE id = ?').run(body.month, body.id);
      return;
    case 'report_removed':
      store.db.prepare('UPDATE report SET is_removed = 1 WHERE id = ?').run(body.id);
      return;
    case 'check':
      addChecks(store, at, body);
      return;
    case 'outbox':
      addItem(store, company, at, body);
      return;
    case 'outbox_steps':
      applySteps(store, at, body);
      return;
    case 'outbox_receipt':
      addReceiptFile(store, at, body);
      return;
    case 'fiscal_file':
      addFiscalFile(store, company, at, body);
      return;
    case 'month_closed':
      applyClosing(store, company, at, body);
      return;
    case 'run':
      applyRun(store, body);
  }
}

export function applyCompany(store: Store, uuid: string, body: RecordBody<'company'>): void {
  store.statements.saveCompany.run(uuid, body.name, body.country, body.taxId, body.purchaseMonthRule);
  const isByReceipt = body.purchaseMonthRule === 'received_date' ? 1 : 0;
  store.db
    .prepare(
      `UPDATE invoice SET month = substr(CASE WHEN ? AND direction = 'purchase' AND received_on IS NOT NULL
         THEN received_on ELSE issue_date END, 1, 7)
       WHERE company_id = (SELECT id FROM company WHERE uuid = ?) AND direction = 'purchase' AND received_on IS NOT NULL`,
    )
    .run(isByReceipt, uuid);
}

function applyClosing(store: Store, { id }: CompanyRow, at: string, body: RecordBody<'month_closed'>): void {
  const { month, isClosed } = body;
  if (isClosed)
    store.db.prepare('INSERT OR REPLACE INTO closed_month (company_id, month, at) VALUES (?, ?, ?)').run(id, month, at);
  else store.db.prepare('DELETE FROM closed_month WHERE company_id = ? AND month = ?').run(id, month);
}

/** One of a newer version, which this one cannot show, stays a link all the same. */
function applyRun(store: Store, { view }: RecordBody<'run'>): void {
  const run = RunView.safeParse(view);
  if (run.success) storeRun(store.db, run.data);
}

function hideConnection(store: Store, company: CompanyRow, connection: string, at: string): void {
  const source = findSource(store, company, connection);
  if (source === null) return;
  const shown = store.db
    .prepare(
      `SELECT d.id, v.no, d.natural_key AS naturalKey, v.media_type AS mediaType, v.file_name AS fileName FROM document d
       JOIN document_version v ON v.document_id = d.id AND v.no = d.last_version
       WHERE d.source_id = ? AND v.is_deleted = 0 ORDER BY d.id`,
    )
    .all(source) as { id: number; no: number; naturalKey: string; mediaType: string; fileName: string }[];
  for (const { id, no, ...row } of shown) {
    applyVersion(store, company, source, { ...row, isDeleted: true, bytes: 0, storedAt: at }, null, null, { id, no });
  }
  store.db.prepare('UPDATE invoice SET is_hidden = 1 WHERE source_id = ?').run(source);
  const linked = store.db.prepare(
    'SELECT l.invoice_id FROM invoice_link l JOIN invoice i ON i.id = l.invoice_id WHERE i.source_id = ?',
  );
  relink(store, company, linked.pluck().all(source) as number[]);
  // Who connects the account again starts anew.
  store.statements.setIdentity.run(null, source);
}

function addBundle(store: Store, company: CompanyRow, at: string, body: RecordBody<'bundle'>): void {
  const { id, month, revision, file, fileName, bytes, sha256, identity } = body;
  const added = store.db
    .prepare(
      `INSERT OR IGNORE INTO bundle (uuid, company_id, month, revision, file, file_name, bytes, sha256, identity, built_at,
         totals, entries) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      id,
      company.id,
      month,
      revision,
      file,
      fileName,
      bytes,
      sha256,
      identity,
      at,
      JSON.stringify(body.totals),
      JSON.stringify(body.entries),
    );
  if (added.changes === 0) return;
  const addItem = store.db.prepare(
    `INSERT INTO bundle_item (bundle_id, document_id, version_no)
     SELECT ?, d.id, ? FROM document d WHERE d.source_id = ? AND d.natural_key = ?`,
  );
  for (const [connection, items] of Object.entries(body.items)) {
    const source = findSource(store, company, connection);
    for (const [naturalKey, version] of items) addItem.run(added.lastInsertRowid, version, source, naturalKey);
  }
}

function addReceipt(store: Store, { bundleId, receipt }: RecordBody<'receipt'>): void {
  store.db
    .prepare(
      `INSERT INTO receipt (bundle_uuid, connection_uuid, path, bytes, sha256, verified_by, at, remote_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (bundle_uuid, connection_uuid, path) DO UPDATE SET bytes = excluded.bytes, sha256 = excluded.sha256,
         verified_by = excluded.verified_by, at = excluded.at, remote_id = excluded.remote_id`,
    )
    .run(
      bundleId,
      receipt.connectionId,
      receipt.path,
      receipt.bytes,
      receipt.sha256,
      receipt.verifiedBy,
      receipt.at,
      receipt.remoteId ?? null,
    );
  settleIntents(store, bundleId, receipt);
}

function addReport(store: Store, company: CompanyRow, at: string, body: RecordBody<'report'>): void {
  const { id, month, file, fileName, bytes, sha256, origin } = body;
  store.db
    .prepare(
      `INSERT OR IGNORE INTO report (id, company_id, month, file, file_name, bytes, sha256, origin, added_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(id, company.id, month, file, fileName, bytes, sha256, origin, at);
}

function addChecks(store: Store, at: string, { connection, found }: RecordBody<'check'>): void {
  const add = store.db.prepare(
    `INSERT OR REPLACE INTO receipt_check (bundle_uuid, connection_uuid, path, state, found_path, at) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  for (const { id, path, state, foundPath } of found) add.run(id, connection, path, state, foundPath ?? null, at);
}

/** An intent that was written after the proof (a new try under another name) stays. */
export function settleIntents(store: Store, bundleId: string, { connectionId, at }: ReceiptView): void {
  store.db
    .prepare('DELETE FROM intent WHERE bundle_uuid = ? AND connection_uuid = ? AND at <= ?')
    .run(bundleId, connectionId, at);
}

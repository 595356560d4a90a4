// The archive's SQLite as prepared statements: what ingest, replay and records share. One per writer.
import type { Worker } from 'node:worker_threads';
import { Failure } from '../../../shared/errors';
import type { BuildBundle } from '../bundle/types';
import type { SqliteDatabase } from '../db/openSqlite';
import { companyFolders, type CompanyFolders } from './folders';
import type { CompanyFacts, FormatLookup } from './ingest/project';
import { prepareLinks } from './links/statements';
import { unwatched, type Reached } from './writePoints';
import type { Unpacker } from '../providers/sdk/pages';

export interface CompanyRow extends CompanyFacts {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  readonly rule: 'issue_date' | 'received_date';
  readonly seq: number;
  readonly head: string;
  readonly recordsBytes: number;
}

export interface StoreOptions {
  readonly formatFor: FormatLookup;
  /** The provider's unpacker by name; throws a Failure when there is none. */
  readonly unpackerFor: (providerId: string, name: string) => Promise<Unpacker>;
  readonly bundleEntries: BuildBundle;
  /** A thread that reads documents beside the writer; null where there is no processor for it. */
  readonly startParser?: () => Worker | null;
  readonly reached?: Reached;
  /** Smaller in tests. */
  readonly segmentBytes?: number;
  readonly segmentDocuments?: number;
  readonly pendingBytes?: number;
}

export interface Store {
  readonly db: SqliteDatabase;
  readonly archive: string;
  readonly options: Required<StoreOptions>;
  readonly statements: Statements;
  folders(companyUuid: string): CompanyFolders;
}

const MIB = 1024 * 1024;

export function createStore(db: SqliteDatabase, archive: string, options: StoreOptions): Store {
  return {
    db,
    archive,
    options: {
      startParser: () => null,
      reached: unwatched,
      segmentBytes: 256 * MIB,
      segmentDocuments: 30_000,
      pendingBytes: 32 * MIB,
      ...options,
    },
    statements: prepare(db),
    folders: (companyUuid) => companyFolders(archive, companyUuid),
  };
}

export function findCompany(store: Store, uuid: string): CompanyRow | null {
  return (store.statements.company.get(uuid) as CompanyRow | undefined) ?? null;
}

export function knownCompany(store: Store, uuid: string): CompanyRow {
  const row = findCompany(store, uuid);
  if (row === null) throw new Failure({ kind: 'user_input', key: 'archive.unknown_company' });
  return row;
}

export function sourceId(store: Store, company: CompanyRow, uuid: string, provider: string): number {
  const found = findSource(store, company, uuid);
  return found ?? Number(store.statements.addSource.run(company.id, uuid, provider).lastInsertRowid);
}

export function findSource(store: Store, company: CompanyRow, uuid: string): number | null {
  const row = store.statements.source.get(company.id, uuid) as { id: number } | undefined;
  return row?.id ?? null;
}

export type Statements = ReturnType<typeof prepare>;

function prepare(db: SqliteDatabase) {
  return {
    company: db.prepare(`SELECT id, uuid, name, country, tax_id AS taxId, purchase_month_rule AS rule, seq, head,
      records_bytes AS recordsBytes FROM company WHERE uuid = ?`),
    saveCompany:
      db.prepare(`INSERT INTO company (uuid, name, country, tax_id, purchase_month_rule) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, country = excluded.country, tax_id = excluded.tax_id,
      purchase_month_rule = excluded.purchase_month_rule`),
    moveHead: db.prepare('UPDATE company SET seq = ?, head = ? WHERE id = ?'),
    moveRecords: db.prepare('UPDATE company SET records_bytes = ? WHERE id = ?'),
    source: db.prepare('SELECT id FROM source WHERE company_id = ? AND uuid = ?'),
    addSource: db.prepare('INSERT INTO source (company_id, uuid, provider) VALUES (?, ?, ?)'),
    sourceOf: db.prepare('SELECT uuid FROM source WHERE company_id = ? AND provider = ? AND identity = ?'),
    setIdentity: db.prepare('UPDATE source SET identity = ? WHERE id = ?'),
    dropIdentity: db.prepare(
      'UPDATE source SET identity = NULL WHERE company_id = ? AND provider = ? AND identity = ?',
    ),
    addSegment: db.prepare(
      'INSERT INTO segment (company_id, seq, documents, bytes, head, run_id) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    addRecord: db.prepare('INSERT INTO record (company_id, seq, kind, hash) VALUES (?, ?, ?, ?)'),
    checkpoint: db.prepare('SELECT value FROM checkpoint WHERE source_id = ? AND stream = ?'),
    saveCheckpoint: db.prepare(`INSERT INTO checkpoint (source_id, stream, value) VALUES (?, ?, ?)
      ON CONFLICT (source_id, stream) DO UPDATE SET value = excluded.value`),
    lastVersion: db.prepare(`SELECT d.id, v.no, v.sha256, v.is_deleted AS isDeleted, v.media_type AS mediaType,
      v.file_name AS fileName FROM document d
      JOIN document_version v ON v.document_id = d.id AND v.no = d.last_version
      WHERE d.source_id = ? AND d.natural_key = ?`),
    // The keys first, then one look into the index for each.
    lastVersions: db.prepare(`SELECT k.key AS place, d.id, v.no, v.sha256, v.is_deleted AS isDeleted,
      v.media_type AS mediaType, v.file_name AS fileName FROM json_each(?) k
      CROSS JOIN document d ON d.source_id = ? AND d.natural_key = k.value
      CROSS JOIN document_version v ON v.document_id = d.id AND v.no = d.last_version`),
    addDocument: db.prepare('INSERT INTO document (source_id, natural_key, last_version) VALUES (?, ?, 1)'),
    moveVersion: db.prepare('UPDATE document SET last_version = ? WHERE id = ?'),
    addVersion:
      db.prepare(`INSERT INTO document_version (document_id, no, sha256, bytes, media_type, file_name, stored_at,
      is_deleted, segment_seq, entry_offset, part) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    removeInvoice: db.prepare('DELETE FROM invoice WHERE id = ?'),
    removeRates: db.prepare('DELETE FROM invoice_rate WHERE invoice_id = ?'),
    removeWords: db.prepare('DELETE FROM invoice_words WHERE rowid = ?'),
    removeText: db.prepare('DELETE FROM invoice_text WHERE id = ?'),
    addInvoice:
      db.prepare(`INSERT INTO invoice (id, company_id, source_id, number, kind, direction, issue_date, received_on,
      received_at, month, counterparty, counterparty_order, counterparty_tax_id, currency, net, vat, gross, gross_order,
      remote_number, format, problem, needs_look, match_key, ksef_number, is_scan, payment_state, due_on, is_deleted,
      is_hidden)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)`),
    addRate: db.prepare('INSERT INTO invoice_rate (invoice_id, position, rate, net, vat) VALUES (?, ?, ?, ?, ?)'),
    addWords: db.prepare('INSERT INTO invoice_words (rowid, words) VALUES (?, ?)'),
    addText: db.prepare('INSERT INTO invoice_text (id, words) VALUES (?, ?)'),
    addTag: db.prepare('INSERT OR IGNORE INTO tag (source_id, natural_key, tag) VALUES (?, ?, ?)'),
    shareTags: db.prepare(`INSERT OR IGNORE INTO tag (source_id, natural_key, tag)
      SELECT source_id, ?, tag FROM tag WHERE source_id = ? AND natural_key = ?`),
    tagged: db.prepare('SELECT 1 FROM tag WHERE source_id = ? AND natural_key = ? AND tag = ?'),
    addOutbox:
      db.prepare(`INSERT OR IGNORE INTO outbox (id, company_id, connection_uuid, provider, state, mode, file_name,
      bytes, sha256, facts, corrects, created_at, changed_at) VALUES (?, ?, ?, ?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?)`),
    stepOutbox: db.prepare(`UPDATE outbox SET state = @state, changed_at = @at, trace = coalesce(@trace, trace),
      remote_number = coalesce(@remoteNumber, remote_number), was_there = max(was_there, @wasThere), problem = @problem
      WHERE id = @id`),
    receiptOutbox: db.prepare('UPDATE outbox SET receipt_sha256 = ?, receipt_name = ?, changed_at = ? WHERE id = ?'),
    markDeleted: db.prepare('UPDATE invoice SET is_deleted = 1 WHERE id = ?'),
    ...prepareLinks(db),
  } as const;
}

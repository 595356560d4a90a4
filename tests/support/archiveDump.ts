// The archive as its meaning: no row numbers, no offsets. Two archives that hold the same dump the same.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { SqliteDatabase } from '../../electron/core/db/openSqlite';

const QUERIES = {
  companies:
    'SELECT uuid, name, country, tax_id, purchase_month_rule, seq, head, records_bytes FROM company ORDER BY uuid',
  sources: `SELECT c.uuid, s.uuid AS source, s.provider, s.identity FROM source s JOIN company c ON c.id = s.company_id
    ORDER BY c.uuid, s.uuid`,
  segments: `SELECT c.uuid, g.seq, g.documents, g.bytes, g.head FROM segment g JOIN company c ON c.id = g.company_id
    ORDER BY c.uuid, g.seq`,
  records:
    'SELECT c.uuid, r.seq, r.kind, r.hash FROM record r JOIN company c ON c.id = r.company_id ORDER BY c.uuid, r.seq',
  checkpoints: `SELECT s.uuid, s.provider, p.stream, p.value FROM checkpoint p JOIN source s ON s.id = p.source_id
    ORDER BY s.uuid, p.stream`,
  tags: `SELECT s.uuid, t.natural_key, t.tag FROM tag t JOIN source s ON s.id = t.source_id
    ORDER BY s.uuid, t.natural_key, t.tag`,
  versions: `SELECT s.uuid, d.natural_key, d.last_version, v.no, hex(v.sha256) AS sha256, v.bytes, v.media_type, v.file_name,
    v.stored_at, v.is_deleted, v.segment_seq, v.part FROM document_version v JOIN document d ON d.id = v.document_id
    JOIN source s ON s.id = d.source_id ORDER BY s.uuid, d.natural_key, v.no`,
  invoices: `SELECT c.uuid AS company, s.uuid AS source, d.natural_key, i.number, i.kind, i.direction, i.issue_date,
    i.received_on, i.received_at, i.month, i.counterparty, i.counterparty_order, i.counterparty_tax_id, i.currency, i.net,
    i.vat, i.gross, i.gross_order, i.remote_number, i.format, i.problem, i.needs_look, i.match_key, i.ksef_number,
    i.is_scan, i.payment_state, i.due_on, i.is_deleted, i.is_hidden
    FROM invoice i JOIN document d ON d.id = i.id JOIN source s ON s.id = i.source_id JOIN company c ON c.id = i.company_id
    ORDER BY s.uuid, d.natural_key`,
  rates: `SELECT s.uuid, d.natural_key, r.position, r.rate, r.net, r.vat FROM invoice_rate r
    JOIN document d ON d.id = r.invoice_id JOIN source s ON s.id = d.source_id ORDER BY s.uuid, d.natural_key, r.position`,
  texts: `SELECT s.uuid, d.natural_key, t.words FROM invoice_text t JOIN document d ON d.id = t.id
    JOIN source s ON s.id = d.source_id ORDER BY s.uuid, d.natural_key`,
  links: `SELECT s.uuid, d.natural_key, ls.uuid AS lead_source, ld.natural_key AS lead_key, l.reason, l.differs,
    l.more_words FROM invoice_link l JOIN document d ON d.id = l.invoice_id JOIN source s ON s.id = d.source_id
    JOIN document ld ON ld.id = l.leader_id JOIN source ls ON ls.id = ld.source_id ORDER BY s.uuid, d.natural_key`,
  decisions: `SELECT a.uuid AS a, k.a_key, b.uuid AS b, k.b_key, k.verdict, k.at FROM link_decision k
    JOIN source a ON a.id = k.a_source JOIN source b ON b.id = k.b_source ORDER BY k.a_key, k.b_key`,
  explanations: `SELECT s.uuid, e.natural_key, e.about, e.note, e.at FROM explanation e JOIN source s ON s.id = e.source_id
    ORDER BY s.uuid, e.natural_key`,
  bundles: `SELECT b.uuid, b.month, b.revision, b.file, b.file_name, b.bytes, b.sha256, b.identity, b.built_at, b.totals,
    b.entries FROM bundle b ORDER BY b.uuid`,
  bundleItems: `SELECT b.uuid, s.uuid AS source, d.natural_key, t.version_no FROM bundle_item t
    JOIN bundle b ON b.id = t.bundle_id JOIN document d ON d.id = t.document_id JOIN source s ON s.id = d.source_id
    ORDER BY b.uuid, s.uuid, d.natural_key`,
  receipts: 'SELECT * FROM receipt ORDER BY bundle_uuid, connection_uuid, path',
  reports: `SELECT c.uuid AS company, r.id, r.month, r.file, r.file_name, r.bytes, r.sha256, r.origin, r.added_at, r.is_removed
    FROM report r JOIN company c ON c.id = r.company_id ORDER BY r.id`,
  checks: 'SELECT * FROM receipt_check ORDER BY bundle_uuid, connection_uuid, path',
  outbox: `SELECT c.uuid AS company, o.id, o.connection_uuid, o.provider, o.state, o.mode, o.file_name, o.bytes, o.sha256,
    o.facts, o.corrects, o.created_at, o.changed_at, o.trace, o.remote_number, o.was_there, o.problem, o.receipt_sha256,
    o.receipt_name FROM outbox o JOIN company c ON c.id = o.company_id ORDER BY o.id`,
  fiscal: `SELECT c.uuid AS company, f.uuid, f.connection_uuid, f.provider, f.natural_key, f.month, f.file, f.file_name,
    f.media_type, f.bytes, f.sha256, f.stored_at, f.module_id, f.is_interim, f.records, f.first_counter, f.last_counter, f.findings
    FROM fiscal_file f JOIN company c ON c.id = f.company_id ORDER BY f.uuid`,
  closedMonths: `SELECT c.uuid AS company, m.month, m.at FROM closed_month m JOIN company c ON c.id = m.company_id
    ORDER BY c.uuid, m.month`,
  runs: `SELECT id, company_uuid, kind, state, started_at, ended_at, has_problem, view FROM run
    WHERE ended_at IS NOT NULL AND company_uuid IN (SELECT uuid FROM company) ORDER BY id`,
  runParts: `SELECT p.run_id, p.connection_uuid, p.kind, p.state, p.at, p.new_count FROM run_part p JOIN run r ON r.id = p.run_id
    WHERE r.ended_at IS NOT NULL AND r.company_uuid IN (SELECT uuid FROM company) ORDER BY p.run_id, p.connection_uuid`,
  words: 'SELECT term, doc FROM words_of_index ORDER BY term',
} as const;

/** Needs a writable connection: the index is read through a temporary table. */
export function dumpArchive(db: SqliteDatabase): Readonly<Record<keyof typeof QUERIES, readonly unknown[]>> {
  db.exec('CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_of_index USING fts5vocab(main, invoice_words, row)');
  const entries = Object.entries(QUERIES).map(([name, sql]) => [name, db.prepare(sql).all()]);
  return Object.fromEntries(entries) as Record<keyof typeof QUERIES, readonly unknown[]>;
}

/** Every file of the archive but the database, by its path, with its hash. */
export function dumpFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && !file.name.startsWith('archive.sqlite'))
    .map((file) => join(file.parentPath, file.name))
    .map((path) => `${relative(folder, path)} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`)
    .sort();
}

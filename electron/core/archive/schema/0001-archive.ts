// The archive's first schema. Everything but the work tables (note, run, job, intent) is built again from segments and records.
export const archive0001 = `
CREATE TABLE company (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  tax_id TEXT,
  purchase_month_rule TEXT NOT NULL,
  -- Head of the chain: number and hash of the last segment or record that is committed, and how much of records.jsonl that is.
  seq INTEGER NOT NULL DEFAULT 0,
  head TEXT NOT NULL DEFAULT '',
  records_bytes INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  company_id INTEGER NOT NULL REFERENCES company(id),
  uuid TEXT NOT NULL,
  provider TEXT NOT NULL,
  UNIQUE (company_id, uuid)
) STRICT;

CREATE TABLE segment (
  company_id INTEGER NOT NULL REFERENCES company(id),
  seq INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  head TEXT NOT NULL,
  PRIMARY KEY (company_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source(id),
  natural_key TEXT NOT NULL COLLATE NOCASE,
  last_version INTEGER NOT NULL,
  UNIQUE (source_id, natural_key)
) STRICT;

-- Append-only. A tombstone has no content: no hash, no bytes.
CREATE TABLE document_version (
  document_id INTEGER NOT NULL REFERENCES document(id),
  no INTEGER NOT NULL,
  sha256 BLOB,
  bytes INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  file_name TEXT NOT NULL,
  stored_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL,
  segment_seq INTEGER,
  entry_offset INTEGER,
  PRIMARY KEY (document_id, no)
) STRICT, WITHOUT ROWID;

-- Projection of a document's last version; same id as its document.
CREATE TABLE invoice (
  id INTEGER PRIMARY KEY REFERENCES document(id),
  company_id INTEGER NOT NULL REFERENCES company(id),
  source_id INTEGER NOT NULL REFERENCES source(id),
  number TEXT NOT NULL,
  kind TEXT NOT NULL,
  direction TEXT NOT NULL,
  issue_date TEXT NOT NULL,
  received_on TEXT,
  received_at TEXT,
  month TEXT NOT NULL,
  counterparty TEXT NOT NULL,
  counterparty_order TEXT NOT NULL,
  counterparty_tax_id TEXT,
  currency TEXT NOT NULL,
  net INTEGER NOT NULL,
  vat INTEGER NOT NULL,
  gross INTEGER NOT NULL,
  -- Gross in thousandths whatever the currency, so that sorting compares values and not minor units.
  gross_order INTEGER NOT NULL,
  remote_number TEXT,
  format TEXT,
  problem TEXT,
  needs_look INTEGER NOT NULL,
  is_deleted INTEGER NOT NULL,
  -- 1: its connection was removed: out of every list, still in the archive. 2 (since 0006): another source's record of the same
  -- invoice stands for it; it is listed only with its own connection, and counted nowhere else.
  is_hidden INTEGER NOT NULL
) STRICT;
-- Every index ends in the row's id by itself: that makes (value, id) a key to page by.
CREATE INDEX invoice_by_date ON invoice (company_id, is_hidden, issue_date);
CREATE INDEX invoice_by_month ON invoice (company_id, is_hidden, month, issue_date);
CREATE INDEX invoice_by_gross ON invoice (company_id, is_hidden, gross_order);
CREATE INDEX invoice_by_counterparty ON invoice (company_id, is_hidden, counterparty_order);
CREATE INDEX invoice_by_source ON invoice (source_id, issue_date);

CREATE TABLE invoice_rate (
  invoice_id INTEGER NOT NULL REFERENCES invoice(id),
  position INTEGER NOT NULL,
  rate TEXT NOT NULL,
  net INTEGER NOT NULL,
  vat INTEGER,
  PRIMARY KEY (invoice_id, position)
) STRICT, WITHOUT ROWID;

-- The text is folded and split before it comes here, so the plainest tokenizer is the right one.
CREATE VIRTUAL TABLE invoice_words USING fts5(
  words, content='', contentless_delete=1, detail='none', tokenize='ascii'
);

CREATE TABLE checkpoint (
  source_id INTEGER NOT NULL REFERENCES source(id),
  stream TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (source_id, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
  company_id INTEGER NOT NULL REFERENCES company(id),
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (company_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE bundle (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  company_id INTEGER NOT NULL REFERENCES company(id),
  month TEXT NOT NULL,
  revision INTEGER NOT NULL,
  file TEXT NOT NULL,
  file_name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  identity TEXT NOT NULL,
  built_at TEXT NOT NULL,
  totals TEXT NOT NULL,
  entries TEXT NOT NULL,
  UNIQUE (company_id, month, revision)
) STRICT;
CREATE TABLE bundle_item (
  bundle_id INTEGER NOT NULL REFERENCES bundle(id),
  document_id INTEGER NOT NULL REFERENCES document(id),
  version_no INTEGER NOT NULL,
  PRIMARY KEY (bundle_id, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bundle_item_by_document ON bundle_item (document_id);

CREATE TABLE receipt (
  bundle_uuid TEXT NOT NULL,
  connection_uuid TEXT NOT NULL,
  path TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  verified_by TEXT NOT NULL,
  at TEXT NOT NULL,
  remote_id TEXT,
  PRIMARY KEY (bundle_uuid, connection_uuid, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE intent (
  bundle_uuid TEXT NOT NULL,
  connection_uuid TEXT NOT NULL,
  path TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (bundle_uuid, connection_uuid, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
  scope TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (scope, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
  id TEXT PRIMARY KEY,
  company_uuid TEXT,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  has_problem INTEGER NOT NULL,
  view TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX run_by_start ON run (started_at, id);
CREATE INDEX run_by_company ON run (company_uuid, started_at, id);
CREATE TABLE run_part (
  run_id TEXT NOT NULL REFERENCES run(id),
  connection_uuid TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  at TEXT NOT NULL,
  new_count INTEGER NOT NULL,
  PRIMARY KEY (run_id, connection_uuid)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_part_by_connection ON run_part (connection_uuid, kind, state, at);
CREATE TABLE run_log (
  run_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  level TEXT NOT NULL,
  key TEXT NOT NULL,
  params TEXT NOT NULL,
  PRIMARY KEY (run_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL,
  type TEXT NOT NULL,
  company_uuid TEXT,
  connection_uuid TEXT,
  payload TEXT NOT NULL,
  state TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  lease_until TEXT,
  not_before TEXT,
  problem TEXT,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX job_open ON job (created_at, id) WHERE state IN ('queued', 'leased', 'retry');
`;

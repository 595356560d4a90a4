// Invoices that are to be sent, and what came of them: made again from records, like everything else but work in progress.
export const archive0006 = `
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  company_id INTEGER NOT NULL REFERENCES company(id),
  connection_uuid TEXT NOT NULL,
  provider TEXT NOT NULL,
  state TEXT NOT NULL,
  mode TEXT NOT NULL,
  file_name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  facts TEXT NOT NULL,
  corrects TEXT,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  trace TEXT,
  remote_number TEXT,
  was_there INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  receipt_sha256 TEXT,
  receipt_name TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_by_company ON outbox (company_id, created_at, id);
CREATE INDEX outbox_open ON outbox (connection_uuid, created_at, id) WHERE state NOT IN ('draft', 'rejected', 'discarded');
`;

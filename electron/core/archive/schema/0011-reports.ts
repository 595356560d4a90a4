// Files that somebody brought for a month, and what checks found where receipts say that files lie: made again from records.
export const archive0011 = `
CREATE TABLE report (
  id TEXT PRIMARY KEY,
  company_id INTEGER NOT NULL REFERENCES company(id),
  -- Null until somebody says it.
  month TEXT,
  file TEXT NOT NULL,
  file_name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  origin TEXT NOT NULL,
  added_at TEXT NOT NULL,
  -- Taken away again: not brought back by the folder that it came from.
  is_removed INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX report_by_month ON report (company_id, month);
-- Of a bundle or of a report, as receipts are.
CREATE TABLE receipt_check (
  bundle_uuid TEXT NOT NULL,
  connection_uuid TEXT NOT NULL,
  path TEXT NOT NULL,
  state TEXT NOT NULL,
  found_path TEXT,
  at TEXT NOT NULL,
  PRIMARY KEY (bundle_uuid, connection_uuid, path)
) STRICT, WITHOUT ROWID;
`;

// What tills have signed, month by month: files of their own beside the segments, for one of them may be larger than all invoices.
export const archive0012 = `
CREATE TABLE fiscal_file (
  uuid TEXT PRIMARY KEY,
  company_id INTEGER NOT NULL REFERENCES company(id),
  connection_uuid TEXT NOT NULL,
  provider TEXT NOT NULL,
  natural_key TEXT NOT NULL,
  month TEXT NOT NULL,
  -- Below the company's fiscal folder, with '/'.
  file TEXT NOT NULL,
  file_name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  stored_at TEXT NOT NULL,
  module_id TEXT,
  -- Of a month that was still running: the whole one comes later.
  is_interim INTEGER NOT NULL,
  records INTEGER NOT NULL,
  first_counter INTEGER,
  last_counter INTEGER,
  findings TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX fiscal_file_by_month ON fiscal_file (company_id, month);
CREATE INDEX fiscal_file_by_key ON fiscal_file (connection_uuid, natural_key);
`;

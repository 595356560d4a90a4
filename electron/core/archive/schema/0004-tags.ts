// Tags that users put on invoices. By natural key, because the record of a run is written before the documents it brings.
export const archive0004 = `
CREATE TABLE tag (
  source_id INTEGER NOT NULL REFERENCES source(id),
  natural_key TEXT NOT NULL COLLATE NOCASE,
  tag TEXT NOT NULL,
  PRIMARY KEY (source_id, natural_key, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_by_name ON tag (tag, source_id);
`;

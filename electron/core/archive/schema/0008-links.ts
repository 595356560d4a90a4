// One invoice in several sources: what is the same, what a person decided about it, and what lists know beside the amounts.
export const archive0008 = `
-- By what an invoice is the same in another source; null where its source does not tell enough.
ALTER TABLE invoice ADD COLUMN match_key TEXT;
ALTER TABLE invoice ADD COLUMN ksef_number TEXT;
ALTER TABLE invoice ADD COLUMN is_scan INTEGER NOT NULL DEFAULT 0;
ALTER TABLE invoice ADD COLUMN payment_state TEXT;
ALTER TABLE invoice ADD COLUMN due_on TEXT;
CREATE INDEX invoice_by_match ON invoice (company_id, match_key) WHERE match_key IS NOT NULL;
CREATE INDEX invoice_by_ksef_number ON invoice (company_id, ksef_number) WHERE ksef_number IS NOT NULL;
CREATE INDEX invoice_by_scan ON invoice (company_id) WHERE is_scan = 1;

-- Projection: rows only for invoices that lie in more than one place. The leader is in every list; the others have is_hidden = 2.
CREATE TABLE invoice_link (
  invoice_id INTEGER PRIMARY KEY REFERENCES document(id),
  leader_id INTEGER NOT NULL REFERENCES document(id),
  reason TEXT NOT NULL,
  -- Fields that differ from the leader's, as bits.
  differs INTEGER NOT NULL,
  -- Words that only the others have: appended to the leader's own, so that it is found by them too.
  more_words TEXT NOT NULL
) STRICT;
CREATE INDEX invoice_link_by_leader ON invoice_link (leader_id);

-- By natural key, like tags: documents may come back after the record about them. The smaller (source, key) is a.
CREATE TABLE link_decision (
  a_source INTEGER NOT NULL REFERENCES source(id),
  a_key TEXT NOT NULL COLLATE NOCASE,
  b_source INTEGER NOT NULL REFERENCES source(id),
  b_key TEXT NOT NULL COLLATE NOCASE,
  verdict TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (a_source, a_key, b_source, b_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_decision_by_b ON link_decision (b_source, b_key);

CREATE TABLE explanation (
  source_id INTEGER NOT NULL REFERENCES source(id),
  natural_key TEXT NOT NULL COLLATE NOCASE,
  -- What it explains: it says nothing about anything else that comes up later.
  about TEXT NOT NULL,
  note TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (source_id, natural_key)
) STRICT, WITHOUT ROWID;

-- The new columns are filled from the originals: the next start reads the segments again (recover.ts).
DELETE FROM invoice_text;
`;

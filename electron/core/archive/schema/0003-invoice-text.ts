// Words in rows beside the index. An archive that was made before has none: the next start reads its segments again (recover.ts).
export const archive0003 = `
-- The same words as they stand, a space before each: whether the newest invoices have a word is asked here, for a letter or two that
-- nearly every invoice has costs the index more than reading a page of rows.
CREATE TABLE invoice_text (
  id INTEGER PRIMARY KEY REFERENCES invoice(id),
  words TEXT NOT NULL
) STRICT;
`;

// Which account at a service a source is: who connects it again goes on with the documents that are there. Null for sources of an
// older Kontor until their connection is seen at start, and for those that were taken from the screens.
export const archive0005 = `
ALTER TABLE source ADD COLUMN identity TEXT;
CREATE UNIQUE INDEX source_by_identity ON source (company_id, provider, identity);
`;

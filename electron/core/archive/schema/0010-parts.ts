// Which invoice of its original a version is. Where a file with several was kept as one document, the next start reads the segments
// again (recover.ts) and makes the others.
export const archive0010 = `
ALTER TABLE document_version ADD COLUMN part INTEGER NOT NULL DEFAULT 1;
DELETE FROM invoice_text WHERE EXISTS (SELECT 1 FROM invoice WHERE format = 'earve' AND needs_look = 1);
`;

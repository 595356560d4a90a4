// Invoices that need a look are few, and every screen asks how many.
export const archive0007 = `
CREATE INDEX invoice_to_look_at ON invoice (company_id, is_hidden, issue_date) WHERE needs_look = 1;
`;

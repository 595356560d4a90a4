// Whoever was sold to, by name and tax id with the last day: read from this index alone.
export const archive0009 = `
CREATE INDEX invoice_by_customer ON invoice (company_id, counterparty_order, counterparty_tax_id, issue_date)
  WHERE direction = 'sale' AND is_hidden = 0 AND is_deleted = 0;
`;

// Months that a person has closed. One that was opened again has no row.
export const archive0013 = `
CREATE TABLE closed_month (
  company_id INTEGER NOT NULL REFERENCES company(id),
  month TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (company_id, month)
) STRICT, WITHOUT ROWID;
`;

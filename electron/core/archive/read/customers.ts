// Whoever was sold to before. Names and days come out of one index; the rows themselves are read only for those that are shown.
import type { CompanyId, InvoiceRowId } from '../../../../shared/domain/ids';
import { fold } from '../../../../shared/lib/fold';
import type { SqliteDatabase } from '../../db/openSqlite';
import { promised } from '../promised';
import type { ArchiveReader } from '../types';

type Customer = Awaited<ReturnType<ArchiveReader['customers']>>[number];

const MOST_WORDS = 6;
/** One firm under several spellings counts once: a few more are read than are shown. */
const SPELLINGS = 4;

export function customerQueries(db: SqliteDatabase): Pick<ArchiveReader, 'customers'> {
  const statement = (words: number) =>
    db.prepare(`SELECT i.id AS invoiceId, i.counterparty AS name, i.counterparty_tax_id AS taxId, g.day AS lastIssueDate
      FROM (SELECT max(issue_date) AS day, id FROM invoice INDEXED BY invoice_by_customer
        WHERE company_id = (SELECT id FROM company WHERE uuid = ?) AND counterparty_order <> ''
          AND direction = 'sale' AND is_hidden = 0 AND is_deleted = 0
          ${" AND (instr(counterparty_order, ?) > 0 OR instr(coalesce(counterparty_tax_id, ''), ?) > 0)".repeat(words)}
        GROUP BY counterparty_order, counterparty_tax_id) g
      JOIN invoice i ON i.id = g.id ORDER BY g.day DESC, g.id DESC LIMIT ?`);
  const prepared = Array.from({ length: MOST_WORDS + 1 }, (_, words) => statement(words));
  return {
    customers: promised((companyId: CompanyId, search: string, limit: number) => {
      const words = wordsOf(search);
      const params = words.flatMap((word) => [word, word.toUpperCase()]);
      const rows = prepared[words.length]?.all(companyId, ...params, limit * SPELLINGS) as Customer[];
      const firms = new Map<string | InvoiceRowId, Customer>();
      for (const row of rows) {
        const key = row.taxId ?? row.invoiceId;
        if (!firms.has(key)) firms.set(key, row);
      }
      return [...firms.values()].slice(0, limit);
    }),
  };
}

/** A tax id is typed with spaces and dashes; names are not. */
function wordsOf(search: string): readonly string[] {
  const isNumber = /\d/.test(search) && /^[A-Za-z]{0,2}[\d\s-]+$/.test(search.trim());
  const text = isNumber ? search.replace(/[\s-]/g, '') : search;
  return fold(text)
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
}

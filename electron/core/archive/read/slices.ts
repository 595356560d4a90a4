// Long scans go over the invoices in slices by row number: whoever types meanwhile does not wait for them, and each row is read where it lies.
import { breathe } from '../breathe';
import type { SqlPart } from './invoiceQuery';
import type { StatementCache } from './statementCache';

/** Rows of one slice: a few milliseconds. */
export const SLICE = 4_000;

/** Conditions over `invoice i`, which is to be read NOT INDEXED. */
export async function* slices(statements: StatementCache): AsyncGenerator<SqlPart> {
  const last = statements('SELECT max(id) FROM invoice').pluck().get() as number | null;
  for (let from = 0; from < (last ?? 0); from += SLICE) {
    await breathe();
    yield { sql: 'i.id > ? AND i.id <= ?', params: [from, from + SLICE] };
  }
}

// Gathers the records around a month in slices, so that whoever types meanwhile does not wait.
import type { SqliteDatabase } from '../../db/openSqlite';
import { breathe } from '../breathe';
import type { Decision, Doc, Explanation, Material, ReconcileOrder, Side } from './types';

interface StoredDoc extends Omit<Doc, 'isScan' | 'side' | 'leaderId'> {
  readonly isScan: number;
  readonly leaderId: number | null;
}

const SLICE = 1_000;
/** A purchase counts in the month of its receipt, weeks after its issue; its record in a program may count in the month of issue. */
const DAYS_BEFORE = 46;
const DAYS_AROUND = 3;
const MOST_AROUND = 20_000;

export function createMaterial(db: SqliteDatabase) {
  const company = db.prepare('SELECT id FROM company WHERE uuid = ?').pluck();
  const ofMonth = db
    .prepare(
      `SELECT id FROM invoice WHERE company_id = @company AND is_hidden IN (0, 2) AND month = @month AND is_deleted = 0`,
    )
    .pluck();
  const mates = db
    .prepare(
      `SELECT o.invoice_id FROM invoice i JOIN invoice_link l ON l.invoice_id = i.id
       JOIN invoice_link o ON o.leader_id = l.leader_id JOIN invoice m ON m.id = o.invoice_id
       WHERE i.company_id = @company AND i.is_hidden IN (0, 2) AND i.month = @month AND m.month <> @month`,
    )
    .pluck();
  const nearby = db
    .prepare(
      `SELECT i.id FROM invoice i WHERE i.company_id = @company AND i.is_hidden = 0 AND i.is_deleted = 0
       AND i.issue_date BETWEEN @from AND @to AND i.month <> @month
       AND NOT EXISTS (SELECT 1 FROM invoice_link l WHERE l.invoice_id = i.id) LIMIT ${String(MOST_AROUND)}`,
    )
    .pluck();
  const docs = db.prepare(`SELECT i.id, s.uuid AS source, i.number, i.kind, i.direction, i.issue_date AS issueDate,
    i.counterparty, i.counterparty_order AS counterpartyOrder, i.counterparty_tax_id AS counterpartyTaxId, i.currency,
    i.net, i.vat, i.gross, i.due_on AS dueOn, i.payment_state AS paymentState, i.ksef_number AS ksefNumber,
    i.match_key AS matchKey, i.is_scan AS isScan, i.month, l.leader_id AS leaderId, l.reason
    FROM json_each(?) wanted JOIN invoice i ON i.id = wanted.value JOIN source s ON s.id = i.source_id
    LEFT JOIN invoice_link l ON l.invoice_id = i.id WHERE i.is_deleted = 0 AND i.is_hidden <> 1`);
  const decisions = db.prepare(`SELECT a.id AS a, b.id AS b, k.verdict FROM link_decision k
    JOIN source s ON s.id = k.a_source JOIN document a ON a.source_id = k.a_source AND a.natural_key = k.a_key
    JOIN document b ON b.source_id = k.b_source AND b.natural_key = k.b_key WHERE s.company_id = ?`);
  const explanations = db.prepare(`SELECT d.id, e.about, e.note, e.at FROM explanation e
    JOIN source s ON s.id = e.source_id JOIN document d ON d.source_id = e.source_id AND d.natural_key = e.natural_key
    WHERE s.company_id = ?`);

  const docsOf = (order: ReconcileOrder, ids: readonly number[]): Doc[] => {
    const sides = new Map<string, Side>([
      ...order.left.map((source) => [source, 'left'] as const),
      ...order.right.map((source) => [source, 'right'] as const),
    ]);
    return (docs.all(JSON.stringify(ids)) as StoredDoc[]).flatMap((row) => {
      const side = sides.get(row.source);
      return side === undefined ? [] : [{ ...row, side, isScan: row.isScan === 1, leaderId: row.leaderId ?? row.id }];
    });
  };

  const around = async (order: ReconcileOrder, signal: AbortSignal): Promise<Material> => {
    const id = company.get(order.companyId) as number | undefined;
    if (id === undefined) return { docs: [], decisions: [], explanations: new Map() };
    const at = { company: id, month: order.month, ...daysAround(order.month) };
    // In the order in which they lie, so that each page of the database is read once.
    const ids = [...new Set([ofMonth, mates, nearby].flatMap((query) => query.all(at) as number[]))].sort(
      (a, b) => a - b,
    );
    const found: Doc[] = [];
    for (let from = 0; from < ids.length; from += SLICE) {
      await breathe();
      signal.throwIfAborted();
      found.push(...docsOf(order, ids.slice(from, from + SLICE)));
    }
    const said = explanations.all(id) as (Explanation & { id: number })[];
    return {
      docs: found,
      decisions: decisions.all(id) as Decision[],
      explanations: new Map(said.map(({ id: document, ...explanation }) => [document, explanation])),
    };
  };
  return { around, docsOf };
}

/** Calendar dates as text that compares; one that no calendar has (day 46 of a month) compares all the same. */
function daysAround(month: string): { readonly from: string; readonly to: string } {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const day = (shift: number): string => new Date(Date.UTC(year, number - 1, 1 + shift)).toISOString().slice(0, 10);
  return { from: day(-DAYS_BEFORE), to: day(31 + DAYS_AROUND) };
}

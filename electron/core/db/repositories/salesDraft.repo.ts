// Drafts of sales invoices of the config store: rows, not what they mean.
import type { ConfigDatabase } from '../openDatabase';
import { transact } from '../transact';
import { cutBody, isPiece, joinBody, pieceIdOf, pieceMark } from './salesDraftPieces';

export interface SalesDraftRow {
  readonly id: string;
  readonly companyId: string;
  readonly changedAt: string;
  readonly outboxId: string | null;
  readonly body: string;
}

export interface SalesDraftRepo {
  /** Last changed first. */
  list(companyId: string): Promise<readonly SalesDraftRow[]>;
  find(id: string): Promise<SalesDraftRow | null>;
  ofOutbox(outboxId: string): Promise<SalesDraftRow | null>;
  save(row: SalesDraftRow): Promise<void>;
  delete(companyId: string, id: string): Promise<void>;
}

export function salesDraftRepo(db: ConfigDatabase): SalesDraftRepo {
  const all = () =>
    db
      .selectFrom('sales_draft')
      .select(['id', 'company_id as companyId', 'changed_at as changedAt', 'outbox_id as outboxId', 'body']);
  /** Row and pieces in one statement: another PC may be saving. */
  const find = async (id: string): Promise<SalesDraftRow | null> => {
    const rows = await all()
      .where((is) => is.or([is('id', '=', id), is('id', 'like', `${pieceMark(id)}%`)]))
      .execute();
    const row = rows.find((each) => each.id === id && !isPiece(id));
    return row === undefined ? null : whole(row, rows);
  };
  const remove = async (trx: ConfigDatabase, companyId: string, id: string): Promise<void> => {
    await trx
      .deleteFrom('sales_draft')
      .where('company_id', '=', companyId)
      .where((is) => is.or([is('id', '=', id), is('id', 'like', `${pieceMark(id)}%`)]))
      .execute();
  };
  return {
    list: async (companyId) => {
      const rows = await all()
        .where('company_id', '=', companyId)
        .orderBy('changed_at', 'desc')
        .orderBy('id')
        .execute();
      const drafts = await Promise.all(rows.filter(({ id }) => !isPiece(id)).map((row) => whole(row, rows)));
      return drafts.filter((row) => row !== null);
    },
    find,
    ofOutbox: async (outboxId) => {
      const row = await db.selectFrom('sales_draft').select('id').where('outbox_id', '=', outboxId).executeTakeFirst();
      return row === undefined ? null : find(row.id);
    },
    // Not an upsert of one dialect: delete and insert in one transaction say the same everywhere.
    save: async ({ id, companyId, changedAt, outboxId, body }) => {
      const cut = await cutBody(body);
      const about = { company_id: companyId, changed_at: changedAt };
      await transact(db, async (trx) => {
        await remove(trx, companyId, id);
        await trx
          .insertInto('sales_draft')
          .values({ id, ...about, outbox_id: outboxId, body: cut.body })
          .execute();
        for (const [index, piece] of cut.pieces.entries())
          await trx
            .insertInto('sales_draft')
            .values({ id: pieceIdOf(id, index + 1), ...about, outbox_id: null, body: piece })
            .execute();
      });
    },
    delete: (companyId, id) => transact(db, (trx) => remove(trx, companyId, id)),
  };
}

/** `rows` hold its pieces among others. */
async function whole(row: SalesDraftRow, rows: readonly SalesDraftRow[]): Promise<SalesDraftRow | null> {
  const mark = pieceMark(row.id);
  const pieces = rows.filter(({ id }) => id.startsWith(mark)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const body = await joinBody(
    row.body,
    pieces.map((piece) => piece.body),
  );
  return body === null ? null : { ...row, body };
}

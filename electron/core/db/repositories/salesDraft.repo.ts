// Drafts of sales invoices of the config store: rows, not what they mean.
import type { ConfigDatabase } from '../openDatabase';

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
  return {
    list: (companyId) =>
      all().where('company_id', '=', companyId).orderBy('changed_at', 'desc').orderBy('id').execute(),
    find: async (id) => (await all().where('id', '=', id).executeTakeFirst()) ?? null,
    ofOutbox: async (outboxId) => (await all().where('outbox_id', '=', outboxId).executeTakeFirst()) ?? null,
    // Not an upsert of one dialect: delete and insert in one transaction say the same everywhere.
    save: ({ id, companyId, changedAt, outboxId, body }) =>
      db.transaction().execute(async (trx) => {
        await trx.deleteFrom('sales_draft').where('id', '=', id).where('company_id', '=', companyId).execute();
        await trx
          .insertInto('sales_draft')
          .values({ id, company_id: companyId, changed_at: changedAt, outbox_id: outboxId, body })
          .execute();
      }),
    delete: async (companyId, id) => {
      await db.deleteFrom('sales_draft').where('id', '=', id).where('company_id', '=', companyId).execute();
    },
  };
}

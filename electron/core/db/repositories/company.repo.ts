// Companies of the config store.
import type { CompanyId } from '../../../../shared/domain/ids';
import type { ConfigDatabase } from '../openDatabase';
import { transact } from '../transact';

export interface Company {
  readonly id: CompanyId;
  readonly name: string;
  readonly country: 'PL' | 'DE' | 'EE';
  readonly taxId: string | null;
  readonly isDemo: boolean;
  readonly purchaseMonthRule: 'issue_date' | 'received_date';
  readonly createdAt: string;
}

export interface CompanyRepo {
  list(): Promise<readonly Company[]>;
  find(id: CompanyId): Promise<Company | null>;
  insert(company: Company): Promise<void>;
  update(id: CompanyId, changes: Pick<Company, 'name' | 'purchaseMonthRule'>): Promise<void>;
  delete(id: CompanyId): Promise<void>;
}

export function companyRepo(db: ConfigDatabase): CompanyRepo {
  const all = () => db.selectFrom('company').selectAll();
  return {
    list: async () => (await all().orderBy('created_at').orderBy('id').execute()).map(toCompany),
    find: async (id) => {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row ? toCompany(row) : null;
    },
    insert: async (company) => {
      await db
        .insertInto('company')
        .values({
          id: company.id,
          name: company.name,
          country: company.country,
          tax_id: company.taxId,
          is_demo: company.isDemo ? 1 : 0,
          purchase_month_rule: company.purchaseMonthRule,
          created_at: company.createdAt,
        })
        .execute();
    },
    update: async (id, changes) => {
      await db
        .updateTable('company')
        .set({ name: changes.name, purchase_month_rule: changes.purchaseMonthRule })
        .where('id', '=', id)
        .execute();
    },
    // MySQL does not keep what refers to it.
    delete: (id) =>
      transact(db, async (trx) => {
        const schedules = trx.selectFrom('schedule').select('id').where('company_id', '=', id);
        await trx.deleteFrom('schedule_claim').where('schedule_id', 'in', schedules).execute();
        // What the PCs told of it as well: a demo that is removed leaves nothing.
        for (const table of ['schedule', 'sales_draft', 'receipt_copy', 'run_copy'] as const)
          await trx.deleteFrom(table).where('company_id', '=', id).execute();
        await trx.deleteFrom('meta').where('key', '=', closingsKey(id)).execute();
        await trx.deleteFrom('company').where('id', '=', id).execute();
      }),
  };
}

/** The fact that holds what was said of its months: which are closed. */
export const closingsKey = (id: CompanyId): string => `closings.${id}`;

type Row = {
  id: string;
  name: string;
  country: string;
  tax_id: string | null;
  is_demo: number;
  purchase_month_rule: string;
  created_at: string;
};

function toCompany(row: Row): Company {
  return {
    id: row.id as CompanyId,
    name: row.name,
    country: row.country as Company['country'],
    taxId: row.tax_id,
    isDemo: row.is_demo === 1,
    purchaseMonthRule: row.purchase_month_rule as Company['purchaseMonthRule'],
    createdAt: row.created_at,
  };
}

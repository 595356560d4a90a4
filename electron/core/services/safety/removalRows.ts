// What the config store holds of a company beside its own row: counted before, and taken away where nothing else does.
import type { RemovalCounts } from '../../../../shared/contract/removals';
import type { CompanyId } from '../../../../shared/domain/ids';
import type { ConfigDatabase } from '../../db/openDatabase';
import type { Connection } from '../../db/repositories/connection.repo';
import { transact } from '../../db/transact';
import { budgetKeyOf } from '../../http/httpEngine';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';

export async function countRows(
  db: ConfigDatabase,
  companyId: CompanyId,
): Promise<Pick<RemovalCounts, 'connections' | 'schedules' | 'drafts'>> {
  const of = async (table: 'connection' | 'schedule' | 'sales_draft'): Promise<number> =>
    (await db.selectFrom(table).select('id').where('company_id', '=', companyId).execute()).length;
  const [connections, schedules, drafts] = await Promise.all([of('connection'), of('schedule'), of('sales_draft')]);
  return { connections, schedules, drafts };
}

/** Counted calls are kept under a name that may hold the tax id. What others draw on as well stays. */
export async function forgetBudgets(
  db: ConfigDatabase,
  manifestOf: (providerId: string) => ProviderManifest,
  { own, others }: { readonly own: readonly Connection[]; readonly others: readonly Connection[] },
): Promise<void> {
  const keyOf = ({ id, providerId, settings }: Connection): string => budgetKeyOf(manifestOf(providerId), id, settings);
  const shared = new Set(others.map(keyOf));
  const keys = [...new Set(own.map(keyOf))].filter((key) => !shared.has(key));
  if (keys.length === 0) return;
  await transact(db, async (trx) => {
    for (const table of ['budget_call', 'budget_block', 'budget_limit', 'budget_call_turn'] as const)
      await trx.deleteFrom(table).where('budget_key', 'in', keys).execute();
  });
}

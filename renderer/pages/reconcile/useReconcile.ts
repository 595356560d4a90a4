import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReconcileScope } from '../../../shared/contract/reconcile';
import type { CompanyId, ConnectionId } from '../../../shared/domain/ids';
import { useConnectionNames } from '../../app/useConnectionNames';
import type { CallOutput } from '../../bridge/bridge';
import { useIsAsking, usePages, useQuery } from '../../bridge/hooks';
import { useReconcileView } from '../../stores/reconcileView';
import { plainDateOf } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';

export type Overview = CallOutput<'reconcile.overview'>;
type Page = CallOutput<'reconcile.list'>;

const PAGE = 200;
const rowsOf = (page: Page): Page['rows'] => page.rows;

/** The newest month that has ended and holds invoices: the one that is being closed. */
export function useMonthToClose(companyId: CompanyId): { readonly month: string; readonly months: readonly string[] } {
  const totals = useQuery('invoices.months', { companyId });
  const chosen = useReconcileView((state) => state.filters.month);
  return useMemo(() => {
    const months = [...new Set((totals.data ?? []).map(({ month }) => month))];
    const now = plainDateOf(new Date()).slice(0, 7);
    return { month: chosen ?? months.find((each) => each < now) ?? months[0] ?? now, months };
  }, [totals.data, chosen]);
}

export function useReconcileScope(companyId: CompanyId): ReconcileScope {
  const { month } = useMonthToClose(companyId);
  const { direction, connectionId } = useReconcileView((state) => state.filters);
  return useMemo(
    () => ({
      companyId,
      month,
      ...(direction === undefined ? {} : { direction }),
      ...(connectionId === undefined ? {} : { connectionId }),
    }),
    [companyId, month, direction, connectionId],
  );
}

export function useReconcileRows(scope: ReconcileScope) {
  const { list, search, withExplained } = useReconcileView((state) => state.filters);
  const rows = usePages(
    'reconcile.list',
    { ...scope, list, withExplained, limit: PAGE, ...(search === '' ? {} : { search }) },
    rowsOf,
    (page, input) => (page.next === undefined ? undefined : { ...input, after: page.next }),
    { keepPrevious: true },
  );
  return { rows, isAsking: useIsAsking('reconcile.list') };
}

/** Titles of both sides, joined where a side has several connections. */
export function useSideNames(companyId: CompanyId, overview: Overview | undefined) {
  const { t } = useTranslation('reconcile');
  const formats = useFormats();
  const nameOf = useConnectionNames(companyId);
  return useMemo(() => {
    const titles = (ids: readonly ConnectionId[] | undefined, fallback: string): string =>
      ids === undefined || ids.length === 0 ? fallback : formats.list(ids.map((id) => nameOf(id).title));
    return {
      left: titles(overview?.left.connectionIds, t('originals')),
      right:
        (overview?.right.connectionIds.length ?? 0) > 2
          ? t('programs')
          : titles(overview?.right.connectionIds, t('programs')),
    };
  }, [overview, nameOf, formats, t]);
}

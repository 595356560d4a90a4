import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReconcileRow, ReconcileScope } from '../../../shared/contract/reconcile';
import type { CompanyId, ConnectionId } from '../../../shared/domain/ids';
import { useCompany } from '../../app/company';
import { useConnectionNames } from '../../app/useConnectionNames';
import type { CallOutput } from '../../bridge/bridge';
import { useIsAsking, usePages, useQuery } from '../../bridge/hooks';
import { useReconcileView } from '../../stores/reconcileView';
import { plainDateOf } from '../../ui/format';

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
  const { direction, connectionId: chosen } = useReconcileView((state) => state.filters);
  const connections = useQuery('connections.list', { companyId });
  // The choice outlives a change of the company and the connection itself: with another's, nothing would be compared.
  const connectionId = connections.data?.some(({ id }) => id === chosen) === true ? chosen : undefined;
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

/** As they stand in sentences, and as headings. */
export type SideNames = Readonly<Record<'left' | 'right' | 'leftHead' | 'rightHead', string>>;
/** So many titles stand in a sentence and in a tab. */
const MOST_TITLES = 2;

/** Titles of both sides as they stand in sentences; a slash for *one of them* bends in no language. */
export function useSideNames(companyId: CompanyId, overview: Overview | undefined): SideNames {
  const { t } = useTranslation('reconcile');
  const nameOf = useConnectionNames(companyId);
  return useMemo(() => {
    const titles = (ids: readonly ConnectionId[] | undefined, fallback: string): string =>
      ids === undefined || ids.length === 0 || ids.length > MOST_TITLES
        ? fallback
        : ids.map((id) => nameOf(id).title).join(' / ');
    return {
      left: titles(overview?.left.connectionIds, t('originals')),
      right: titles(overview?.right.connectionIds, t('programs')),
      leftHead: titles(overview?.left.connectionIds, t('table.left')),
      rightHead: titles(overview?.right.connectionIds, t('table.right')),
    };
  }, [overview, nameOf, t]);
}

/** The names in what is said about one row: those of its own records. */
export function useRowNames(names: SideNames): (row: ReconcileRow) => SideNames {
  const nameOf = useConnectionNames(useCompany().id);
  return useCallback(
    ({ list, left, right }) => {
      // Both records of a suspicion may lie on one side.
      if (list === 'duplicate') return { ...names, right: nameOf(right?.connectionId).title };
      return {
        ...names,
        left: left === undefined ? names.left : nameOf(left.connectionId).title,
        right: right === undefined ? names.right : nameOf(right.connectionId).title,
      };
    },
    [names, nameOf],
  );
}

import { useTranslation } from 'react-i18next';
import type { CompanyId } from '../../../shared/domain/ids';
import { useQuery } from '../../bridge/hooks';
import { useReconcileView } from '../../stores/reconcileView';
import { FilterChip, ToggleChip } from '../../ui/FilterChip';
import { useFormats } from '../../ui/formatsContext';
import styles from './Reconcile.module.css';
import { useMonthToClose, type Overview } from './useReconcile';

const DIRECTIONS = ['purchase', 'sale', 'other'] as const;

/** Month, direction, program: what is compared with what. */
export function ScopeBar({ companyId, overview }: { readonly companyId: CompanyId; readonly overview?: Overview }) {
  const { t } = useTranslation('reconcile');
  const { t: invoices } = useTranslation('invoices');
  const formats = useFormats();
  const { month, months } = useMonthToClose(companyId);
  const { direction } = useReconcileView((state) => state.filters);
  const setFilters = useReconcileView((state) => state.setFilters);
  const all = months.includes(month) ? months : [month, ...months];
  return (
    <div className={styles.scope} role="toolbar" aria-label={t('filter.month')}>
      <FilterChip
        label={formats.monthYear(month)}
        isActive={false}
        items={all.map((each) => ({
          id: each,
          label: formats.monthYear(each),
          group: each.slice(0, 4),
          isChosen: each === month,
          onSelect: () => setFilters({ month: each }),
        }))}
        clearLabel={invoices('filter.clear_month')}
        onClear={() => setFilters({ month: undefined })}
      />
      <FilterChip
        label={direction === undefined ? t('filter.all') : t(`filter.${direction}`)}
        isActive={direction !== undefined}
        items={DIRECTIONS.map((each) => ({
          id: each,
          label: t(`filter.${each}`),
          isChosen: each === direction,
          onSelect: () => setFilters({ direction: each }),
        }))}
        clearLabel={invoices('filter.clear_direction')}
        onClear={() => setFilters({ direction: undefined })}
      />
      <ProgramChip companyId={companyId} overview={overview} />
    </div>
  );
}

function ProgramChip({
  companyId,
  overview,
}: {
  readonly companyId: CompanyId;
  readonly overview: Overview | undefined;
}) {
  const { t } = useTranslation('reconcile');
  const { t: invoices } = useTranslation('invoices');
  const connectionId = useReconcileView((state) => state.filters.connectionId);
  const setFilters = useReconcileView((state) => state.setFilters);
  const connections = useQuery('connections.list', { companyId });
  const left = new Set(overview?.left.connectionIds ?? []);
  const programs = (connections.data ?? []).filter(
    (each) => each.capabilities.includes('invoices') && !left.has(each.id),
  );
  if (programs.length < 2) return null;
  const chosen = programs.find((each) => each.id === connectionId);
  return (
    <FilterChip
      label={chosen?.title ?? t('all_programs')}
      isActive={chosen !== undefined}
      items={programs.map((each) => ({
        id: each.id,
        label: each.title,
        isChosen: each.id === connectionId,
        onSelect: () => setFilters({ connectionId: each.id }),
      }))}
      clearLabel={invoices('filter.clear_source')}
      onClear={() => setFilters({ connectionId: undefined })}
    />
  );
}

/** Over the list itself: find in it, and those that are out of the way. */
export function ListFilters({ explained }: { readonly explained: number }) {
  const { t } = useTranslation('reconcile');
  const formats = useFormats();
  const { search, withExplained } = useReconcileView((state) => state.filters);
  const setFilters = useReconcileView((state) => state.setFilters);
  return (
    <div className={styles.listFilters}>
      {(explained > 0 || withExplained) && (
        <ToggleChip
          label={
            withExplained
              ? t('filter.hide_explained')
              : t('filter.explained', { count: explained, shown: formats.count(explained) })
          }
          isOn={withExplained}
          onToggle={() => setFilters({ withExplained: !withExplained })}
        />
      )}
      <input
        type="search"
        className={styles.search}
        value={search}
        placeholder={t('filter.search')}
        aria-label={t('filter.search')}
        onChange={(event) => setFilters({ search: event.currentTarget.value.slice(0, 200) })}
      />
    </div>
  );
}

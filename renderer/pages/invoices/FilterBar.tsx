import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompanyId } from '../../../shared/domain/ids';
import { useQuery } from '../../bridge/hooks';
import { useInvoiceView } from '../../stores/invoiceView';
import { FilterChip, ToggleChip } from '../../ui/FilterChip';
import { useFormats } from '../../ui/formatsContext';
import { StateIcon } from '../../ui/StateIcon';
import styles from './Invoices.module.css';

export function FilterBar({ companyId, count }: { readonly companyId: CompanyId; readonly count: number | undefined }) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  const filters = useInvoiceView((state) => state.filters);
  const setFilters = useInvoiceView((state) => state.setFilters);
  const toLookAt = useQuery('invoices.summary', { filter: { companyId, needsLook: true } });
  const look = toLookAt.data?.count ?? 0;
  return (
    <div className={styles.filters} role="toolbar" aria-label={t('filter.label')}>
      <MonthChip companyId={companyId} />
      <DirectionChip />
      <SourceChip companyId={companyId} />
      <TagChip companyId={companyId} />
      {(look > 0 || filters.needsLook) && (
        <ToggleChip
          icon={<StateIcon state="attention" size={14} />}
          label={t('filter.needs_look', { shown: formats.count(look) })}
          isOn={filters.needsLook}
          onToggle={() => setFilters({ needsLook: !filters.needsLook })}
        />
      )}
      {filters.search !== '' && (
        <FilterChip
          label={t('filter.search', { text: filters.search })}
          isActive
          items={[]}
          clearLabel={t('filter.clear_search')}
          onClear={() => setFilters({ search: '' })}
        />
      )}
      {count !== undefined && (
        <span className={styles.count}>{t('count', { count, shown: formats.count(count) })}</span>
      )}
    </div>
  );
}

// Each follows its own part of the filter: typing draws none of them again.
const MonthChip = memo(function MonthChip({ companyId }: { readonly companyId: CompanyId }) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  const month = useInvoiceView((state) => state.filters.month);
  const setFilters = useInvoiceView((state) => state.setFilters);
  const totals = useQuery('invoices.months', { companyId });
  const counts = new Map<string, number>();
  for (const each of totals.data ?? []) counts.set(each.month, (counts.get(each.month) ?? 0) + each.count);
  const items = [...counts].map(([each, count]) => ({
    id: each,
    label: formats.monthYear(each),
    note: formats.count(count),
    group: each.slice(0, 4),
    isChosen: each === month,
    onSelect: () => setFilters({ month: each }),
  }));
  return (
    <FilterChip
      label={month === undefined ? t('filter.month_all') : formats.monthYear(month)}
      isActive={month !== undefined}
      items={items}
      clearLabel={t('filter.clear_month')}
      onClear={() => setFilters({ month: undefined })}
    />
  );
});

const DirectionChip = memo(function DirectionChip() {
  const { t } = useTranslation('invoices');
  const direction = useInvoiceView((state) => state.filters.direction);
  const setFilters = useInvoiceView((state) => state.setFilters);
  return (
    <FilterChip
      label={direction === undefined ? t('filter.direction.all') : t(`filter.direction.${direction}`)}
      isActive={direction !== undefined}
      items={(['purchase', 'sale', 'other'] as const).map((each) => ({
        id: each,
        label: t(`filter.direction.${each}`),
        isChosen: each === direction,
        onSelect: () => setFilters({ direction: each }),
      }))}
      clearLabel={t('filter.clear_direction')}
      onClear={() => setFilters({ direction: undefined })}
    />
  );
});

const SourceChip = memo(function SourceChip({ companyId }: { readonly companyId: CompanyId }) {
  const { t } = useTranslation('invoices');
  const connectionId = useInvoiceView((state) => state.filters.connectionId);
  const setFilters = useInvoiceView((state) => state.setFilters);
  const connections = useQuery('connections.list', { companyId });
  const sources = (connections.data ?? []).filter((each) => each.capabilities.includes('invoices'));
  if (sources.length < 2) return null;
  const chosen = sources.find((each) => each.id === connectionId);
  return (
    <FilterChip
      label={chosen?.title ?? t('filter.source_all')}
      isActive={chosen !== undefined}
      items={sources.map((each) => ({
        id: each.id,
        label: each.title,
        isChosen: each.id === connectionId,
        onSelect: () => setFilters({ connectionId: each.id }),
      }))}
      clearLabel={t('filter.clear_source')}
      onClear={() => setFilters({ connectionId: undefined })}
    />
  );
});

/** Only where something has been tagged. */
const TagChip = memo(function TagChip({ companyId }: { readonly companyId: CompanyId }) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  const tag = useInvoiceView((state) => state.filters.tag);
  const setFilters = useInvoiceView((state) => state.setFilters);
  const tags = useQuery('invoices.tags', { companyId });
  const known = tags.data ?? [];
  if (known.length === 0 && tag === undefined) return null;
  return (
    <FilterChip
      label={tag ?? t('filter.tag_all')}
      isActive={tag !== undefined}
      items={known.map((each) => ({
        id: each.tag,
        label: each.tag,
        note: formats.count(each.count),
        isChosen: each.tag === tag,
        onSelect: () => setFilters({ tag: each.tag }),
      }))}
      clearLabel={t('filter.clear_tag')}
      onClear={() => setFilters({ tag: undefined })}
    />
  );
});

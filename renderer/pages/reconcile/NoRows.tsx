import { IconCircleCheck, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useReconcileView } from '../../stores/reconcileView';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/layout';
import type { SideNames } from './useReconcile';

export function NoRows({ names }: { readonly names: SideNames }) {
  const { t } = useTranslation('reconcile');
  const { list, search } = useReconcileView((state) => state.filters);
  const setFilters = useReconcileView((state) => state.setFilters);
  if (search !== '')
    return (
      <EmptyState
        icon={<IconSearch size={22} stroke={1.5} />}
        title={t('empty.search')}
        text={t('empty.search_text')}
        action={<Button onClick={() => setFilters({ search: '' })}>{t('empty.search_clear')}</Button>}
      />
    );
  return (
    <EmptyState
      icon={<IconCircleCheck size={22} stroke={1.5} />}
      title={t(`empty.${list}`, names)}
      text={t(`empty.${list}_text`, names)}
    />
  );
}

import type { KeyboardEvent, ReactNode } from 'react';
import { IconCopy, IconEqual } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReconcileList } from '../../../shared/contract/reconcile';
import { useReconcileView } from '../../stores/reconcileView';
import { StateIcon } from '../../ui/StateIcon';
import { Count } from '../../ui/values';
import styles from './Reconcile.module.css';
import type { Overview, SideNames } from './useReconcile';

const LISTS: readonly { readonly list: ReconcileList; readonly icon: ReactNode }[] = [
  { list: 'equal', icon: <IconEqual size={16} stroke={2} className={styles.equalIcon} /> },
  { list: 'different', icon: <StateIcon state="differs" /> },
  { list: 'only_left', icon: <StateIcon state="only_left" /> },
  { list: 'only_right', icon: <StateIcon state="only_right" /> },
  { list: 'duplicate', icon: <IconCopy size={16} stroke={1.5} /> },
];

interface Props {
  /** Stands at the end of the line. */
  readonly children: ReactNode;
  readonly overview: Overview;
  readonly names: SideNames;
  readonly panelId: string;
}
export function ListTabs({ overview, names, panelId, children }: Props) {
  const { t } = useTranslation('reconcile');
  const chosen = useReconcileView((state) => state.filters.list);
  const setFilters = useReconcileView((state) => state.setFilters);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = LISTS.findIndex(({ list }) => list === chosen);
    const next = LISTS[(at + step + LISTS.length) % LISTS.length];
    if (next === undefined) return;
    setFilters({ list: next.list });
    document.getElementById(`reconcile-${next.list}`)?.focus();
  };
  return (
    <div className={styles.tabLine}>
      <div className={styles.tabs} role="tablist" aria-label={t('title')} onKeyDown={onKeyDown}>
        {LISTS.map(({ list, icon }) => {
          const sums = overview.lists.find((each) => each.list === list);
          return (
            <button
              key={list}
              id={`reconcile-${list}`}
              type="button"
              role="tab"
              aria-selected={list === chosen}
              aria-controls={panelId}
              tabIndex={list === chosen ? 0 : -1}
              className={styles.tab}
              data-list={list}
              onClick={() => setFilters({ list })}
            >
              {icon}
              <span className={styles.tabWord}>{t(`list.${list}`, names)}</span>
              <span className={list === 'equal' || (sums?.count ?? 0) === 0 ? styles.badge : styles.badgeWarn}>
                <Count value={sums?.count ?? 0} />
              </span>
            </button>
          );
        })}
      </div>
      {children}
    </div>
  );
}

import type { ReactNode } from 'react';
import { IconActivity } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/contract/runs';
import type { PagedState } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { EmptyState } from '../../ui/layout';
import { LoadingBars, RestOfList } from '../../ui/Loading';
import styles from './Activity.module.css';
import { RunList } from './RunList';

interface Props {
  readonly runs: PagedState<RunView>;
  readonly filters: ReactNode;
  readonly shownId: RunView['id'] | undefined;
  readonly isFiltered: boolean;
  readonly isOnlyProblems: boolean;
  readonly onChoose: (id: RunView['id']) => void;
  readonly onShowAll: () => void;
}
export function RunListPane(props: Props) {
  const { t } = useTranslation('activity');
  const { t: common } = useTranslation('common');
  const { runs } = props;
  return (
    <>
      <header className={styles.listHead}>
        <h1 className={styles.title} tabIndex={-1} data-page-title>
          {t('title')}
        </h1>
        {props.filters}
      </header>
      {runs.problem && runs.rows.length === 0 ? (
        <div className={styles.inset}>
          <ExplainedProblem
            problem={runs.problem}
            action={
              <Button kind="primary" onClick={runs.retry}>
                {common('try_again')}
              </Button>
            }
          />
        </div>
      ) : runs.isLoading ? (
        <div className={styles.inset}>
          <LoadingBars rows={8} />
        </div>
      ) : runs.rows.length === 0 ? (
        <Empty {...props} />
      ) : (
        <>
          <RunList runs={runs} shownId={props.shownId} onChoose={props.onChoose} />
          <RestOfList pages={runs} />
        </>
      )}
    </>
  );
}

function Empty({ isFiltered, isOnlyProblems, onShowAll }: Props) {
  const { t } = useTranslation('activity');
  if (isFiltered) {
    return (
      <EmptyState
        title={isOnlyProblems ? t('empty.no_problems') : t('empty.filtered')}
        action={<Button onClick={onShowAll}>{t('empty.show_all')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={<IconActivity size={24} stroke={1.5} />}
      title={t('empty.title')}
      text={t('empty.text')}
      action={
        <Button kind="primary" onClick={() => go({ place: 'connections' })}>
          {t('empty.action')}
        </Button>
      }
    />
  );
}

import { IconArrowBackUp, IconFileSpreadsheet, IconScale } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReconcileScope } from '../../../shared/contract/reconcile';
import { useCompany } from '../../app/company';
import { useCommand, useQuery } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { useReconcileView } from '../../stores/reconcileView';
import { Button } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { EmptyState } from '../../ui/layout';
import { Loaded } from '../../ui/Loading';
import { FillPage } from '../../ui/Page';
import { problemTexts } from '../../ui/problemTexts';
import { showToast } from '../../ui/toasts';
import { ListTabs } from './ListTabs';
import styles from './Reconcile.module.css';
import { ReconcileRows } from './ReconcileRows';
import { ListFilters, ScopeBar } from './ScopeBar';
import { SidesCard } from './SidesCard';
import { useDecisions, type Decisions } from './useDecisions';
import { useReconcileScope, useSideNames, type Overview, type SideNames } from './useReconcile';

const PANEL = 'reconcile-panel';

export function ReconcilePage() {
  const { t } = useTranslation('reconcile');
  const company = useCompany();
  const scope = useReconcileScope(company.id);
  const overview = useQuery('reconcile.overview', scope, { keepPrevious: true });
  const names = useSideNames(company.id, overview.data);
  const decisions = useDecisions(scope);
  return (
    <FillPage>
      <div className={styles.head}>
        <h1 className={styles.title} tabIndex={-1} data-page-title>
          {t('title')}
        </h1>
        <ScopeBar companyId={company.id} {...(overview.data === undefined ? {} : { overview: overview.data })} />
        <HeadActions scope={scope} decisions={decisions} isEmpty={overview.data === undefined} />
      </div>
      <div className={styles.loading}>
        <Loaded query={overview} rows={10}>
          {(data) => <Content overview={data} scope={scope} names={names} decisions={decisions} />}
        </Loaded>
      </div>
    </FillPage>
  );
}

interface ContentProps {
  readonly overview: Overview;
  readonly scope: ReconcileScope;
  readonly names: SideNames;
  readonly decisions: Decisions;
}
function Content({ overview, scope, names, decisions }: ContentProps) {
  const { t } = useTranslation('reconcile');
  const formats = useFormats();
  const list = useReconcileView((state) => state.filters.list);
  if (overview.left.connectionIds.length === 0 || overview.right.connectionIds.length === 0)
    return (
      <EmptyState
        icon={<IconScale size={22} stroke={1.5} />}
        title={t('empty.no_sources')}
        text={t('empty.no_sources_text')}
        action={
          <Button kind="primary" onClick={() => go({ place: 'connect', purpose: 'source' })}>
            {t('empty.connect')}
          </Button>
        }
      />
    );
  const isEmpty = overview.lists.every(({ count, explained }) => count + explained === 0);
  return (
    <>
      <SidesCard overview={overview} month={scope.month} names={names} />
      <ListTabs overview={overview} names={names} panelId={PANEL}>
        <ListFilters explained={overview.lists.find((each) => each.list === list)?.explained ?? 0} />
      </ListTabs>
      <div id={PANEL} role="tabpanel" aria-label={t('title')} className={styles.panel}>
        {isEmpty ? (
          <EmptyState
            icon={<IconScale size={22} stroke={1.5} />}
            title={t('empty.no_month', { month: formats.monthYearInside(scope.month) })}
            text={t('empty.no_month_text')}
          />
        ) : (
          <ReconcileRows overview={overview} scope={scope} names={names} decisions={decisions} />
        )}
      </div>
    </>
  );
}

interface HeadProps {
  readonly scope: ReconcileScope;
  readonly decisions: Decisions;
  readonly isEmpty: boolean;
}
function HeadActions({ scope, decisions, isEmpty }: HeadProps) {
  const { t } = useTranslation('reconcile');
  const { t: tAny } = useTranslation();
  const hasSteps = useReconcileView((state) => state.steps.some((step) => step.companyId === scope.companyId));
  const command = useCommand('reconcile.exportTable');
  const save = async (): Promise<void> => {
    const outcome = await command.run(scope);
    if (!outcome.ok) showToast({ state: 'attention', text: problemTexts(tAny, outcome.error).what });
    else if (outcome.value.savedTo !== undefined)
      showToast({ state: 'ok', text: t('done.saved', { path: outcome.value.savedTo }) });
  };
  return (
    <div className={styles.headActions}>
      {hasSteps && (
        <Button kind="quiet" icon={<IconArrowBackUp size={16} stroke={1.5} />} onClick={() => void decisions.undo()}>
          {t('action.undo')}
        </Button>
      )}
      <Button
        icon={<IconFileSpreadsheet size={16} stroke={1.5} />}
        isBusy={command.isRunning}
        disabled={isEmpty}
        onClick={() => void save()}
      >
        {t('action.export')}
      </Button>
    </div>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunKind, RunView } from '../../../shared/contract/runs';
import type { ConnectionId, RunId } from '../../../shared/domain/ids';
import { useCompany } from '../../app/company';
import { usePages } from '../../bridge/hooks';
import { RunDetail } from '../../features/runs/RunDetail';
import { isGoing } from '../../features/runs/runTexts';
import { go, useRoute } from '../../stores/route';
import { ListDetail } from '../../ui/ListDetail';
import { EmptyState } from '../../ui/layout';
import styles from './Activity.module.css';
import { RunFilters } from './RunFilters';
import { RunListPane } from './RunListPane';

const PAGE = 80;

export function ActivityPage() {
  const { t } = useTranslation('activity');
  const company = useCompany();
  const route = useRoute();
  const asked = route.place === 'activity' ? route : undefined;
  const [kind, setKind] = useState<RunKind>();
  const [onlyProblems, setOnlyProblems] = useState(false);
  const connectionId = asked?.connectionId as ConnectionId | undefined;
  const runs = usePages(
    'runs.list',
    {
      companyId: company.id,
      limit: PAGE,
      ...(kind ? { kind } : {}),
      ...(onlyProblems ? { onlyProblems } : {}),
      ...(connectionId ? { connectionId } : {}),
    },
    (page) => page,
    (page, input) => {
      const last = page.at(-1);
      return last && page.length === PAGE
        ? { ...input, before: { startedAt: last.startedAt, id: last.id } }
        : undefined;
    },
    { keepPrevious: true },
  );
  const chosenId = asked?.runId as RunId | undefined;
  const going = runs.rows.find(isGoing);
  const shownId = chosenId ?? going?.id ?? runs.rows[0]?.id;
  const choose = (runId: RunView['id'] | undefined): void =>
    go({ place: 'activity', ...(runId ? { runId } : {}), ...(connectionId ? { connectionId } : {}) });
  const isFiltered = kind !== undefined || onlyProblems || connectionId !== undefined;
  const showAll = (): void => {
    setKind(undefined);
    setOnlyProblems(false);
    go({ place: 'activity' });
  };
  const filters = (
    <RunFilters
      kind={kind}
      onKind={setKind}
      onlyProblems={onlyProblems}
      onOnlyProblems={setOnlyProblems}
      connectionId={connectionId}
      onAllConnections={() => go({ place: 'activity', ...(chosenId ? { runId: chosenId } : {}) })}
    />
  );
  return (
    <ListDetail
      listLabel={t('list')}
      list={
        <RunListPane
          runs={runs}
          filters={filters}
          shownId={shownId}
          isFiltered={isFiltered}
          isOnlyProblems={onlyProblems && kind === undefined && connectionId === undefined}
          onChoose={choose}
          onShowAll={showAll}
        />
      }
      detailLabel={t('title')}
      isDetailOpen={chosenId !== undefined}
      backLabel={t('back_to_list')}
      onBack={() => choose(undefined)}
      detail={
        <div className={styles.detail}>
          {going && going.id !== shownId && <RunDetail key={going.id} runId={going.id} isAside />}
          {shownId ? (
            <RunDetail key={shownId} runId={shownId} />
          ) : (
            runs.rows.length > 0 && <EmptyState title={t('choose')} />
          )}
        </div>
      }
    />
  );
}

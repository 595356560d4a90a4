import { useState } from 'react';
import { IconArrowLeft, IconBuildingStore, IconFileExport, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FiscalFileView } from '../../../shared/contract/fiscal';
import { useCompany } from '../../app/company';
import { useCommand, useQuery } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { Card, EmptyState, PageTitle } from '../../ui/layout';
import { Loaded } from '../../ui/Loading';
import { Page } from '../../ui/Page';
import { useInstantText } from '../../ui/values';
import { DutiesCard } from './DutiesCard';
import { FurtherFiles } from './FurtherFiles';
import { LastFetch } from './LastFetch';
import { ModuleCard } from './ModuleCard';
import { ReceiptCard } from './ReceiptCard';
import styles from './Tills.module.css';

const icon = { size: 16, stroke: 1.5 } as const;

/** Everything about cash registers: what the law asks, what is kept, and whether a receipt is true. */
export function TillsPage() {
  const { t } = useTranslation('fiscal');
  const instantText = useInstantText();
  const { id: companyId } = useCompany();
  const overview = useQuery('fiscal.overview', { companyId });
  const files = useQuery('fiscal.files', { companyId });
  const connections = useQuery('connections.list', { companyId });
  const sync = useCommand('sync.start');
  const [code, setCode] = useState('');
  const asOf = overview.data?.asOf;
  const modules = overview.data?.modules ?? [];
  const tills = [...new Set(modules.map(({ connectionId }) => connectionId))];
  const places = (connections.data ?? []).filter(({ capabilities }) => capabilities.includes('files'));
  const isListed = ({ connectionId, moduleId }: FiscalFileView): boolean =>
    modules.some((module) => module.connectionId === connectionId && module.id === moduleId);
  const fetch = (soFar: boolean): void => {
    const [only, ...others] = tills;
    const one = only !== undefined && others.length === 0 ? { connectionId: only } : {};
    void sync.run({ companyId, ...one, ...(soFar ? { soFar } : {}) });
  };
  return (
    <Page width={1240}>
      <div className={styles.back}>
        <Button kind="quiet" icon={<IconArrowLeft {...icon} />} onClick={() => go({ place: 'reports' })}>
          {t('back')}
        </Button>
      </div>
      <PageTitle
        title={t('title')}
        subtitle={asOf === undefined ? t('never_asked') : t('as_of', { at: instantText(asOf) })}
        actions={
          <>
            {/* For an unannounced inspection: what there is, now. */}
            <Button icon={<IconFileExport {...icon} />} isBusy={sync.isRunning} onClick={() => fetch(true)}>
              {t('so_far')}
            </Button>
            <Button
              kind="primary"
              icon={<IconRefresh {...icon} />}
              isBusy={sync.isRunning}
              onClick={() => fetch(false)}
            >
              {t('fetch')}
            </Button>
          </>
        }
      />
      {sync.problem && <ExplainedProblem problem={sync.problem} />}
      {tills.map((connectionId) => (
        <LastFetch key={connectionId} companyId={companyId} connectionId={connectionId} />
      ))}
      <div className={styles.columns}>
        <div className={styles.column}>
          <Loaded query={overview} rows={5}>
            {(data) => (
              <>
                <DutiesCard overview={data} />
                {data.modules.length === 0 && (
                  <Card>
                    <EmptyState
                      icon={<IconBuildingStore size={24} stroke={1.5} />}
                      title={t('empty.title')}
                      text={t('empty.text')}
                    />
                  </Card>
                )}
                {data.modules.map((module) => (
                  <ModuleCard
                    key={`${module.connectionId} ${module.id}`}
                    module={module}
                    files={(files.data ?? []).filter(
                      ({ connectionId, moduleId }) => connectionId === module.connectionId && moduleId === module.id,
                    )}
                    places={places}
                    onCode={setCode}
                  />
                ))}
                <FurtherFiles files={(files.data ?? []).filter((file) => !isListed(file))} places={places} />
              </>
            )}
          </Loaded>
        </div>
        <ReceiptCard companyId={companyId} text={code} onText={setCode} />
      </div>
    </Page>
  );
}

import { useEffect, useState } from 'react';
import { IconCloudUpload, IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ProviderView } from '../../../shared/contract/providers';
import type { CompanyId, ConnectionId, RunId } from '../../../shared/domain/ids';
import { useRun } from '../../app/useRun';
import { useCommand, useQuery } from '../../bridge/hooks';
import { useInvoiceView } from '../../stores/invoiceView';
import { go } from '../../stores/route';
import { useShell } from '../../stores/shell';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import { KeyValues } from '../../ui/layout';
import { Mono } from '../../ui/values';
import styles from './Done.module.css';
import { ScheduleOffer } from '../schedules/ScheduleOffer';
import { FirstInvoices } from './FirstInvoices';
import { useProviderText } from './providerTexts';
import { TickList } from './TickList';
import { WizardFrame } from './WizardFrame';
import type { Wizard } from './wizardStore';

interface Props {
  readonly wizard: Wizard;
  readonly provider: ProviderView;
  readonly result: { readonly companyId: CompanyId; readonly connectionId: ConnectionId };
  readonly isAgain: boolean;
  readonly onNext: (purpose: 'source' | 'destination') => void;
  readonly onClose: () => void;
}
export function DoneStep(props: Props) {
  const isSource = props.provider.capabilities.includes('invoices');
  // A company that came with its first connection is the one to look at from now on.
  const { companyId } = props.result;
  useEffect(() => useShell.getState().chooseCompany(companyId), [companyId]);
  if (props.isAgain) return <DoneAgain {...props} />;
  return isSource ? <DoneSource {...props} /> : <DoneDestination {...props} />;
}

function DoneAgain({ wizard, onClose }: Props) {
  const { t } = useTranslation('connect');
  const title = useStore(wizard.store, ({ title: name }) => name);
  return (
    <WizardFrame
      step="done"
      screen="done"
      heading={t('done.heading_again', { name: title })}
      lead={t('done.lead_again')}
      onClose={onClose}
      footEnd={
        <Button kind="primary" onClick={onClose}>
          {t('done.finish')}
        </Button>
      }
    >
      {null}
    </WizardFrame>
  );
}

function DoneSource({ wizard, result, onNext, onClose }: Props) {
  const { t } = useTranslation('connect');
  const title = useStore(wizard.store, ({ title: name }) => name);
  const formats = useFormats();
  const { companyId, connectionId } = result;
  const { run, problem } = useFirstSync(companyId, connectionId);
  const connections = useQuery('connections.list', { companyId });
  const hasDestination = connections.data?.some(({ capabilities }) => capabilities.includes('files')) ?? true;
  const summary = useQuery('invoices.summary', { filter: { companyId, connectionId } });
  const count = summary.data?.count ?? 0;
  const isGoing = run === undefined || run.state === 'running' || run.state === 'waiting';
  const lead = ((): string => {
    if (problem || run?.state === 'failed') return t('done.lead_stopped');
    if (isGoing) return count > 0 ? t('done.lead_more') : t('done.lead_fetching');
    return count > 0 ? t('done.lead_all', { count, shown: formats.count(count) }) : t('done.lead_none');
  })();
  return (
    <WizardFrame
      step="done"
      screen="done"
      heading={t('done.heading', { name: title })}
      lead={lead}
      onClose={onClose}
      footStart={
        !hasDestination && (
          <Button kind="quiet" icon={<IconCloudUpload size={16} stroke={1.5} />} onClick={() => onNext('destination')}>
            {t('done.add_destination')}
          </Button>
        )
      }
      footEnd={
        <Button
          kind="primary"
          onClick={() => {
            useInvoiceView.getState().reset();
            go({ place: 'invoices' });
          }}
        >
          {t('done.show_invoices')}
        </Button>
      }
    >
      {problem ? (
        <ExplainedProblem problem={problem} />
      ) : (
        <>
          <FirstInvoices companyId={companyId} connectionId={connectionId} run={run} />
          <ScheduleOffer companyId={companyId} />
        </>
      )}
    </WizardFrame>
  );
}

/** The first sync begins with the connection; one that is already going is joined. */
function useFirstSync(companyId: CompanyId, connectionId: ConnectionId) {
  const { run: start, problem } = useCommand('sync.start');
  const [runId, setRunId] = useState<RunId>();
  useEffect(() => {
    let isCurrent = true;
    void start({ companyId, connectionId }).then((outcome) => {
      if (isCurrent && outcome.ok) setRunId(outcome.value.runId);
    });
    return () => {
      isCurrent = false;
    };
  }, [start, companyId, connectionId]);
  return { run: useRun(runId), problem };
}

function DoneDestination({ wizard, provider, result, onNext, onClose }: Props) {
  const { t } = useTranslation('connect');
  const { title, ticks, values } = useStore(wizard.store);
  const text = useProviderText(provider.id);
  const connections = useQuery('connections.list', { companyId: result.companyId });
  const saved = connections.data?.find(({ id }) => id === result.connectionId);
  const hasSource = connections.data?.some(({ capabilities }) => capabilities.includes('invoices')) ?? true;
  const isPlace = provider.capabilities.includes('files');
  const isManager = provider.capabilities.includes('clients');
  const folderField = provider.fields.find(({ kind }) => kind === 'folder');
  const folder = folderField && String(saved?.settings[folderField.id] ?? values[folderField.id] ?? '');
  return (
    <WizardFrame
      step="done"
      screen="done"
      heading={t('done.heading', { name: title })}
      lead={isPlace ? t('done.lead_files') : text('done.lead')}
      onClose={onClose}
      footStart={
        !hasSource &&
        !isManager && (
          <Button kind="quiet" icon={<IconPlugConnected size={16} stroke={1.5} />} onClick={() => onNext('source')}>
            {t('done.add_source')}
          </Button>
        )
      }
      footEnd={
        isManager ? (
          <Button kind="primary" onClick={onClose}>
            {t('done.finish')}
          </Button>
        ) : (
          <Button kind="primary" onClick={() => go({ place: 'reports' })}>
            {t('done.show_reports')}
          </Button>
        )
      }
    >
      <TickList ticks={ticks} text={text} />
      {folder !== undefined && folder !== '' && (
        <div className={styles.facts}>
          <KeyValues
            labelWidth={140}
            items={[
              {
                id: 'folder',
                label: t('done.folder'),
                value: <Mono>{`${folder.replace(/\/+$/, '')}/${exampleMonth()}/`}</Mono>,
              },
            ]}
          />
        </div>
      )}
    </WizardFrame>
  );
}

function exampleMonth(): string {
  const now = new Date();
  return `${now.getFullYear()}/${String(now.getMonth() + 1).padStart(2, '0')}`;
}

import { useState } from 'react';
import {
  IconBuildingStore,
  IconCalendarSearch,
  IconCertificate,
  IconDots,
  IconFolderOpen,
  IconLogin2,
  IconPlayerPause,
  IconRefresh,
  IconSettings,
  IconShieldCheck,
  IconTool,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { ActionView, ProviderView } from '../../../shared/contract/providers';
import { useRun } from '../../app/useRun';
import { useCommand } from '../../bridge/hooks';
import { useProviderText } from '../../features/connect-wizard/providerTexts';
import { ImportButton } from '../../features/imports/ImportButton';
import { go } from '../../stores/route';
import { Button, IconButton } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { ActionMenu } from '../../ui/Menu';
import { Allowances } from './Allowances';
import { Completeness } from './Completeness';
import { ConnectionExpiry, ExpiryNotices } from './ConnectionExpiry';
import { ConnectionFacts } from './ConnectionFacts';
import { ConnectionHead } from './ConnectionHead';
import { ConnectionHistory } from './ConnectionHistory';
import { ConnectionNotice } from './ConnectionNotice';
import styles from './Connections.module.css';
import { RangeDialog } from './RangeDialog';
import { RemoveDialog } from './RemoveDialog';
import { ServiceLimit, ServiceNote } from './ServiceLimit';
import { ServiceNotices } from './ServiceNotices';
import { SettingsDialog } from './SettingsDialog';
import { SignIns } from './SignIns';

interface Props {
  readonly connection: ConnectionView;
  readonly provider: ProviderView | undefined;
}
const icon = { size: 16, stroke: 1.5 } as const;

export function ConnectionDetail({ connection, provider }: Props) {
  const { t } = useTranslation('connections');
  const text = useProviderText(connection.providerId);
  const [open, setOpen] = useState<'settings' | 'range' | 'remove'>();
  const pause = useCommand('connections.pause');
  const resume = useCommand('connections.resume');
  const verify = useCommand('connections.verify');
  const sync = useCommand('sync.start');
  const { id: connectionId, companyId } = connection;
  const isPaused = connection.state === 'paused';
  const isWorking = connection.runningRunId !== undefined;
  const isWaiting = useRun(connection.runningRunId)?.state === 'waiting';
  const isTill = connection.capabilities.includes('fiscal');
  const isSource = connection.capabilities.includes('invoices') || isTill;
  // Nothing is at the other end: no check, no sign-in, no sync.
  const isByHand = connection.capabilities.includes('import');
  const signIn = (): void => go({ place: 'connect', connectionId });
  const actions = {
    signIn,
    verify: () => void verify.run({ connectionId }),
    resume: () => void resume.run({ connectionId }),
    isBusy: verify.isRunning || resume.isRunning || isWorking,
  };
  const refused = pause.problem ?? resume.problem ?? verify.problem ?? sync.problem;
  const offered = (provider?.actions ?? []).filter(({ id }) => connection.actions.includes(id));
  const itemOf = ({ id, kind, isDestructive }: ActionView) => ({
    id,
    label: text(`action.${id}.title`),
    icon: kind === 'task' ? <IconTool {...icon} /> : <IconCertificate {...icon} />,
    ...(isDestructive ? { group: '', isDanger: true } : {}),
    onSelect: () => go({ place: 'connect', connectionId, actionId: id }),
  });
  const hasSettings = provider?.fields.some(({ store }) => store === 'settings') ?? false;
  return (
    <div className={styles.detail}>
      <ConnectionHead connection={connection} letters={provider?.letters ?? '·'}>
        {/* Resuming is the one primary button of the notice below. */}
        {isByHand && <ImportButton companyId={companyId} kind="primary" />}
        {!isPaused && !isByHand && (
          <Button
            icon={<IconPlayerPause {...icon} />}
            isBusy={pause.isRunning}
            onClick={() => void pause.run({ connectionId })}
          >
            {t('pause')}
          </Button>
        )}
        {isTill && (
          <Button icon={<IconBuildingStore {...icon} />} onClick={() => go({ place: 'tills' })}>
            {t('tills')}
          </Button>
        )}
        {!isByHand && (
          <Button icon={<IconShieldCheck {...icon} />} isBusy={actions.isBusy} onClick={actions.verify}>
            {t('verify')}
          </Button>
        )}
        {connection.capabilities.includes('files') && (
          <Button icon={<IconFolderOpen {...icon} />} onClick={() => go({ place: 'files', connectionId })}>
            {t('files')}
          </Button>
        )}
        <ActionMenu
          align="end"
          label={t('more')}
          trigger={<IconButton isBordered label={t('more')} icon={<IconDots {...icon} />} />}
          items={[
            ...(isSource && !isByHand
              ? [
                  {
                    id: 'sync',
                    label: t('sync'),
                    icon: <IconRefresh {...icon} />,
                    isDisabled: isPaused || (isWorking && !isWaiting),
                    onSelect: () => void sync.run({ companyId, connectionId }),
                  },
                ]
              : []),
            ...(connection.capabilities.includes('ranges')
              ? [
                  {
                    id: 'range',
                    label: t('range.open'),
                    icon: <IconCalendarSearch {...icon} />,
                    isDisabled: isPaused || isWorking,
                    onSelect: () => setOpen('range'),
                  },
                ]
              : []),
            ...(isByHand
              ? []
              : [{ id: 'sign_in', label: t('sign_in_again'), icon: <IconLogin2 {...icon} />, onSelect: signIn }]),
            ...offered.filter(({ isDestructive }) => !isDestructive).map(itemOf),
            ...(hasSettings
              ? [
                  {
                    id: 'settings',
                    label: t('edit'),
                    icon: <IconSettings {...icon} />,
                    onSelect: () => setOpen('settings'),
                  },
                ]
              : []),
            {
              id: 'remove',
              label: t('remove'),
              icon: <IconTrash {...icon} />,
              group: '',
              isDanger: true,
              onSelect: () => setOpen('remove'),
            },
            ...offered.filter(({ isDestructive }) => isDestructive).map(itemOf),
          ]}
        />
      </ConnectionHead>
      {refused && <ExplainedProblem problem={refused} />}
      <ConnectionNotice connection={connection} actions={actions} />
      <ExpiryNotices connection={connection} />
      <ServiceNotices connection={connection} />
      <ServiceLimit connection={connection} />
      <ServiceNote providerId={connection.providerId} />
      <ConnectionFacts connection={connection} provider={provider} />
      <ConnectionExpiry connection={connection} />
      <Allowances connection={connection} />
      {provider?.hasSessions === true && <SignIns connection={connection} provider={provider} />}
      {isSource && !isByHand && <Completeness connection={connection} />}
      <ConnectionHistory connection={connection} />
      <footer className={styles.detailFoot}>
        <span>{isSource ? t('foot') : t('foot_files')}</span>
        <Button kind="danger" size="xs" onClick={() => setOpen('remove')}>
          {t('remove')}
        </Button>
      </footer>
      {provider && open === 'settings' && (
        <SettingsDialog connection={connection} provider={provider} onClose={() => setOpen(undefined)} />
      )}
      {open === 'range' && <RangeDialog connection={connection} onClose={() => setOpen(undefined)} />}
      {open === 'remove' && (
        <RemoveDialog
          connection={connection}
          providerName={provider?.name ?? connection.providerId}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}

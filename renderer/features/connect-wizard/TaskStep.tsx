import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { TaskOutcome } from '../../../shared/contract/connect';
import type { ActionView, ProviderView } from '../../../shared/contract/providers';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { StateIcon } from '../../ui/StateIcon';
import { Mono } from '../../ui/values';
import styles from './Check.module.css';
import { useProviderText, type ProviderText } from './providerTexts';
import { StoppedButtons } from './StoppedButtons';
import { TickList } from './TickList';
import { WizardFrame } from './WizardFrame';
import { ticksInOrder } from './wizardSteps';
import type { Wizard } from './wizardStore';

interface Props {
  readonly wizard: Wizard;
  readonly provider: ProviderView;
  readonly action: ActionView;
  readonly onClose: () => void;
}
/** A task under way, stopped, or done with what it has to say and to show once. */
export function TaskStep({ wizard, provider, action, onClose }: Props) {
  const { t } = useTranslation('connect');
  const { t: common } = useTranslation('common');
  const state = useStore(wizard.store);
  const text = useProviderText(provider.id);
  const { outcome, problem } = state;
  const prefix = `action.${action.id}.`;
  const title = text(`${prefix}title`);
  const listed = ticksInOrder(provider.verifySteps, state.ticks);
  const ticks = problem ? listed.filter((tick) => tick.state !== 'waiting') : listed;
  const stoppedAt = ticks.find((tick) => tick.state === 'failed');
  const phase = outcome ? 'done' : problem ? 'stopped' : 'running';
  const [said, ...more] = outcome?.lines.map(({ key, params }) => text(key, params)) ?? [];
  return (
    <WizardFrame
      step={outcome ? 'done' : 'task'}
      isTask
      screen={`task-${phase}`}
      heading={said ?? (problem ? t('task.heading_stopped', { task: title }) : title)}
      lead={outcome ? more.join(' ') : text(`${prefix}lead`)}
      onClose={onClose}
      footStart={
        !outcome && (
          <Button kind="quiet" icon={<IconArrowLeft size={16} stroke={1.5} />} onClick={() => void wizard.back()}>
            {problem ? t('back') : t('task.cancel')}
          </Button>
        )
      }
      footEnd={
        problem ? (
          <StoppedButtons state={state} wizard={wizard} again={common('try_again')} />
        ) : (
          <Button kind="primary" disabled={!outcome} onClick={onClose}>
            {t('done.finish')}
          </Button>
        )
      }
    >
      {ticks.length > 0 && <TickList ticks={ticks} text={text} prefix={`${prefix}step.`} />}
      {phase === 'running' && ticks.length === 0 && (
        <p className={styles.waiting} role="status">
          <StateIcon state="running" />
          {t('check.asking')}
        </p>
      )}
      {problem && (
        <ExplainedProblem
          problem={problem}
          title={stoppedAt && t('check.stopped_at', { step: text(`${prefix}step.${stoppedAt.id}`) })}
        />
      )}
      {outcome && <ShownOnce once={outcome.once} text={text} />}
    </WizardFrame>
  );
}

function ShownOnce({ once, text }: { readonly once: TaskOutcome['once']; readonly text: ProviderText }) {
  const { t } = useTranslation('connect');
  return once.map(({ label, value }) => (
    <div key={label} className={styles.card}>
      <b>{text(label)}</b>
      <div className={styles.addressRow}>
        <Mono>{value}</Mono>
        <CopyButton text={value} label={t('task.copy')} withWord />
      </div>
      <p className={styles.quiet}>{t('task.once')}</p>
    </div>
  ));
}

import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ProviderView } from '../../../shared/contract/providers';
import { useCompanyOrNone } from '../../app/company';
import { go } from '../../stores/route';
import { Button, LinkButton } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { TextField } from '../../ui/fields';
import { useFormats } from '../../ui/formatsContext';
import styles from './Check.module.css';
import { FoundCard } from './FoundCard';
import { useFieldProblem, useProviderText } from './providerTexts';
import { slugWhileTyping } from './slug';
import { StoppedButtons } from './StoppedButtons';
import { TickList } from './TickList';
import { WizardFrame } from './WizardFrame';
import { ticksInOrder, type WizardState } from './wizardSteps';
import type { Wizard } from './wizardStore';

interface Props {
  readonly wizard: Wizard;
  readonly provider: ProviderView;
  readonly isAgain: boolean;
  readonly onClose: () => void;
}
export function CheckStep({ wizard, provider, isAgain, onClose }: Props) {
  const { t } = useTranslation('connect');
  const formats = useFormats();
  const state = useStore(wizard.store);
  const company = useCompanyOrNone();
  const text = useProviderText(provider.id);
  const { problem, checked } = state;
  const listed = ticksInOrder(provider.verifySteps, state.ticks);
  // After a stop the steps that never ran only push the explanation down.
  const ticks = problem ? listed.filter((tick) => tick.state !== 'waiting') : listed;
  const stoppedAt = ticks.find((tick) => tick.state === 'failed');
  const phase = checked ? 'good' : problem ? 'stopped' : 'running';
  const totalMs = state.ticks.reduce((sum, tick) => sum + (tick.ms ?? 0), 0);
  const country = provider.countries.find((each) => each !== '*') ?? company?.country ?? 'PL';
  const lead = provider.capabilities.includes('invoices')
    ? t('check.lead_invoices', { name: provider.name })
    : provider.capabilities.includes('files')
      ? t('check.lead_files')
      : text('check.lead');
  const back = () => void wizard.back();
  return (
    <WizardFrame
      step="check"
      screen={`check-${phase}`}
      heading={t(`check.heading_${phase}`, { name: provider.name })}
      lead={text('check.lead') || lead}
      onClose={onClose}
      footStart={
        <Button kind="quiet" icon={<IconArrowLeft size={16} stroke={1.5} />} onClick={back}>
          {phase === 'running' ? t('check.cancel') : t('back')}
        </Button>
      }
      footNote={
        totalMs > 0 && phase !== 'stopped'
          ? t('check.seconds', { seconds: formats.decimal((totalMs / 1000).toFixed(1)) })
          : undefined
      }
      footEnd={
        phase === 'stopped' ? (
          <StoppedButtons state={state} wizard={wizard} again={t('check.again')} />
        ) : (
          <Button kind="primary" disabled={!checked} isBusy={state.isBusy} onClick={() => void wizard.finish()}>
            {isAgain ? t('check.save_again') : t('check.save')}
          </Button>
        )
      }
    >
      {ticks.length > 0 && (
        <TickList
          ticks={ticks}
          text={text}
          card={state.company && <FoundCard company={state.company} country={country} onBack={back} />}
        />
      )}
      {problem && (
        <ExplainedProblem
          problem={problem}
          title={stoppedAt && t('check.stopped_at', { step: text(`verify.${stoppedAt.id}`) || stoppedAt.id })}
        />
      )}
      {problem && (
        <p className={styles.history}>
          <LinkButton onClick={() => go({ place: 'activity' })}>{t('check.in_history')}</LinkButton>
        </p>
      )}
      {checked && !isAgain && <Names wizard={wizard} state={state} providerId={provider.id} />}
    </WizardFrame>
  );
}

interface NamesProps {
  readonly wizard: Wizard;
  readonly state: WizardState;
  readonly providerId: string;
}
function Names({ wizard, state, providerId }: NamesProps) {
  const { t } = useTranslation('connect');
  const problemText = useFieldProblem(providerId);
  return (
    <div className={styles.names}>
      <TextField
        label={t('check.name')}
        description={t('check.name_note')}
        value={state.title}
        problem={problemText(state.fieldProblems['title'], t('check.name'))}
        onChange={(title) => wizard.setName({ title })}
      />
      <TextField
        label={t('check.slug')}
        description={t('check.slug_note')}
        value={state.slug}
        isMono
        problem={problemText(state.fieldProblems['slug'], t('check.slug'))}
        onChange={(text) => wizard.setName({ slug: slugWhileTyping(text) })}
      />
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button';
import { clockText, useSecondsUntil } from '../../ui/useSecondsUntil';
import type { WizardState } from './wizardSteps';
import type { Wizard } from './wizardStore';

interface Props {
  readonly state: WizardState;
  readonly wizard: Wizard;
  /** *Check again* */
  readonly again: string;
}
/** What the user gave is right or wrong by the kind of the problem; the button that helps is the primary one. */
export function StoppedButtons({ state, wizard, again }: Props) {
  const { t } = useTranslation('connect');
  const kind = state.problem?.kind;
  // A service that named a time answers nobody sooner, and counts who asks.
  const wait = useSecondsUntil(state.problem?.retryAt);
  const isPassing = kind === 'unavailable' || kind === 'rate_limited' || kind === 'cancelled';
  const change = (
    <Button kind={isPassing ? 'default' : 'primary'} onClick={() => void wizard.back()}>
      {t('check.change')}
    </Button>
  );
  return (
    <>
      {isPassing && change}
      <Button
        kind={isPassing ? 'primary' : 'default'}
        isBusy={state.isBusy}
        disabled={wait > 0}
        onClick={() => void wizard.send()}
      >
        {wait > 0 ? t('check.again_in', { time: clockText(wait) }) : again}
      </Button>
      {!isPassing && change}
    </>
  );
}

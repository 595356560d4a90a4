import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button';
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
  const isPassing = kind === 'unavailable' || kind === 'rate_limited' || kind === 'cancelled';
  const change = (
    <Button kind={isPassing ? 'default' : 'primary'} onClick={() => void wizard.back()}>
      {t('check.change')}
    </Button>
  );
  return (
    <>
      {isPassing && change}
      <Button kind={isPassing ? 'primary' : 'default'} isBusy={state.isBusy} onClick={() => void wizard.send()}>
        {again}
      </Button>
      {!isPassing && change}
    </>
  );
}

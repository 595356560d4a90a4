import { useTranslation } from 'react-i18next';
import type { Sender } from '../../../shared/contract/sending';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { Banner } from '../../ui/layout';
import { StateIcon } from '../../ui/StateIcon';
import styles from './Outgoing.module.css';

interface Props {
  readonly sender: Sender;
  readonly onClose: () => void;
  readonly onDone: () => void;
}
/** What changes when a connection may send: said once, before it may. */
export function SwitchOnDialog({ sender, onClose, onDone }: Props) {
  const { t } = useTranslation('selling');
  const setOn = useCommand('sending.setOn');
  const { connectionId, title, target, isProduction } = sender;
  const switchOn = async (): Promise<void> => {
    const outcome = await setOn.run({ connectionId, isOn: true });
    if (outcome.ok) onDone();
  };
  return (
    <Dialog
      title={t('switch.title', { title })}
      isOpen
      onClose={onClose}
      width={520}
      footer={
        <>
          <Button onClick={onClose}>{t('switch.keep')}</Button>
          <Button kind="primary" isBusy={setOn.isRunning} onClick={() => void switchOn()}>
            {t('switch.on', { target })}
          </Button>
        </>
      }
    >
      <div className={styles.what}>
        {setOn.problem && <ExplainedProblem problem={setOn.problem} />}
        <ul className={styles.points}>
          {(['asked', 'never', 'back'] as const).map((point) => (
            <li key={point}>
              <StateIcon state="fine" />
              <span>{t(`switch.${point}`, { target })}</span>
            </li>
          ))}
        </ul>
        <Banner isBoxed state={isProduction ? 'attention' : 'unverified'} tone={isProduction ? 'warn' : 'quiet'}>
          {t(isProduction ? 'switch.production' : 'switch.test', { target })}
        </Banner>
      </div>
    </Dialog>
  );
}

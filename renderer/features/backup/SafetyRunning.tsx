import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SafetyProgress } from '../../../shared/contract/safety';
import { useCommand, useEvent } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { ProgressBar } from '../../ui/ProgressBar';
import styles from './Backup.module.css';

/** What is under way, how far, and the way out of it. */
export function SafetyRunning({ running }: { readonly running: SafetyProgress }) {
  const { t } = useTranslation('safety');
  const cancel = useCommand('safety.cancel');
  const [told, setTold] = useState(running);
  useEvent('safety.progress', setTold);
  const { done, total } = told.work === running.work ? told : running;
  return (
    <div className={styles.running} role="status">
      <span className={styles.note}>{t(`running.${running.work}`)}</span>
      <ProgressBar label={t(`running.${running.work}`)} done={done} {...(total === null ? {} : { total })} />
      <Button isBusy={cancel.isRunning} onClick={() => void cancel.run(undefined)}>
        {t('cancel')}
      </Button>
    </div>
  );
}

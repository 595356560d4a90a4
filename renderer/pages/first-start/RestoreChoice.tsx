import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useQuery } from '../../bridge/hooks';
import { PassphraseForm } from '../../features/backup/PassphraseForm';
import { SafetyRunning } from '../../features/backup/SafetyRunning';
import { Button } from '../../ui/Button';
import styles from './FirstStart.module.css';

/** A new computer, or one that has lost everything. */
export function RestoreChoice() {
  const { t } = useTranslation('safety');
  const view = useQuery('safety.backup', undefined);
  const restore = useCommand('safety.restore');
  const [isAsked, setAsked] = useState(false);
  if (view.data?.canRestore !== true) return null;
  const { running } = view.data;
  return (
    <section className={styles.choice}>
      <IconHistory size={22} stroke={1.5} />
      <div className={styles.text}>
        <h2>{t('restore.title')}</h2>
        <p>{t('restore.text')}</p>
      </div>
      {!isAsked && <Button onClick={() => setAsked(true)}>{t('restore.open')}</Button>}
      {isAsked && (
        <div className={styles.below}>
          {running ? (
            <SafetyRunning running={running} />
          ) : (
            <PassphraseForm
              isNew={false}
              lead={t('restore.lead')}
              verb={t('restore.start')}
              problem={restore.problem}
              onTyped={restore.reset}
              onSend={(passphrase) => void restore.run({ passphrase })}
              onClose={() => {
                setAsked(false);
                restore.reset();
              }}
            />
          )}
        </div>
      )}
    </section>
  );
}

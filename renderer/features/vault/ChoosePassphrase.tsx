import { useState } from 'react';
import { IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { SecretField } from '../../ui/fields';
import { showToast } from '../../ui/toasts';
import styles from './Vault.module.css';

/** The contract takes no shorter one. */
export const SHORTEST = 10;

interface Props {
  /** There is one already; it is replaced. */
  readonly isChange: boolean;
  readonly onDone?: () => void;
  /** What it means here, when that is neither the first one nor another one. */
  readonly lead?: string;
}
export function ChoosePassphrase({ isChange, onDone, lead }: Props) {
  const { t } = useTranslation('settings');
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [isSent, setSent] = useState(false);
  const choose = useCommand('app.choosePassphrase');
  const isShort = first.length < SHORTEST;
  const differs = first !== second;
  const send = async (): Promise<void> => {
    setSent(true);
    if (isShort || differs) return;
    const outcome = await choose.run({ passphrase: first });
    if (!outcome.ok) return;
    setFirst('');
    setSecond('');
    showToast({ state: 'ok', text: t('vault.opened') });
    onDone?.();
  };
  return (
    <>
      {!isChange && lead === undefined && (
        <header className={styles.head}>
          <span className={`${styles.icon} ${styles.plain}`}>
            <IconKey size={24} stroke={1.5} />
          </span>
          <div>
            <h1 className={styles.title} tabIndex={-1} data-page-title>
              {t('vault.new.title')}
            </h1>
            <p className={styles.lead}>{t('vault.new.lead')}</p>
          </div>
        </header>
      )}
      {(isChange || lead !== undefined) && <p className={styles.lead}>{lead ?? t('vault.new.lead_change')}</p>}
      <p className={styles.note}>
        {t('vault.new.advice')} {t('vault.new.lost')}
      </p>
      {choose.problem && <ExplainedProblem problem={choose.problem} />}
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <SecretField
          label={t('vault.passphrase')}
          value={first}
          onChange={setFirst}
          problem={isSent && isShort ? t('vault.new.too_short') : ''}
        />
        <SecretField
          label={t('vault.new.repeat')}
          value={second}
          onChange={setSecond}
          problem={isSent && !isShort && differs ? t('vault.new.differs') : ''}
        />
        <div className={styles.buttons}>
          <Button kind="primary" submits isBusy={choose.isRunning}>
            {t('vault.new.choose')}
          </Button>
          {onDone && <Button onClick={onDone}>{t('vault.new.keep')}</Button>}
        </div>
      </form>
    </>
  );
}

import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { Mono } from '../../ui/values';
import { Line } from './Section';
import styles from './Settings.module.css';

interface Props {
  readonly hasToken: boolean;
  /** Just made: shown until somebody says that they have it, then never again. */
  readonly token: string | undefined;
  readonly onToken: (token: string | undefined) => void;
}
export function ApiToken({ hasToken, token, onToken }: Props) {
  const { t } = useTranslation('settings');
  const renew = useCommand('api.renew');
  const [isAsking, setAsking] = useState(false);
  const make = async (): Promise<void> => {
    const outcome = await renew.run(undefined);
    setAsking(false);
    if (outcome.ok) onToken(outcome.value.token);
  };
  if (token !== undefined) return <Shown token={token} onDone={() => onToken(undefined)} />;
  return (
    <>
      {renew.problem && <ExplainedProblem problem={renew.problem} />}
      <Line
        label={t('api.token')}
        note={t(isAsking ? 'api.renew_note' : hasToken ? 'api.token_note' : 'api.token_none')}
      >
        {isAsking ? (
          <>
            <Button kind="danger" isBusy={renew.isRunning} onClick={() => void make()}>
              {t('api.renew_yes')}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('api.renew_no')}</Button>
          </>
        ) : (
          <Button isBusy={renew.isRunning} onClick={() => (hasToken ? setAsking(true) : void make())}>
            {t('api.renew')}
          </Button>
        )}
      </Line>
    </>
  );
}

function Shown({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const { t } = useTranslation('settings');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.focus();
  }, []);
  return (
    <div className={`${styles.panel} ${styles.once}`} ref={place} tabIndex={-1} role="group" aria-label={t('api.once')}>
      <p className={styles.label}>{t('api.once')}</p>
      <p className={styles.token}>
        <Mono>{token}</Mono>
      </p>
      <div className={styles.value}>
        <CopyButton text={token} label={t('api.copy_token')} withWord kind="primary" />
        <Button onClick={onDone}>{t('api.done')}</Button>
      </div>
    </div>
  );
}

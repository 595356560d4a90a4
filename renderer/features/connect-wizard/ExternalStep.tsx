import { useEffect, useState } from 'react';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { StateIcon } from '../../ui/StateIcon';
import { Mono } from '../../ui/values';
import styles from './Check.module.css';
import { WizardFrame } from './WizardFrame';

interface Props {
  readonly name: string;
  readonly url: string;
  readonly onCancel: () => void;
  readonly onClose: () => void;
}
/** The sign-in happens in the browser; here one waits, with the address at hand and a way out. */
export function ExternalStep({ name, url, onCancel, onClose }: Props) {
  const { t } = useTranslation('connect');
  const open = useCommand('app.openExternal');
  const seconds = useSeconds();
  const waited = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <WizardFrame
      step="sign_in"
      screen="external"
      heading={t('external.heading', { name })}
      lead={t('external.lead')}
      onClose={onClose}
      footStart={
        <Button kind="quiet" onClick={onCancel}>
          {t('external.cancel')}
        </Button>
      }
      footEnd={
        <Button
          icon={<IconExternalLink size={16} stroke={1.5} />}
          isBusy={open.isRunning}
          onClick={() => void open.run({ url })}
        >
          {t('external.reopen')}
        </Button>
      }
    >
      <div className={styles.card}>
        <p className={styles.waiting} role="status">
          <StateIcon state="running" />
          <b>{t('external.waiting')}</b>
          {seconds >= 10 && <span className={styles.quiet}>{t('external.waited', { time: waited })}</span>}
        </p>
        <p className={styles.quiet}>{t('external.goes_on')}</p>
        <div className={styles.address}>
          <span className={styles.quiet}>{t('external.no_browser')}</span>
          <div className={styles.addressRow}>
            <Mono>{url}</Mono>
            <CopyButton text={url} label={t('external.copy')} withWord />
          </div>
        </div>
      </div>
    </WizardFrame>
  );
}

function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}

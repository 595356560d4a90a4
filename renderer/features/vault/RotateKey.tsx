import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RotationResult, VaultView } from '../../../shared/contract/app';
import type { EventPayload } from '../../bridge/bridge';
import { useCommand, useEvent } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { SecretField, SwitchField } from '../../ui/fields';
import { useFormats } from '../../ui/formatsContext';
import { problemTexts } from '../../ui/problemTexts';
import { ProgressBar } from '../../ui/ProgressBar';
import { StateLabel } from '../../ui/StateIcon';
import { SHORTEST } from './ChoosePassphrase';
import styles from './Vault.module.css';

type Progress = EventPayload<'app.rotationProgress'>;

interface Props {
  readonly vault: VaultView;
  readonly onClose: () => void;
}
/** Another key for everything that is sealed; with a new passphrase it shuts out who knows only the old one. */
export function RotateKey({ vault, onClose }: Props) {
  const { t } = useTranslation('settings');
  const rotate = useCommand('app.rotateKey');
  const [done, setDone] = useState<RotationResult | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  useEvent('app.rotationProgress', setProgress);
  if (done) return <Done result={done} isEnvironment={vault.protectedBy === 'environment'} onClose={onClose} />;
  const step = progress?.step ?? 'key';
  return (
    <>
      <p className={styles.lead}>{t(`rotation.lead_${vault.protectedBy === 'environment' ? 'environment' : 'own'}`)}</p>
      {rotate.isRunning ? (
        <div role="status" className={styles.form}>
          <ProgressBar label={t('rotation.heading')} done={(progress?.nth ?? 1) - 1} total={progress?.of ?? 4} />
          <span className={styles.note}>{t(`rotation.step.${step}`)}</span>
        </div>
      ) : (
        <Order
          vault={vault}
          problem={rotate.problem}
          onClose={onClose}
          onTyped={rotate.reset}
          onSend={(order) => {
            setProgress(null);
            void rotate.run(order).then((outcome) => {
              if (outcome.ok) setDone(outcome.value);
            });
          }}
        />
      )}
    </>
  );
}

interface OrderProps {
  readonly vault: VaultView;
  readonly problem: ReturnType<typeof useCommand>['problem'];
  readonly onSend: (order: { passphrase?: string; next?: string }) => void;
  readonly onTyped: () => void;
  readonly onClose: () => void;
}
function Order({ vault, problem, onSend, onTyped, onClose }: OrderProps) {
  const { t } = useTranslation('settings');
  const { t: tAny } = useTranslation();
  const [typed, setTyped] = useState({ passphrase: '', next: '', again: '' });
  const [isNew, setNew] = useState(false);
  const [isSent, setSent] = useState(false);
  const asks = vault.protectedBy !== 'environment' && vault.hasPassphrase;
  const isShort = typed.next.length < SHORTEST;
  const differs = typed.next !== typed.again;
  const isWrong = problem?.key === 'vault.passphrase_wrong';
  const field = (name: keyof typeof typed) => ({
    value: typed[name],
    onChange: (value: string) => {
      setTyped({ ...typed, [name]: value });
      onTyped();
    },
  });
  const send = (): void => {
    setSent(true);
    if (isNew && (isShort || differs)) return;
    onSend({ ...(asks ? { passphrase: typed.passphrase } : {}), ...(isNew ? { next: typed.next } : {}) });
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {problem && !isWrong && <ExplainedProblem problem={problem} />}
      {asks && (
        <>
          <SecretField
            label={t('rotation.passphrase')}
            {...field('passphrase')}
            problem={isWrong ? problemTexts(tAny, problem).what : ''}
            autoFocus
          />
          <SwitchField
            label={t('rotation.is_new')}
            value={isNew}
            onChange={(value) => {
              setNew(value);
              onTyped();
            }}
          />
        </>
      )}
      {isNew && (
        <>
          <p className={styles.note}>{t('rotation.is_new_note')}</p>
          <SecretField
            label={t('rotation.next')}
            {...field('next')}
            problem={isSent && isShort ? t('vault.new.too_short') : ''}
          />
          <SecretField
            label={t('vault.new.repeat')}
            {...field('again')}
            problem={isSent && !isShort && differs ? t('vault.new.differs') : ''}
          />
        </>
      )}
      <div className={styles.buttons}>
        <Button kind="primary" submits disabled={asks && typed.passphrase === ''}>
          {t('rotation.start')}
        </Button>
        <Button onClick={onClose}>{t('rotation.cancel')}</Button>
      </div>
    </form>
  );
}

interface DoneProps {
  readonly result: RotationResult;
  readonly isEnvironment: boolean;
  readonly onClose: () => void;
}
function Done({ result, isEnvironment, onClose }: DoneProps) {
  const { t } = useTranslation('settings');
  const formats = useFormats();
  const counted = (count: number) => ({ count, shown: formats.count(count) });
  return (
    <div role="status" className={styles.form}>
      <StateLabel state="ok">{t('rotation.done')}</StateLabel>
      <p className={styles.lead}>
        {result.signIns > 0 && t('rotation.done_sealed', counted(result.signIns))}
        {result.copies > 0 && ` ${t('rotation.done_copies', counted(result.copies))}`}
      </p>
      {result.unreadable > 0 && (
        <StateLabel state="attention">{t('rotation.done_unreadable', counted(result.unreadable))}</StateLabel>
      )}
      {isEnvironment && <p className={styles.lead}>{t('rotation.done_environment')}</p>}
      <p className={styles.note}>{t('rotation.advice')}</p>
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t('rotation.close')}</Button>
      </div>
    </div>
  );
}

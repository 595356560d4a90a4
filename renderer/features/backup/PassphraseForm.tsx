import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/errors';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { SecretField } from '../../ui/fields';
import { problemTexts } from '../../ui/problemTexts';
import styles from './Backup.module.css';

interface Props {
  /** A new one is typed twice. */
  readonly isNew: boolean;
  readonly lead: string;
  readonly verb: string;
  readonly problem: AppError | undefined;
  readonly onTyped: () => void;
  readonly onSend: (passphrase: string) => void;
  readonly onClose: () => void;
}
/** The one thing that opens a backup. */
export function PassphraseForm({ isNew, lead, verb, problem, onTyped, onSend, onClose }: Props) {
  const { t } = useTranslation('safety');
  const { t: tAny } = useTranslation();
  const [typed, setTyped] = useState({ passphrase: '', again: '' });
  const [isSent, setSent] = useState(false);
  const differs = isNew && typed.passphrase !== typed.again;
  const isOfField = problem?.fieldErrors !== undefined;
  const change = (name: keyof typeof typed) => (value: string) => {
    setTyped({ ...typed, [name]: value });
    onTyped();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setSent(true);
        if (!differs) onSend(typed.passphrase);
      }}
    >
      {problem && !isOfField && problem.kind !== 'cancelled' && <ExplainedProblem problem={problem} />}
      <p className={styles.note}>{lead}</p>
      <SecretField
        label={t(isNew ? 'backup.choose' : 'backup.passphrase')}
        value={typed.passphrase}
        onChange={change('passphrase')}
        problem={problem && isOfField ? problemTexts(tAny, problem).what : ''}
        autoFocus
      />
      {isNew && (
        <SecretField
          label={t('backup.repeat')}
          value={typed.again}
          onChange={change('again')}
          problem={isSent && differs ? t('backup.differs') : ''}
        />
      )}
      <div className={styles.buttons}>
        <Button kind="primary" submits disabled={typed.passphrase === ''}>
          {verb}
        </Button>
        <Button onClick={onClose}>{t('backup.close')}</Button>
      </div>
    </form>
  );
}

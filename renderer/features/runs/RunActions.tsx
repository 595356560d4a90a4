import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/contract/runs';
import { useCommand } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { problemTexts } from '../../ui/problemTexts';
import { showToast } from '../../ui/toasts';
import styles from './Run.module.css';

interface Props {
  readonly run: RunView;
  /** After a stop, trying again is the one primary button. */
  readonly isPrimary?: boolean;
  /** The page of the month itself needs no button that leads to it. */
  readonly withMonth?: boolean;
}
export function RunActions({ run, isPrimary = false, withMonth = true }: Props) {
  const { t } = useTranslation('activity');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  const retry = useCommand('runs.retry');
  const reveal = useCommand('destinations.reveal');
  const again = async (): Promise<void> => {
    const outcome = await retry.run({ runId: run.id });
    if (outcome.ok) go({ place: 'activity', runId: outcome.value.runId });
    // Closing the dialog that asks where to put a file is an answer, too.
    else if (outcome.error.kind !== 'cancelled')
      showToast({ state: 'stopped', text: problemTexts(tAny, outcome.error).what });
  };
  const failed = run.parts.find(({ state }) => state === 'failed') ?? run.parts[0];
  const connectionId = failed?.connectionId;
  const kind = (failed?.problem ?? run.problem)?.kind;
  // Trying again cannot help while the sign-in or a right is missing.
  const needsSignIn = isPrimary && connectionId !== undefined && (kind === 'auth' || kind === 'permission');
  const openConnection = connectionId !== undefined && (
    <Button kind={needsSignIn ? 'primary' : 'default'} onClick={() => go({ place: 'connections', connectionId })}>
      {t('open_connection')}
    </Button>
  );
  return (
    <div className={styles.actions}>
      {withMonth && run.month !== undefined && (
        <Button onClick={() => go({ place: 'reports', ...(run.month === undefined ? {} : { month: run.month }) })}>
          {t('open_month', { month: formats.monthNameInside(run.month) })}
        </Button>
      )}
      {!withMonth && <Button onClick={() => go({ place: 'activity', runId: run.id })}>{t('open_run')}</Button>}
      {run.savedTo !== undefined && (
        <Button onClick={() => void reveal.run({ runId: run.id })}>{t('show_file')}</Button>
      )}
      {run.month === undefined && !needsSignIn && openConnection}
      {!(needsSignIn && !withMonth) && (
        <Button
          kind={isPrimary && !needsSignIn ? 'primary' : 'default'}
          isBusy={retry.isRunning}
          onClick={() => void again()}
        >
          {isPrimary ? t('retry') : t(`again.${run.kind}`)}
        </Button>
      )}
      {needsSignIn && openConnection}
    </div>
  );
}

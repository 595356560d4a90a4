import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/contract/runs';
import { useCommand } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import styles from './Run.module.css';

/** What to look at when a sync stopped: the connection, the dates, the rights. The check answers the first and the last. */
export function SyncChecks({ run }: { readonly run: RunView }) {
  const { t } = useTranslation('activity');
  const formats = useFormats();
  const verify = useCommand('connections.verify');
  const connectionId = (run.parts.find(({ state }) => state === 'failed') ?? run.parts[0])?.connectionId;
  if (run.kind !== 'sync' || connectionId === undefined) return null;
  const check = async (): Promise<void> => {
    const outcome = await verify.run({ connectionId });
    if (outcome.ok) go({ place: 'activity', runId: outcome.value.runId });
  };
  const dates =
    run.range === undefined
      ? t('checks.dates_all')
      : t('checks.dates', { from: formats.dateLong(run.range.from), to: formats.dateLong(run.range.to) });
  return (
    <section className={styles.card} aria-label={t('checks.title')}>
      <h3 className={styles.title}>{t('checks.title')}</h3>
      <ol className={styles.checks}>
        <li>{t('checks.connection')}</li>
        <li>{dates}</li>
        <li>{t('checks.rights')}</li>
      </ol>
      <div className={styles.actions}>
        <Button isBusy={verify.isRunning} onClick={() => void check()}>
          {t('checks.verify')}
        </Button>
      </div>
      {verify.problem && <ExplainedProblem problem={verify.problem} />}
    </section>
  );
}

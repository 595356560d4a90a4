import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/contract/runs';
import { PauseButton } from '../../features/runs/PauseButton';
import { partProgressText } from '../../features/runs/runTexts';
import { usePartPace } from '../../features/runs/usePartPace';
import { go } from '../../stores/route';
import { LinkButton } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { ProgressBar } from '../../ui/ProgressBar';
import { StateIcon } from '../../ui/StateIcon';
import styles from './Reports.module.css';

/** Building or uploading this month, live. */
export function LiveRun({ run }: { readonly run: RunView }) {
  const { t } = useTranslation('reports');
  const { t: activity } = useTranslation('activity');
  const formats = useFormats();
  const part = run.parts.find(({ state }) => state === 'running' || state === 'waiting') ?? run.parts[0];
  const pace = usePartPace(run.id, part);
  const titles = { build: 'run.building', check: 'run.checking' } as const;
  const title = t(run.kind === 'build' || run.kind === 'check' ? titles[run.kind] : 'run.uploading');
  const isWaiting = part?.state === 'waiting';
  const text = ((): string => {
    if (!part) return '';
    if (part.isPaused === true) return [partProgressText(activity, formats, part), activity('line.paused')].join(' · ');
    if (isWaiting && part.waitsUntil !== undefined)
      return t('receipt.waiting', { time: formats.time(part.waitsUntil) });
    return [partProgressText(activity, formats, part), pace].filter((each) => each !== '').join(' · ');
  })();
  return (
    <section className={styles.live}>
      <div className={styles.liveHead}>
        <span className={styles.liveTitle}>
          <StateIcon state={isWaiting ? 'waiting' : 'running'} />
          {title}
        </span>
        <span className={styles.quiet}>{text}</span>
        <span className={styles.liveButtons}>
          <LinkButton onClick={() => go({ place: 'activity', runId: run.id })}>{t('run.follow')}</LinkButton>
          <PauseButton run={run} size="xs" />
        </span>
      </div>
      <ProgressBar
        label={title}
        done={part?.done ?? 0}
        state={isWaiting ? 'waiting' : 'running'}
        {...(part?.total === undefined ? {} : { total: part.total })}
      />
    </section>
  );
}

import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/contract/runs';
import { useCommand, useQuery } from '../../bridge/hooks';
import { partProgressText } from '../../features/runs/runTexts';
import { isGoing } from '../../features/runs/runTexts';
import { usePartPace } from '../../features/runs/usePartPace';
import { go } from '../../stores/route';
import { Button, LinkButton } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import { ProgressBar } from '../../ui/ProgressBar';
import { StateLabel } from '../../ui/StateIcon';
import { InstantText } from '../../ui/values';
import styles from './Files.module.css';

/** The last time this file was brought here or tried: under way, or what came of it. */
export function FetchState({ run: listed }: { readonly run: RunView }) {
  const { t } = useTranslation('files');
  const live = useQuery('runs.get', { runId: listed.id });
  const run = live.data ?? listed;
  if (isGoing(run)) return <Going run={run} />;
  if (run.state === 'failed' && run.problem) {
    const title = run.kind === 'restore' ? t('restore_failed') : undefined;
    return <ExplainedProblem problem={run.problem} {...(title === undefined ? {} : { title })} />;
  }
  return (
    <section className={styles.result}>
      <Outcome run={run} />
      <p className={styles.quiet}>
        <InstantText instant={run.endedAt ?? run.startedAt} />
        {' · '}
        <LinkButton onClick={() => go({ place: 'activity', runId: run.id })}>{t('in_activity')}</LinkButton>
      </p>
    </section>
  );
}

function Going({ run }: { readonly run: RunView }) {
  const { t } = useTranslation('files');
  const { t: activity } = useTranslation('activity');
  const formats = useFormats();
  const cancel = useCommand('runs.cancel');
  const [part] = run.parts;
  const pace = usePartPace(run.id, part);
  const word = t(run.kind === 'restore' ? 'restoring' : 'fetching');
  const text = part ? [partProgressText(activity, formats, part), pace].filter((each) => each !== '').join(' · ') : '';
  return (
    <section className={styles.result}>
      <StateLabel state="running">{word}</StateLabel>
      <ProgressBar label={word} done={part?.done ?? 0} {...(part?.total === undefined ? {} : { total: part.total })} />
      <div className={styles.goingFoot}>
        <span className={styles.quiet}>{text}</span>
        <Button size="xs" isBusy={cancel.isRunning} onClick={() => void cancel.run({ runId: run.id })}>
          {activity('cancel')}
        </Button>
      </div>
    </section>
  );
}

function Outcome({ run }: { readonly run: RunView }) {
  const { t } = useTranslation('files');
  const formats = useFormats();
  const reveal = useCommand('destinations.reveal');
  const log = useQuery('runs.log', { runId: run.id });
  if (run.state === 'cancelled') return <StateLabel state="offline">{t('cancelled')}</StateLabel>;
  if (run.restored) {
    const { files, month, revision, company, isSameAsHere } = run.restored;
    return (
      <>
        <StateLabel state="ok">{t('whole')}</StateLabel>
        <p>
          {t('whole_text', {
            count: files,
            shown: formats.count(files),
            month: formats.monthYear(month),
            revision,
            company,
          })}
        </p>
        {isSameAsHere && <p>{t('same_as_here')}</p>}
      </>
    );
  }
  const how = log.data?.map(({ key }) => /^run\.log\.fetched_(checksum|receipt|size)$/.exec(key)?.[1]).find(Boolean);
  return (
    <>
      <StateLabel state="ok">{t('fetched')}</StateLabel>
      {how !== undefined && <p>{t(`by_${how}`)}</p>}
      {run.savedTo !== undefined && (
        <>
          <p className={styles.savedTo}>{run.savedTo}</p>
          <p>
            <LinkButton onClick={() => void reveal.run({ runId: run.id })}>{t('show')}</LinkButton>
          </p>
        </>
      )}
      {reveal.problem && <ExplainedProblem problem={reveal.problem} />}
    </>
  );
}

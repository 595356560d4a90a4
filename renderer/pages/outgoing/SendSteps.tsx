import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '../../../shared/contract/sending';
import { useQuery } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { LinkButton } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import { StateIcon } from '../../ui/StateIcon';
import { isOpen, STEPS, stepsOf } from './outboxWords';
import styles from './Outgoing.module.css';

/** How far it is, and while it is on its way what the run says: that it works, or what it waits for. */
export function SendSteps({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation('selling');
  const shapes = stepsOf(item);
  return (
    <>
      <ol className={styles.steps} aria-label={t('steps.title')}>
        {STEPS.map((step) => (
          <li key={step} data-state={shapes[step]}>
            <StateIcon state={shapes[step]} label={t(`steps.state.${shapes[step]}`)} />
            <span>{t(`steps.${step}`)}</span>
          </li>
        ))}
      </ol>
      {isOpen(item) && <RunLine item={item} />}
    </>
  );
}

function RunLine({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation('selling');
  const formats = useFormats();
  const { companyId, connectionId } = item;
  const [run] = useQuery('runs.list', { companyId, connectionId, kind: 'send', limit: 1 }).data ?? [];
  if (run === undefined) return null;
  const part = run.parts.find((each) => each.connectionId === connectionId);
  if (run.state === 'failed' && run.problem) return <ExplainedProblem problem={run.problem} tone="warn" />;
  if (run.state !== 'running' && run.state !== 'waiting') return null;
  const isWaiting = part?.state === 'waiting' && part.waitsUntil !== undefined;
  return (
    <p className={styles.run}>
      <StateIcon state={isWaiting ? 'waiting' : 'running'} />
      <span>
        {isWaiting ? t('steps.waits', { time: formats.time(part.waitsUntil ?? '') }) : t('steps.works')}{' '}
        <LinkButton onClick={() => go({ place: 'activity', runId: run.id })}>{t('steps.follow')}</LinkButton>
      </span>
    </p>
  );
}

import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/contract/runs';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import { StateIcon } from '../../ui/StateIcon';
import styles from './Run.module.css';
import { PauseButton } from './PauseButton';
import { RunLog } from './RunLog';
import { RunPartRow } from './RunPartRow';
import { isPaused, partProgressText, runLine, runShape, runSubject } from './runTexts';
import { usePartPace } from './usePartPace';
import { useRunNames } from './useRunNames';
import { useRunWords } from './useRunWords';
import { useCompanyOrNone } from '../../app/company';
import type { CompanyId } from '../../../shared/domain/ids';

/** A run under way: count, speed, time left, and what cancelling means. */
export function GoingRun({ run, isAside }: { readonly run: RunView; readonly isAside: boolean }) {
  const { t } = useTranslation('activity');
  const formats = useFormats();
  const company = useCompanyOrNone();
  const nameOf = useRunNames((run.companyId ?? company?.id) as CompanyId);
  const words = useRunWords();
  const cancel = useCommand('runs.cancel');
  const subject = runSubject(t, formats, run, nameOf);
  const first = run.parts.find(({ state }) => state === 'running') ?? run.parts[0];
  const pace = usePartPace(run.id, first);
  const sum = summed(run);
  // Nothing moves while it waits: until when is what there is to say.
  const state = isPaused(run) || run.state === 'waiting' ? runLine(t, formats, run) : pace;
  const now = sum ? [partProgressText(t, formats, sum), state].filter((text) => text !== '').join(' · ') : '';
  return (
    <>
      <section className={styles.card}>
        <header className={styles.head}>
          <div className={styles.headText}>
            <h2 className={styles.title}>
              <StateIcon state={runShape(run)} />
              <span>{t(`heading.${run.kind}_running`, { subject })}</span>
            </h2>
            <p className={styles.now} aria-live="off">
              {now}
            </p>
            <p className={styles.meta}>{words.started(run)}</p>
          </div>
          <PauseButton run={run} />
          <Button isBusy={cancel.isRunning} onClick={() => void cancel.run({ runId: run.id })}>
            {t('cancel')}
          </Button>
        </header>
        {run.parts.map((part, index) => (
          <RunPartRow key={part.connectionId ?? index} run={run} part={part} />
        ))}
        <footer className={styles.foot}>
          <IconShieldCheck size={16} stroke={1.5} />
          <span>{t(`cancel_safe.${run.kind}`)}</span>
        </footer>
      </section>
      {cancel.problem && <ExplainedProblem problem={cancel.problem} />}
      {!isAside && <RunLog run={run} />}
    </>
  );
}

/** All parts together, when they count the same thing. */
function summed(run: RunView): RunView['parts'][number] | undefined {
  const [first, ...others] = run.parts;
  if (!first || others.some(({ unit }) => unit !== first.unit)) return first;
  const totals = run.parts.map(({ total }) => total);
  const isKnown = totals.every((total) => total !== undefined);
  const { total: _total, ...rest } = first;
  return {
    ...rest,
    done: run.parts.reduce((sum, { done }) => sum + done, 0),
    ...(isKnown ? { total: totals.reduce((sum, total) => sum + total, 0) } : {}),
  };
}

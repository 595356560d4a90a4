import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/contract/runs';
import type { CompanyId } from '../../../shared/domain/ids';
import { useCompanyOrNone } from '../../app/company';
import { useFormats } from '../../ui/formatsContext';
import { StateIcon } from '../../ui/StateIcon';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import styles from './Run.module.css';
import { RunActions } from './RunActions';
import { RunLog } from './RunLog';
import { RunPartRow } from './RunPartRow';
import { runLine, runShape, runSubject } from './runTexts';
import { useRunNames } from './useRunNames';
import { useRunWords } from './useRunWords';

/** A run that is over, done or cancelled: what came of it. */
export function FinishedRun({ run }: { readonly run: RunView }) {
  const { t } = useTranslation('activity');
  const formats = useFormats();
  const company = useCompanyOrNone();
  const nameOf = useRunNames((run.companyId ?? company?.id) as CompanyId);
  const words = useRunWords();
  const shape = runShape(run);
  const meta = [words.started(run), words.took(run)].filter((text) => text !== '').join(' · ');
  return (
    <>
      <section className={styles.card}>
        <header className={styles.head}>
          <div className={styles.headText}>
            <h2 className={styles.title}>
              <StateIcon state={shape === 'fine' ? 'ok' : shape} />
              <span>
                {t(`kind.${run.kind}`)} <span className={styles.subject}>{runSubject(t, formats, run, nameOf)}</span>
              </span>
            </h2>
            <p className={styles.now}>{runLine(t, formats, run)}</p>
            <p className={styles.meta}>{meta}</p>
          </div>
          <RunActions run={run} />
        </header>
        {run.parts.map((part, index) => (
          <RunPartRow key={part.connectionId ?? index} run={run} part={part} />
        ))}
      </section>
      {run.problem && <ExplainedProblem problem={run.problem} tone="warn" />}
      <RunLog run={run} />
    </>
  );
}

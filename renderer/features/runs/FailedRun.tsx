import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/contract/runs';
import type { CompanyId } from '../../../shared/domain/ids';
import type { AppError } from '../../../shared/errors';
import { useCompanyOrNone } from '../../app/company';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import styles from './Run.module.css';
import { RunActions } from './RunActions';
import { LogLines, useRunLog } from './RunLog';
import { RunPartRow } from './RunPartRow';
import { SyncChecks } from './SyncChecks';
import { UploadChecks } from './UploadChecks';
import { runSubject } from './runTexts';
import { useRunNames } from './useRunNames';
import { useRunWords } from './useRunWords';

/** A stopped run in four lines; its log lies under *Details*. */
export function FailedRun({ run, problem }: { readonly run: RunView; readonly problem: AppError }) {
  const { t } = useTranslation('activity');
  const formats = useFormats();
  const company = useCompanyOrNone();
  const nameOf = useRunNames((run.companyId ?? company?.id) as CompanyId);
  const words = useRunWords();
  const log = useRunLog(run);
  const meta = [words.started(run), words.took(run)].filter((text) => text !== '');
  return (
    <>
      <ExplainedProblem
        problem={problem}
        title={t(`stopped.${run.kind}`, { subject: runSubject(t, formats, run, nameOf) })}
        note={meta.join(' · ')}
        action={<RunActions run={run} isPrimary />}
        details={<LogLines lines={log.lines} pc={run.pc} />}
        detailsText={log.text}
      />
      <SyncChecks run={run} />
      <UploadChecks run={run} problem={problem} />
      {run.parts.length > 1 && (
        <section className={styles.card}>
          {run.parts.map((part, index) => (
            <RunPartRow key={part.connectionId ?? index} run={run} part={part} />
          ))}
        </section>
      )}
    </>
  );
}

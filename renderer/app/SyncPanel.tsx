import { useTranslation } from 'react-i18next';
import type { RunPart, RunView } from '../../shared/contract/runs';
import type { AppError } from '../../shared/errors';
import type { z } from 'zod';
import { useCommand, useQuery } from '../bridge/hooks';
import { go } from '../stores/route';
import { Button } from '../ui/Button';
import { useFormats } from '../ui/formatsContext';
import { ProviderTile } from '../ui/layout';
import { problemTexts } from '../ui/problemTexts';
import { ProgressBar } from '../ui/ProgressBar';
import { StateLabel } from '../ui/StateIcon';
import type { Company } from './company';
import styles from './SyncButton.module.css';
import { useConnectionNames } from './useConnectionNames';

type Part = z.infer<typeof RunPart>;
interface Props {
  readonly company: Company;
  readonly run: RunView | undefined;
  readonly problem: AppError | undefined;
  readonly onClose: () => void;
}

/** The running sync source by source; when nothing runs, the last one. */
export function SyncPanel({ company, run, problem, onClose }: Props) {
  const { t } = useTranslation('shell');
  const { t: tAny } = useTranslation();
  const last = useQuery('runs.list', { companyId: company.id, kind: 'sync', limit: 1 }, { enabled: run === undefined });
  const cancel = useCommand('runs.cancel');
  const shown = run ?? last.data?.[0];
  const isRunning = shown?.state === 'running' || shown?.state === 'waiting';
  const refused = problem ?? cancel.problem;
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <span>{t(isRunning ? 'sync.running' : 'sync.last')}</span>
      </div>
      {refused && <StateLabel state="stopped">{problemTexts(tAny, refused).what}</StateLabel>}
      {shown === undefined && <p className={styles.note}>{t('sync.none_yet')}</p>}
      {shown?.parts.map((part, index) => (
        <SourcePart key={part.connectionId ?? index} part={part} company={company} />
      ))}
      <div className={styles.foot}>
        <span>{isRunning ? t('sync.cancel_is_safe') : ''}</span>
        <span className={styles.footButtons}>
          {shown && (
            <Button
              size="xs"
              kind="quiet"
              onClick={() => {
                onClose();
                go({ place: 'activity', runId: shown.id });
              }}
            >
              {t('sync.open_run')}
            </Button>
          )}
          {isRunning && (
            <Button size="xs" isBusy={cancel.isRunning} onClick={() => void cancel.run({ runId: shown.id })}>
              {t('sync.cancel')}
            </Button>
          )}
        </span>
      </div>
    </div>
  );
}

function SourcePart({ part, company }: { readonly part: Part; readonly company: Company }) {
  const { t } = useTranslation('shell');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  const nameOf = useConnectionNames(company.id);
  const { title, letters } = nameOf(part.connectionId);
  const note = ((): string => {
    if (part.problem) return problemTexts(tAny, part.problem).what;
    if (part.waitsUntil !== undefined) return t('sync.part_waits', { time: formats.time(part.waitsUntil) });
    if (part.state === 'done') return t('sync.part_known', { shown: formats.count(part.knownCount) });
    if (part.state === 'cancelled') return t('sync.part_cancelled');
    if (part.unit === 'bytes') return formats.bytes(part.done);
    if (part.total === undefined || part.unit === 'steps') return formats.count(part.done);
    return t('sync.part_count', { done: formats.count(part.done), total: formats.count(part.total) });
  })();
  const percent = part.total !== undefined && part.total > 0 ? formats.percent(part.done / part.total) : '';
  const right =
    part.state === 'done'
      ? t('sync.part_new', { count: part.newCount, shown: formats.count(part.newCount) })
      : part.state === 'running'
        ? percent
        : '';
  const states = {
    running: 'running',
    waiting: 'waiting',
    done: 'done',
    failed: 'failed',
    cancelled: 'waiting',
  } as const;
  return (
    <div className={styles.part}>
      <ProviderTile letters={letters} />
      <div className={styles.partBody}>
        <div className={styles.partHead}>
          <span className={styles.partName}>{title}</span>
          <span className={styles.note}>{right}</span>
        </div>
        <ProgressBar
          label={title}
          done={part.done}
          state={states[part.state]}
          {...(part.total === undefined ? {} : { total: part.total })}
        />
        <div className={styles.note}>{note}</div>
      </div>
    </div>
  );
}

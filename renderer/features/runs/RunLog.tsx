import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RunLogLine, RunView } from '../../../shared/contract/runs';
import { Instant } from '../../../shared/domain/ids';
import { useQuery } from '../../bridge/hooks';
import { CopyButton } from '../../ui/CopyButton';
import type { Formats } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';
import { StateIcon } from '../../ui/StateIcon';
import styles from './Run.module.css';
import { messageText } from './runTexts';

export function useRunLog(run: RunView) {
  const { t } = useTranslation();
  const log = useQuery('runs.log', { runId: run.id });
  const lines: readonly RunLogLine[] = log.data ?? [];
  const written = lines.map((line) => `${line.at} ${line.level} ${line.key} ${messageText(t, line.key, line.params)}`);
  const text = [`run ${run.id} ${run.kind} ${run.state}`, ...written].join('\n');
  return { lines, text };
}

interface LinesProps {
  readonly lines: readonly RunLogLine[];
  /** The computer that has the log, where it is another one. */
  readonly pc?: string | undefined;
}
export function LogLines({ lines, pc }: LinesProps) {
  const { t } = useTranslation('activity');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  if (lines.length === 0)
    return <p className={styles.meta}>{pc === undefined ? t('log.empty') : t('log.on_pc', { pc })}</p>;
  return (
    <ol className={styles.log}>
      {lines.map((line) => (
        <li key={line.seq} className={styles.logLine}>
          <span className={styles.logTime}>{formats.time(line.at)}</span>
          {line.level === 'info' ? (
            <span />
          ) : (
            <StateIcon
              state={line.level === 'warn' ? 'attention' : 'stopped'}
              size={14}
              label={t(`log.level_${line.level}`)}
            />
          )}
          <span>{messageText(tAny, line.key, shownParams(line.params, formats))}</span>
        </li>
      ))}
    </ol>
  );
}

/** Instants come as they are stored; here they are times of this computer's clock. */
function shownParams(params: RunLogLine['params'], formats: Formats): RunLogLine['params'] {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      Instant.safeParse(value).success ? formats.time(String(value)) : value,
    ]),
  );
}

/** Closed at first: what the run wrote down, for whoever wants to know or must tell support. */
export function RunLog({ run }: { readonly run: RunView }) {
  const { t } = useTranslation('activity');
  const formats = useFormats();
  const { lines, text } = useRunLog(run);
  // Nothing to open or to copy: it is on the other computer.
  if (run.pc !== undefined)
    return (
      <div className={styles.logCard}>
        <LogLines lines={lines} pc={run.pc} />
      </div>
    );
  return (
    <details className={styles.logCard}>
      <summary>
        <IconChevronRight className={styles.chevron} size={16} stroke={1.5} />
        <span>{t('log.heading')}</span>
        <span className={styles.meta}>
          {t('log.note', { count: lines.length, shown: formats.count(lines.length) })}
        </span>
      </summary>
      <LogLines lines={lines} />
      <CopyButton text={text} label={t('log.copy')} withWord />
    </details>
  );
}

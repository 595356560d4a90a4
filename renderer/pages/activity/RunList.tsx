import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/contract/runs';
import { useCompany } from '../../app/company';
import type { PagedState } from '../../bridge/hooks';
import { rowsByDay, type ActivityRow } from '../../features/runs/runDays';
import { runLine, runShape, runSubject } from '../../features/runs/runTexts';
import { useRunNames } from '../../features/runs/useRunNames';
import { plainDateOf } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';
import { StateIcon } from '../../ui/StateIcon';
import styles from './Activity.module.css';

const DAY_HEIGHT = 34;
const RUN_HEIGHT = 46;
const AHEAD = 20;

interface Props {
  readonly runs: PagedState<RunView>;
  readonly shownId: RunView['id'] | undefined;
  readonly onChoose: (id: RunView['id']) => void;
}
/** Any number of runs: only what is in sight exists, older ones arrive as one scrolls. */
export function RunList({ runs, shownId, onChoose }: Props) {
  const { t } = useTranslation('activity');
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsByDay(runs.rows, (instant) => plainDateOf(new Date(instant))), [runs.rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'day' ? DAY_HEIGHT : RUN_HEIGHT),
    getItemKey: (index) => keyOf(rows[index]),
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasMore, isLoadingMore, loadMore } = runs;
  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= rows.length - AHEAD) loadMore();
  }, [hasMore, isLoadingMore, last, rows.length, loadMore]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const at = runs.rows.findIndex(({ id }) => id === shownId);
    const next = runs.rows[Math.min(runs.rows.length - 1, Math.max(0, at + step))];
    if (!next) return;
    onChoose(next.id);
    virtual.scrollToIndex(rows.findIndex((row) => row.kind === 'run' && row.run.id === next.id));
  };
  return (
    <div
      ref={scroller}
      className={styles.runs}
      role="listbox"
      aria-label={t('list')}
      aria-activedescendant={shownId === undefined ? undefined : `run-${shownId}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className={styles.runsBody} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <div
              key={item.key}
              // What a run is and where it ran is never cut: a narrow list gives it more lines.
              ref={virtual.measureElement}
              data-index={item.index}
              className={styles.slot}
              style={{ transform: `translateY(${item.start}px)` }}
              role="presentation"
            >
              {row.kind === 'day' ? (
                <DayHead day={row.day} />
              ) : (
                <RunRow run={row.run} isShown={row.run.id === shownId} onChoose={() => onChoose(row.run.id)} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function keyOf(row: ActivityRow | undefined): string {
  if (!row) return '';
  return row.kind === 'day' ? row.day : row.run.id;
}

function DayHead({ day }: { readonly day: string }) {
  const { t } = useTranslation('activity');
  const formats = useFormats();
  const now = new Date();
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  const word =
    day === plainDateOf(now) ? t('today') : day === plainDateOf(yesterday) ? t('yesterday') : formats.dateLong(day);
  return (
    <div className={styles.day} role="presentation">
      {word}
    </div>
  );
}

interface RowProps {
  readonly run: RunView;
  readonly isShown: boolean;
  readonly onChoose: () => void;
}
function RunRow({ run, isShown, onChoose }: RowProps) {
  const { t } = useTranslation('activity');
  const formats = useFormats();
  const nameOf = useRunNames(useCompany().id);
  const subject = runSubject(t, formats, run, nameOf);
  const line = [runLine(t, formats, run), ...(run.pc === undefined ? [] : [t('on_pc', { pc: run.pc })])].join(' · ');
  const isBad = run.state === 'failed';
  return (
    <div
      id={`run-${run.id}`}
      role="option"
      aria-selected={isShown}
      className={`${styles.run} ${isShown ? styles.shown : ''}`}
      onClick={onChoose}
    >
      <StateIcon state={runShape(run)} />
      <span className={styles.runText}>
        <span className={styles.runName}>
          <b>{t(`kind.${run.kind}`)}</b> {subject}
        </span>{' '}
        <span className={`${styles.runLine} ${isBad ? styles.bad : ''}`}>{line}</span>
      </span>{' '}
      <span className={styles.time}>{formats.time(run.startedAt)}</span>
    </div>
  );
}

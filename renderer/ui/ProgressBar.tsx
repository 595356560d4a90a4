import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from './formatsContext';
import styles from './ProgressBar.module.css';

interface Props {
  readonly label: string;
  readonly done: number;
  /** Absent while nobody knows how much there is. */
  readonly total?: number;
  /** `waiting` is hatched: a limit or a retry holds it, and nothing spins. */
  readonly state?: 'running' | 'waiting' | 'done' | 'failed';
}
export function ProgressBar({ label, done, total, state = 'running' }: Props) {
  const ratio = total === undefined || total <= 0 ? undefined : Math.min(1, Math.max(0, done / total));
  const isUnknown = ratio === undefined && state === 'running';
  const tone = { running: '', waiting: styles.waiting, done: styles.done, failed: styles.bad }[state];
  const shown = state === 'waiting' || state === 'done' ? 1 : (ratio ?? (state === 'failed' ? 1 : undefined));
  return (
    <div
      className={styles.track}
      role="progressbar"
      aria-label={label}
      {...(ratio === undefined
        ? {}
        : { 'aria-valuenow': Math.floor(ratio * 100), 'aria-valuemin': 0, 'aria-valuemax': 100 })}
    >
      <div
        className={`${styles.bar} ${tone} ${isUnknown ? styles.unknown : ''}`}
        style={shown === undefined ? undefined : { transform: `scaleX(${shown})` }}
      />
    </div>
  );
}

/** More units than this make one bar; up to it they can be counted. */
export const METER_CELLS = 20;

interface MeterProps {
  readonly label: ReactNode;
  readonly used: number;
  readonly limit: number;
}
/** An allowance: the number is always written, the picture only repeats it. */
export function Meter({ label, used, limit }: MeterProps) {
  const { t } = useTranslation('common');
  const formats = useFormats();
  const isFull = used >= limit;
  return (
    <div>
      <div className={styles.meterHead}>
        <span>{label}</span>
        <span>
          <b>{formats.count(used)}</b> {t('meter_of', { limit: formats.count(limit) })}
        </span>
      </div>
      <div className={`${styles.meter} ${isFull ? styles.full : ''}`} aria-hidden>
        {limit <= METER_CELLS ? (
          Array.from({ length: limit }, (_, index) => (
            <span key={index} data-cell className={`${styles.cell} ${index < used ? styles.used : ''}`} />
          ))
        ) : (
          <span className={styles.meterBar}>
            <span
              data-bar
              className={styles.meterFill}
              style={{ display: 'block', width: `${Math.min(100, (used / limit) * 100)}%` }}
            />
          </span>
        )}
      </div>
    </div>
  );
}

// Values as one reads them: money, dates, instants, tax ids, ids in the mono face.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { groupTaxId } from '../../shared/domain/grouping';
import { plainDateOf } from './format';
import { useFormats } from './formatsContext';
import styles from './values.module.css';

export function Money({ amount, currency }: { readonly amount: string; readonly currency: string }) {
  const parts = useFormats().money(amount, currency);
  return (
    <span className={styles.number}>
      {parts.amount}
      {'\u00a0'}
      <span className={styles.symbol}>{parts.symbol}</span>
    </span>
  );
}

export function Count({ value }: { readonly value: number }) {
  return <span className={styles.number}>{useFormats().count(value)}</span>;
}

/** `short`: 11.11 · `date`: 11.11.2026 · `long`: 11 November 2026. */
export function DateText({
  date,
  form = 'date',
}: {
  readonly date: string;
  readonly form?: 'short' | 'date' | 'long';
}) {
  const formats = useFormats();
  const text =
    form === 'short' ? formats.dateShort(date) : form === 'long' ? formats.dateLong(date) : formats.date(date);
  return (
    <time className={styles.number} dateTime={date}>
      {text}
    </time>
  );
}

/** `today 14:05`, `yesterday 20:14`, `9 Nov, 08:12`, and with the year when it is another one. */
export function useInstantText(): (instant: string, now?: Date) => string {
  const formats = useFormats();
  const { t } = useTranslation('common');
  return (instant, now = new Date()) => {
    const day = plainDateOf(new Date(instant));
    const yesterday = new Date(now);
    yesterday.setDate(yesterday.getDate() - 1);
    const tomorrow = new Date(now);
    tomorrow.setDate(tomorrow.getDate() + 1);
    const time = formats.time(instant);
    if (day === plainDateOf(now)) return t('today_at', { time });
    if (day === plainDateOf(yesterday)) return t('yesterday_at', { time });
    if (day === plainDateOf(tomorrow)) return t('tomorrow_at', { time });
    return day.slice(0, 4) === String(now.getFullYear())
      ? formats.dateTimeThisYear(instant)
      : formats.dateTime(instant);
  };
}

export function InstantText({ instant }: { readonly instant: string }) {
  const text = useInstantText();
  return (
    <time className={styles.number} dateTime={instant}>
      {text(instant)}
    </time>
  );
}

export function TaxId({ value }: { readonly value: string }) {
  return <span className={styles.number}>{groupTaxId(value)}</span>;
}

interface MonoProps {
  readonly children: ReactNode;
  /** Cut with an ellipsis; the whole text must stand in a tooltip or a pane. */
  readonly oneLine?: boolean;
  readonly title?: string;
}
/** Everything that is compared character by character. */
export function Mono({ children, oneLine = false, title }: MonoProps) {
  return (
    <span className={`${styles.mono} ${oneLine ? styles.oneLine : ''}`} title={title} translate="no">
      {children}
    </span>
  );
}

/** Where room is short the folders give way: the name of the file is what one looks for. */
export function PathText({ path }: { readonly path: string }) {
  const at = path.lastIndexOf('/') + 1;
  return (
    <span className={`${styles.mono} ${styles.pathText}`} title={path} translate="no">
      <span className={styles.folders}>{path.slice(0, at)}</span>
      <span className={styles.fileName}>{path.slice(at)}</span>
    </span>
  );
}

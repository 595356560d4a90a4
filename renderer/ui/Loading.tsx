import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/errors';
import { Button } from './Button';
import { ExplainedProblem } from './ExplainedProblem';
import styles from './Loading.module.css';

/** True when `isOn` has lasted longer than a glance: what is quick shows nothing. */
export function useAfterGlance(isOn: boolean, ms = 300): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setTimeout(() => setLong(true), ms);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isOn, ms]);
  return isOn && isLong;
}

const WIDTHS = ['62%', '48%', '71%', '55%', '66%', '43%'];

/** Grey bars, only after 300 ms. */
export function LoadingBars({ rows = 4 }: { readonly rows?: number }) {
  const { t } = useTranslation('common');
  const isLong = useAfterGlance(true);
  return (
    <div className={styles.bars} role="status" aria-label={t('loading')}>
      {isLong &&
        Array.from({ length: rows }, (_, index) => (
          <span key={index} className={styles.bar} style={{ width: WIDTHS[index % WIDTHS.length] }} />
        ))}
    </div>
  );
}

interface Props<T> {
  readonly query: {
    readonly data: T | undefined;
    readonly problem: AppError | undefined;
    readonly isLoading: boolean;
    readonly retry: () => void;
  };
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
}
/** Loading, failed or there: every part of a page goes through these three. Old data stays on screen when a refresh fails. */
export function Loaded<T>({ query, rows = 4, children }: Props<T>) {
  const { t } = useTranslation('common');
  if (query.data !== undefined) return children(query.data);
  if (query.problem !== undefined) {
    return (
      <ExplainedProblem
        problem={query.problem}
        action={
          <Button kind="primary" onClick={query.retry}>
            {t('try_again')}
          </Button>
        }
      />
    );
  }
  return <LoadingBars rows={rows} />;
}

interface RestProps {
  readonly pages: {
    readonly rows: readonly unknown[];
    readonly problem: AppError | undefined;
    readonly retry: () => void;
  };
}
/** Under a list: what came of it stays in sight, and why the rest did not come is told. */
export function RestOfList({ pages: { rows, problem, retry } }: RestProps) {
  if (problem === undefined || rows.length === 0) return null;
  return (
    <div className={styles.rest}>
      <Loaded query={{ data: undefined, problem, isLoading: false, retry }}>{() => null}</Loaded>
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { StateLabel, type State as Shape } from '../../ui/StateIcon';
import { countMissing, statesIn, type Row, type Shown } from './gridModel';
import styles from './Grid.module.css';

/** Closed months are pale, so that the one missing cell is seen first. */
export const CELL_SHAPES: Readonly<Record<Exclude<Shown, 'none'>, Shape>> = {
  done: 'ok',
  done_closed: 'done',
  done_late: 'late',
  running: 'running',
  due: 'due',
  missing: 'stopped',
  not_due: 'not_due',
};

interface LegendProps {
  readonly rows: readonly Row[];
  readonly closed: readonly string[];
}
/** Only states that are in the grid. */
export function GridLegend({ rows, closed }: LegendProps) {
  const { t } = useTranslation('reports');
  const { missing, due, expected } = countMissing(rows);
  const complete = due === 0 ? t('grid.complete') : t('grid.to_do', { shown: String(due) });
  return (
    <footer className={styles.legend}>
      {statesIn(rows, closed).map((state) =>
        state === 'none' ? null : (
          <span key={state} className={styles.legendItem}>
            <StateLabel state={CELL_SHAPES[state]}>
              <span className={styles.legendWord}>{t(`state.${state}`)}</span>
            </StateLabel>
          </span>
        ),
      )}
      <span className={styles.count}>
        {missing === 0 ? complete : t('grid.missing', { count: missing, shown: String(missing), expected })}
      </span>
    </footer>
  );
}

export function NoDestination() {
  const { t } = useTranslation('reports');
  return (
    <footer className={styles.legend}>
      <span className={styles.none}>{t('empty.no_destination')}</span>
      <Button size="xs" onClick={() => go({ place: 'connect', purpose: 'destination' })}>
        {t('empty.connect')}
      </Button>
    </footer>
  );
}

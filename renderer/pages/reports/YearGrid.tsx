import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import { useCompany } from '../../app/company';
import { useConnectionNames } from '../../app/useConnectionNames';
import { useFormats } from '../../ui/formatsContext';
import { ProviderTile } from '../../ui/layout';
import { StateIcon } from '../../ui/StateIcon';
import { CELL_SHAPES, GridLegend, NoDestination } from './GridLegend';
import { cellAt, monthsOf, shownOf, type Row } from './gridModel';
import styles from './Grid.module.css';

interface Props {
  readonly year: number;
  readonly rows: readonly Row[];
  readonly connections: readonly ConnectionView[];
  /** Months that are closed. */
  readonly closed: readonly string[];
  readonly month: string;
  readonly currentMonth: string;
  readonly onChoose: (month: string) => void;
}
export function YearGrid(props: Props) {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const nameOf = useConnectionNames(useCompany().id);
  const { rows, closed, month, onChoose } = props;
  const months = monthsOf(props.year);
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = scroller.current;
    const column = box?.querySelector<HTMLElement>('thead [aria-pressed="true"]');
    if (box && column) box.scrollLeft += column.getBoundingClientRect().right - box.getBoundingClientRect().right;
  }, [month]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -12, End: 12 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = Math.min(11, Math.max(0, months.indexOf(month) + step));
    const next = months[at];
    if (next !== undefined) onChoose(next);
  };
  return (
    <section className={styles.card}>
      <div ref={scroller} className={styles.scroller}>
        <table className={styles.grid} aria-label={t('grid.label', { year: String(props.year) })} onKeyDown={onKeyDown}>
          <thead>
            <tr>
              <th scope="col" className={styles.corner}>
                <span className="visually-hidden">{t('grid.destination')}</span>
              </th>
              {months.map((each) => (
                <th key={each} scope="col" className={each === month ? styles.now : ''}>
                  <button
                    type="button"
                    className={styles.month}
                    tabIndex={each === month ? 0 : -1}
                    aria-pressed={each === month}
                    title={formats.monthYear(each)}
                    ref={(element) => {
                      if (each === month && element?.closest('table')?.contains(document.activeElement) === true)
                        element.focus({ preventScroll: true });
                    }}
                    onClick={() => onChoose(each)}
                  >
                    {formats.monthShort(each)}
                    {closed.includes(each) && (
                      <span className={styles.closed}>
                        <StateIcon state="locked" size={11} label={t('grid.closed')} />
                      </span>
                    )}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const { title, letters } = nameOf(row.connectionId);
              return (
                <tr key={row.connectionId}>
                  <th scope="row" className={styles.place}>
                    <span className={styles.placeInner}>
                      <ProviderTile letters={letters} size={20} />
                      <span className={styles.name} title={title}>
                        {title}
                      </span>
                    </span>
                  </th>
                  {months.map((each) => (
                    <Cell
                      key={each}
                      row={row}
                      closed={closed}
                      month={each}
                      title={title}
                      isNow={each === month}
                      onChoose={onChoose}
                    />
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {rows.length === 0 ? <NoDestination /> : <GridLegend rows={rows} closed={closed} />}
    </section>
  );
}

interface CellProps {
  readonly row: Row;
  readonly closed: readonly string[];
  readonly month: string;
  readonly title: string;
  readonly isNow: boolean;
  readonly onChoose: (month: string) => void;
}
function Cell({ row, closed, month, title, isNow, onChoose }: CellProps) {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const cell = cellAt(row, month);
  const state = shownOf(cell, closed);
  const revision = cell?.revision !== undefined && cell.revision > 1 ? cell.revision : undefined;
  const word = [t(`state.${state}`), revision === undefined ? '' : t('month.revision', { revision })]
    .filter((text) => text !== '')
    .join(', ');
  const label = t('grid.cell', { destination: title, month: formats.monthYear(month), state: word });
  return (
    <td className={isNow ? styles.now : ''}>
      <button
        type="button"
        className={styles.cell}
        tabIndex={-1}
        title={label}
        aria-label={label}
        onClick={() => onChoose(month)}
      >
        {state === 'none' ? <span className={styles.dash}>–</span> : <StateIcon state={CELL_SHAPES[state]} />}
        {revision !== undefined && <span className={styles.revision}>{revision}</span>}
      </button>
    </td>
  );
}

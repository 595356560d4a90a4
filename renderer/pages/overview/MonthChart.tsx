import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { Money } from '../../ui/values';
import { ChartPlot } from './ChartPlot';
import styles from './MonthChart.module.css';
import type { ChartData, MonthBar } from './monthChart';

interface Props {
  readonly data: ChartData;
  readonly openMonth: string;
  readonly onOpenMonth: (month: string) => void;
}

/** The legend is the readout of the month under the pointer or the arrow keys; `T` shows the same numbers as a table. */
export function MonthChart({ data, openMonth, onOpenMonth }: Props) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const { bars, currency, otherCurrencies } = data;
  // At rest the last full month: the running one says little.
  const rest = Math.max(0, bars.length - 2);
  const [active, setActive] = useState(rest);
  const [isTable, setTable] = useState(false);
  const [width, setWidth] = useState(640);
  const plot = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = plot.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [isTable]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: active - 1,
      ArrowRight: active + 1,
      Home: 0,
      End: bars.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      setActive(Math.min(bars.length - 1, Math.max(0, to)));
    }
    const bar = bars[active];
    if (event.key === 'Enter' && bar) onOpenMonth(bar.month);
    if (event.key.toLowerCase() === 't') setTable(true);
  };
  const here = bars[active] ?? bars[rest];
  const spoken = (bar: MonthBar): string => {
    const sum = (amount: string): string => Object.values(formats.money(amount, currency)).join(' ');
    return [
      formats.monthYear(bar.month),
      `${t('chart.sales')} ${sum(bar.sales)}`,
      `${t('chart.purchases')} ${sum(bar.purchases)}`,
    ].join(', ');
  };
  return (
    <div className={styles.chart}>
      {here && <Readout bar={here} currency={currency} isOpen={here.month === openMonth} />}
      {isTable ? (
        <ChartTable bars={bars} currency={currency} />
      ) : (
        <div
          ref={plot}
          className={styles.plot}
          // For readers it is what it does: one of twelve months is chosen, its numbers are the value.
          role="slider"
          aria-roledescription={t('chart.role')}
          aria-label={t('chart.label')}
          aria-valuemin={1}
          aria-valuemax={bars.length}
          aria-valuenow={active + 1}
          aria-valuetext={here === undefined ? '' : spoken(here)}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onPointerLeave={() => setActive(rest)}
        >
          <ChartPlot
            bars={bars}
            width={width}
            active={active}
            openMonth={openMonth}
            onPoint={setActive}
            onPick={(index) => onOpenMonth(bars[index]?.month ?? openMonth)}
          />
        </div>
      )}
      <div className={styles.foot}>
        <span>{otherCurrencies.length > 0 && t('chart.others', { list: formats.list(otherCurrencies) })}</span>
        <LinkButton onClick={() => setTable(!isTable)}>{t(isTable ? 'chart.as_chart' : 'chart.as_table')}</LinkButton>
      </div>
    </div>
  );
}

function Readout({
  bar,
  currency,
  isOpen,
}: {
  readonly bar: MonthBar;
  readonly currency: string;
  readonly isOpen: boolean;
}) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const count = bar.salesCount + bar.purchasesCount;
  return (
    <div className={styles.legend}>
      <div className={`${styles.series} ${styles.month}`}>
        <b>{formats.monthYear(bar.month)}</b>
        {t('chart.invoices', { count, shown: formats.count(count) })}
      </div>
      {(['sales', 'purchases'] as const).map((series) => (
        <div key={series} className={styles.series}>
          <span className={`${styles.key} ${styles[series]}`} />
          {t(`chart.${series}`)} · {formats.count(series === 'sales' ? bar.salesCount : bar.purchasesCount)}
          <div className={styles.amount}>
            <Money amount={bar[series]} currency={currency} />
          </div>
        </div>
      ))}
      {isOpen && (
        <span className={styles.open}>
          <span className={`${styles.key} ${styles.hatched}`} />
          {t('chart.still_open')}
        </span>
      )}
    </div>
  );
}

function ChartTable({ bars, currency }: { readonly bars: readonly MonthBar[]; readonly currency: string }) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('chart.month')}</th>
          <th scope="col">{t('chart.sales')}</th>
          <th scope="col">{t('chart.purchases')}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.month}>
            <td>{formats.monthYear(bar.month)}</td>
            <td>
              <Money amount={bar.sales} currency={currency} />
            </td>
            <td>
              <Money amount={bar.purchases} currency={currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

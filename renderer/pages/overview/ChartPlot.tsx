import { useId } from 'react';
import { useFormats } from '../../ui/formatsContext';
import { scaleOf, type MonthBar } from './monthChart';
import styles from './MonthChart.module.css';

const HEIGHT = 176;
const TOP = 8;
const BOTTOM = 24;
const LEFT = 52;
const BAR = 13;

interface Props {
  readonly bars: readonly MonthBar[];
  readonly width: number;
  readonly active: number;
  readonly openMonth: string;
  readonly onPoint: (index: number) => void;
  readonly onPick: (index: number) => void;
}

/** Bars from zero, 13 px wide, 2 px apart, round on top; the unfinished month is hatched. */
export function ChartPlot({ bars, width, active, openMonth, onPoint, onPick }: Props) {
  const formats = useFormats();
  const hatch = useId();
  const { top, lines } = scaleOf(bars);
  const plot = HEIGHT - TOP - BOTTOM;
  const band = (width - LEFT) / bars.length;
  const bar = Math.max(3, Math.min(BAR, (band - 6) / 2));
  const y = (value: number): number => TOP + plot - (Math.max(0, value) / top) * plot;
  const shape = (x: number, value: number): string => {
    const start = y(value);
    const end = TOP + plot;
    const radius = Math.min(3, end - start);
    return `M${x} ${end}V${start + radius}q0 ${-radius} ${radius} ${-radius}h${bar - 2 * radius}q${radius} 0 ${radius} ${radius}V${end}z`;
  };
  return (
    <svg width={width} height={HEIGHT} aria-hidden>
      <defs>
        {(['fill', 'bar2'] as const).map((colour) => (
          <pattern
            key={colour}
            id={`${hatch}-${colour}`}
            width="4"
            height="4"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="2.2" height="4" fill={`var(--k-${colour})`} />
          </pattern>
        ))}
      </defs>
      {lines.map((line) => (
        <g key={line}>
          <line className={line === 0 ? styles.base : styles.grid} x1={LEFT} x2={width} y1={y(line)} y2={y(line)} />
          <text className={styles.axis} x={LEFT - 10} y={y(line) + 4} textAnchor="end">
            {formats.compact(line)}
          </text>
        </g>
      ))}
      {bars.map((each, index) => {
        const middle = LEFT + band * index + band / 2;
        const isOpen = each.month === openMonth;
        return (
          <g key={each.month} onPointerEnter={() => onPoint(index)} onClick={() => onPick(index)}>
            <rect
              x={LEFT + band * index + 1}
              y={TOP - 6}
              width={Math.max(0, band - 2)}
              height={plot + 12}
              rx="5"
              className={index === active ? styles.here : ''}
              fill="transparent"
            />
            <path
              d={shape(middle - bar - 1, Number(each.sales))}
              className={isOpen ? '' : styles.barSales}
              fill={isOpen ? `url(#${hatch}-fill)` : undefined}
            />
            <path
              d={shape(middle + 1, Number(each.purchases))}
              className={isOpen ? '' : styles.barPurchases}
              fill={isOpen ? `url(#${hatch}-bar2)` : undefined}
            />
            <text
              className={`${styles.axis} ${index === active ? styles.axisHere : ''}`}
              x={middle}
              y={HEIGHT - 4}
              textAnchor="middle"
            >
              {band < 34 ? formats.monthShort(each.month).slice(0, 1) : formats.monthShort(each.month)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

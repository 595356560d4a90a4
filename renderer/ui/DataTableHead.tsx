import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Column } from './DataTable';
import styles from './DataTable.module.css';

interface Props<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sort: string | undefined;
  readonly onSort: ((sort: string) => void) | undefined;
}

/** Buttons outside the grid's own scroller, so that the heads stay while the rows move. */
export function DataTableHead<Row>({ columns, sort, onSort }: Props<Row>) {
  return (
    <div className={styles.head} role="presentation">
      {columns.map((column) => {
        const classes = `${styles.headCell} ${column.align === 'end' ? styles.end : ''}`;
        if (column.sort === undefined || onSort === undefined) {
          return (
            <span key={column.id} className={classes}>
              {column.headLabel === undefined ? (
                column.head
              ) : (
                <span className="visually-hidden">{column.headLabel}</span>
              )}
            </span>
          );
        }
        const { ascending, descending, first } = column.sort;
        const isUp = sort === ascending;
        const isDown = sort === descending;
        const next = isDown ? ascending : isUp ? descending : first === 'ascending' ? ascending : descending;
        return (
          <span key={column.id} className={classes}>
            <button
              type="button"
              className={`${styles.sort} ${isUp || isDown ? styles.sorted : ''}`}
              aria-pressed={isUp || isDown}
              onClick={() => onSort(next)}
            >
              {column.head}
              {isUp && <IconArrowUp size={14} stroke={1.5} aria-label="↑" />}
              {isDown && <IconArrowDown size={14} stroke={1.5} aria-label="↓" />}
            </button>
          </span>
        );
      })}
    </div>
  );
}

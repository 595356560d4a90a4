import { memo, type ReactElement } from 'react';
import type { Column } from './DataTable';
import styles from './DataTable.module.css';

interface Props<Row> {
  readonly id: string;
  readonly row: Row;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly columns: readonly Column<Row>[];
  readonly label: ((row: Row) => string) | undefined;
  readonly isSelected: boolean;
  readonly isMarked: boolean;
  readonly isCursor: boolean;
  readonly onOpen: (row: Row) => void;
  readonly onMark: ((row: Row, index: number, how: 'toggle' | 'range') => void) | undefined;
  readonly onPoint: (index: number) => void;
}

function PlainRow<Row>(props: Props<Row>) {
  const { id, row, index, top, height, columns, label, isSelected, isMarked, isCursor } = props;
  const { onOpen, onMark, onPoint } = props;
  const classes = [
    styles.row,
    isSelected ? styles.selected : '',
    isMarked ? styles.marked : '',
    isCursor ? styles.cursor : '',
  ].join(' ');
  return (
    <div
      id={id}
      className={classes}
      style={{ height, transform: `translateY(${top}px)` }}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isSelected || isMarked}
      aria-label={label?.(row)}
      onClick={(event) => {
        onPoint(index);
        if (onMark !== undefined && (event.ctrlKey || event.metaKey)) onMark(row, index, 'toggle');
        else if (onMark !== undefined && event.shiftKey) onMark(row, index, 'range');
        else onOpen(row);
      }}
    >
      {columns.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className={`${styles.cell} ${column.align === 'end' ? styles.end : ''} ${column.isExact === true ? styles.exact : ''}`}
        >
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}

/** `memo` loses the type parameter; this gives it back. */
export const DataTableRow = memo(PlainRow) as <Row>(props: Props<Row>) => ReactElement;

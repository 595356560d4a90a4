// A list of any length: only the rows in sight exist, pages arrive by keyset, the keyboard reaches everything.
import {
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
} from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import styles from './DataTable.module.css';
import { DataTableHead } from './DataTableHead';
import { DataTableRow } from './DataTableRow';
import { useAfterGlance } from './Loading';
import { tableMove } from './tableKeys';

export interface Column<Row> {
  readonly id: string;
  readonly head: ReactNode;
  /** Name for readers where `head` shows nothing. */
  readonly headLabel?: string;
  /** Grid track: `88px` or `minmax(160px, 1fr)`. */
  readonly width: string;
  readonly align?: 'start' | 'end';
  /** Amounts, dates and ids are never cut. */
  readonly isExact?: boolean;
  /** The column leaves when the list is narrower than this (px). */
  readonly hideBelow?: number;
  readonly sort?: { readonly ascending: string; readonly descending: string; readonly first?: 'ascending' };
  readonly cell: (row: Row) => ReactNode;
}
export interface DataTableHandle {
  readonly focus: () => void;
}
interface Props<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string | number;
  /** One line that a screen reader hears for the row. */
  readonly rowLabel?: (row: Row) => string;
  /** How many rows there are in all, known before they are loaded. */
  readonly total?: number;
  readonly rowHeight?: 32 | 50;
  readonly sort?: string;
  readonly onSort?: (sort: string) => void;
  readonly selectedKey?: string | number | undefined;
  readonly onOpen: (row: Row) => void;
  /** Rows that were picked for something to be done with all of them: Ctrl+click, Shift+click, Space. */
  readonly marks?: ReadonlySet<string | number>;
  readonly onMark?: (row: Row, index: number, how: 'toggle' | 'range') => void;
  /** The cursor stands on another row; an open pane follows it. */
  readonly onCursor?: (row: Row, index: number) => void;
  readonly onEscape?: () => void;
  readonly hasMore?: boolean;
  readonly isLoadingMore?: boolean;
  readonly onMore?: () => void;
  readonly footer?: ReactNode;
  readonly empty?: ReactNode;
  readonly handle?: Ref<DataTableHandle>;
}

/** Pages are asked for this many rows before the end comes into sight. */
const AHEAD = 120;
const LATE_ROWS = 12;
const REST_MS = 200;

export function DataTable<Row>(props: Props<Row>) {
  const { rows, columns, rowKey, onOpen, onCursor, onEscape, selectedKey, hasMore = false, onMore } = props;
  const { rowHeight = 32, isLoadingMore = false, marks, onMark } = props;
  const { t } = useTranslation('common');
  const scroller = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [cursor, setCursor] = useState(-1);
  const isLate = useAfterGlance(hasMore && isLoadingMore);
  const shown = useMemo(
    () => columns.filter((column) => width === 0 || width >= (column.hideBelow ?? 0)),
    [columns, width],
  );
  const count = rows.length + (isLate ? LATE_ROWS : 0);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (!hasMore || isLoadingMore || last < rows.length - AHEAD) return undefined;
    if (last >= rows.length - 1 || (virtual.scrollOffset ?? 0) > 0) {
      onMore?.();
      return undefined;
    }
    // Nobody scrolls yet, and whoever types asks for another list in a moment.
    const timer = setTimeout(() => onMore?.(), REST_MS);
    return () => clearTimeout(timer);
  }, [hasMore, isLoadingMore, last, rows.length, onMore, virtual]);
  // The cursor stays on its invoice when rows arrive above it.
  const selectedIndex = useMemo(
    () => (selectedKey === undefined ? -1 : rows.findIndex((row) => rowKey(row) === selectedKey)),
    [rows, rowKey, selectedKey],
  );
  useEffect(() => {
    if (selectedIndex >= 0) setCursor(selectedIndex);
  }, [selectedIndex]);
  useImperativeHandle(props.handle, () => ({ focus: () => scroller.current?.focus() }), []);

  const goTo = (index: number): void => {
    const row = rows[index];
    if (row === undefined) return;
    setCursor(index);
    virtual.scrollToIndex(index);
    onCursor?.(row, index);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const marked = rows[cursor];
    if (event.key === ' ' && onMark !== undefined && marked !== undefined) {
      event.preventDefault();
      onMark(marked, cursor, event.shiftKey ? 'range' : 'toggle');
      return;
    }
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const move = tableMove(event.key, cursor, rows.length, pageRows);
    if (move.kind === 'none') return;
    if (move.kind === 'escape') {
      onEscape?.();
      return;
    }
    event.preventDefault();
    if (move.kind === 'move') goTo(move.to);
    const row = rows[cursor];
    if (move.kind === 'open' && row !== undefined) onOpen(row);
  };
  const cursorRow = rows[cursor];
  const idOf = (row: Row): string => `row-${rowKey(row)}`;
  const style = { '--columns': shown.map((column) => column.width).join(' ') } as CSSProperties;
  return (
    <div className={styles.table} style={style}>
      <DataTableHead columns={shown} sort={props.sort} onSort={props.onSort} />
      <div
        ref={scroller}
        className={styles.scroll}
        role="grid"
        aria-label={props.label}
        aria-rowcount={props.total ?? (hasMore ? -1 : rows.length)}
        aria-colcount={shown.length}
        aria-multiselectable={onMark !== undefined || undefined}
        aria-activedescendant={cursorRow === undefined ? undefined : idOf(cursorRow)}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={() => {
          if (cursor < 0 && rows.length > 0) setCursor(0);
        }}
      >
        {rows.length === 0 && props.empty}
        <div className={styles.body} style={{ height: virtual.getTotalSize() }} role="rowgroup">
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined)
              return (
                <div
                  key={`late-${item.index}`}
                  className={styles.row}
                  style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
                  aria-hidden
                >
                  {shown.map((column) => (
                    <span key={column.id} className={styles.bar} />
                  ))}
                </div>
              );
            const key = rowKey(row);
            return (
              <DataTableRow
                // By place: a search puts other invoices into the rows that are there, which is cheaper than new ones.
                key={item.index}
                id={idOf(row)}
                row={row}
                index={item.index}
                top={item.start}
                height={rowHeight}
                columns={shown}
                label={props.rowLabel}
                isSelected={key === selectedKey}
                isMarked={marks?.has(key) === true}
                isCursor={item.index === cursor}
                onOpen={onOpen}
                onMark={onMark}
                onPoint={setCursor}
              />
            );
          })}
        </div>
      </div>
      <span className="visually-hidden" role="status">
        {isLate ? t('loading') : ''}
      </span>
      {props.footer !== undefined && <div className={styles.foot}>{props.footer}</div>}
    </div>
  );
}

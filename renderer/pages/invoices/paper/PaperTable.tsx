import { useTranslation } from 'react-i18next';
import type { TableBlock, ViewColumn, ViewRow, ViewValue } from '../../../../shared/domain/invoiceView';
import { useFormats } from '../../../ui/formatsContext';
import { usePage } from './page';
import styles from './Paper.module.css';

const ROWS_IN_PANE = 12;
const ROWS_ON_PAGE = 300;
/** Letters that stand in one line. */
const SHORT = 28;
const MANY = 8;

/** A head of a few words keeps them in one or two lines. */
function headWidth(parts: readonly string[]): string {
  return `${Math.min(9, Math.max(...parts.map((part) => part.length)) * 0.52)}em`;
}

export function PaperTable({ block }: { readonly block: TableBlock }) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  const { words, isWhole, isEveryRow, onEveryRow } = usePage();
  const most = isEveryRow ? block.rows.length : isWhole ? ROWS_ON_PAGE : ROWS_IN_PANE;
  const hidden = Math.max(0, block.rows.length - most);
  const more = t('paper.more_lines', { count: hidden, shown: formats.count(hidden) });
  const heads = block.columns.map((column) => words.parts(column.label));
  const shown = block.rows.slice(0, most);
  const classes = block.columns.map((column, place) => {
    if (column.align === 'end') return styles.num;
    if (column.isWide) return styles.wide;
    const isShort = (cell: ViewValue | null | undefined): boolean =>
      cell === null || cell === undefined || cell.kind === 'id' || cell.text.length <= SHORT;
    return shown.every(({ cells, state }) => state === 'heading' || isShort(cells[place]))
      ? styles.short
      : styles.roomy;
  });
  return (
    <div>
      {/* A table of many columns may be wider than the page: then the keyboard must reach it. */}
      <div className={styles.scroll} {...(isWhole && heads.length > MANY ? { tabIndex: 0 } : {})}>
        <table
          className={styles.table}
          {...(block.title === undefined ? {} : { 'aria-label': words.line(block.title) })}
        >
          <thead>
            <tr>
              {heads.map((parts, index) => (
                <th
                  key={index}
                  scope="col"
                  style={{ minWidth: headWidth(parts) }}
                  className={block.columns[index]?.align === 'end' ? styles.num : ''}
                >
                  {parts.map((part, place) => (
                    <span key={place} className={place > 0 ? styles.second : ''}>
                      {part}
                    </span>
                  ))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <Row key={index} row={row} columns={block.columns} classes={classes} />
            ))}
          </tbody>
        </table>
      </div>
      {hidden > 0 &&
        (isWhole ? (
          <button type="button" className={styles.more} onClick={onEveryRow}>
            {more}
          </button>
        ) : (
          <div className={styles.soft}>{more}</div>
        ))}
    </div>
  );
}

const STATES: Readonly<Record<ViewRow['state'], string | undefined>> = {
  plain: '',
  after: '',
  before: styles.before,
  sum: styles.sum,
  heading: styles.heading,
};

interface RowProps {
  readonly row: ViewRow;
  readonly columns: readonly ViewColumn[];
  readonly classes: readonly (string | undefined)[];
}
function Row({ row, columns, classes }: RowProps) {
  const { words } = usePage();
  if (row.state === 'heading') {
    return (
      <tr className={styles.heading}>
        <td colSpan={columns.length}>{row.cells[0] ? words.value(row.cells[0]) : ''}</td>
      </tr>
    );
  }
  return (
    <tr className={STATES[row.state]}>
      {row.cells.map((cell, index) => {
        const column = columns[index];
        return (
          <td key={index} className={classes[index]}>
            {cell ? (
              <span className={cell.kind === 'id' ? styles.mono : undefined}>{words.value(cell, true)}</span>
            ) : (
              ''
            )}
            {column?.isWide === true && <Details row={row} />}
          </td>
        );
      })}
    </tr>
  );
}

function Details({ row }: { readonly row: ViewRow }) {
  const { words } = usePage();
  const isState = row.state === 'before' || row.state === 'after';
  return (
    <>
      {isState && <div className={styles.stateTag}>{words.line({ key: `fa.column.${row.state}` })}</div>}
      {row.details.length > 0 && (
        <div className={styles.details}>
          {row.details.map(({ label, value }) => `${words.line(label)}: ${words.value(value)}`).join(' · ')}
        </div>
      )}
    </>
  );
}

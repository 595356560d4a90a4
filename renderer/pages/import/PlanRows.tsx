import { useMemo } from 'react';
import { IconSquare, IconSquareCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ImportRow, ImportState, ImportView } from '../../../shared/contract/imports';
import { useConnectionNames } from '../../app/useConnectionNames';
import type { CallInput, CallOutput } from '../../bridge/bridge';
import { usePages } from '../../bridge/hooks';
import { DataTable, type Column } from '../../ui/DataTable';
import { EmptyState } from '../../ui/layout';
import { Loaded, RestOfList } from '../../ui/Loading';
import { problemTexts } from '../../ui/problemTexts';
import { plainText } from '../../ui/textPieces';
import { DateText, Money } from '../../ui/values';
import styles from './Import.module.css';

interface Props {
  readonly view: ImportView;
  readonly state: ImportState;
  readonly isTaken: boolean;
  readonly except: ReadonlyMap<string, ImportState>;
  readonly onToggle: (key: string) => void;
}
const PAGE = 200;
const keyOf = (row: ImportRow): string => row.key;
const pick = (page: CallOutput<'imports.rows'>): readonly ImportRow[] => page.rows;
const nextOf = (page: CallOutput<'imports.rows'>, input: CallInput<'imports.rows'>) =>
  page.next === undefined ? undefined : { ...input, after: page.next };

export function PlanRows({ view, state, isTaken, except, onToggle }: Props) {
  const { t } = useTranslation('imports');
  const list = usePages('imports.rows', { importId: view.id, state, limit: PAGE }, pick, nextOf);
  const isStored = (row: ImportRow): boolean => isTaken && !except.has(row.key);
  const columns = usePlanColumns(view, state, isStored);
  if (list.problem && list.rows.length === 0)
    return (
      <Loaded query={{ data: undefined, problem: list.problem, isLoading: false, retry: list.retry }}>
        {() => null}
      </Loaded>
    );
  return (
    <>
      <DataTable
        label={t(`state.${state}`)}
        rows={list.rows}
        columns={columns}
        rowKey={keyOf}
        rowLabel={(row) =>
          [row.number ?? row.file, row.counterparty ?? '', t(isStored(row) ? 'plan.stored' : 'plan.left')].join(', ')
        }
        total={view.counts[state]}
        onOpen={(row) => {
          if (isTaken) onToggle(row.key);
        }}
        hasMore={list.hasMore}
        isLoadingMore={list.isLoadingMore}
        onMore={list.loadMore}
        empty={list.isLoading ? undefined : <EmptyState title={t(`plan.none.${state}`)} />}
      />
      <RestOfList pages={list} />
    </>
  );
}

function usePlanColumns(
  view: ImportView,
  state: ImportState,
  isStored: (row: ImportRow) => boolean,
): readonly Column<ImportRow>[] {
  const { t } = useTranslation('imports');
  const { t: tAny } = useTranslation();
  const nameOf = useConnectionNames(view.companyId);
  return useMemo((): readonly Column<ImportRow>[] => {
    const place: Column<ImportRow> = {
      id: 'place',
      head: t('column.place'),
      width: 'minmax(130px, 0.8fr)',
      hideBelow: 760,
      cell: (row) => (row.place === undefined ? row.file : t('column.at', { file: row.file, place: row.place })),
    };
    if (state === 'unreadable') {
      const columns: readonly Column<ImportRow>[] = [
        { ...place, hideBelow: 0 },
        { id: 'number', head: t('field.number'), width: '140px', cell: (row) => row.number ?? '' },
        {
          id: 'reason',
          head: t('column.reason'),
          width: 'minmax(260px, 2fr)',
          cell: (row) => (
            <Reason text={row.reason && problemTexts(tAny, { ...row.reason, kind: 'rejected', supportId: '' })} />
          ),
        },
      ];
      return columns;
    }
    const stored: Column<ImportRow> = {
      id: 'stored',
      head: '',
      headLabel: t('column.stored'),
      width: '34px',
      cell: (row) => (
        <span className={styles.check} aria-hidden>
          {isStored(row) ? <IconSquareCheck size={17} stroke={1.5} /> : <IconSquare size={17} stroke={1.5} />}
        </span>
      ),
    };
    return [
      ...(state === 'known' ? [] : [stored]),
      {
        id: 'date',
        head: t('field.issueDate'),
        width: '124px',
        isExact: true,
        cell: (row) => (row.issueDate === undefined ? '' : <DateText date={row.issueDate} />),
      },
      {
        id: 'number',
        head: t('field.number'),
        width: 'minmax(120px, 0.8fr)',
        isExact: true,
        cell: (row) => row.number ?? '',
      },
      { id: 'party', head: t('field.partyName'), width: 'minmax(150px, 1.4fr)', cell: (row) => row.counterparty ?? '' },
      ...(state === 'elsewhere'
        ? [
            {
              id: 'in',
              head: t('column.found_in'),
              width: 'minmax(110px, 0.7fr)',
              cell: (row: ImportRow) => nameOf(row.foundIn).title,
            },
          ]
        : []),
      place,
      {
        id: 'direction',
        head: t('side.label'),
        width: '92px',
        hideBelow: 900,
        cell: (row) => (row.direction === undefined ? '' : t(`direction.${row.direction}`)),
      },
      {
        id: 'gross',
        head: t('field.gross'),
        width: '132px',
        align: 'end',
        isExact: true,
        cell: (row) =>
          row.gross === undefined ? '' : <Money amount={row.gross.amount} currency={row.gross.currency} />,
      },
    ];
  }, [isStored, nameOf, state, t, tAny]);
}

function Reason({ text }: { readonly text: { readonly what: string; readonly todo: string } | undefined }) {
  return <span title={text && `${text.what} ${plainText(text.todo)}`}>{text?.what}</span>;
}

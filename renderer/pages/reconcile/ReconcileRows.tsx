import { useCallback, useRef } from 'react';
import { IconCircleCheck, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReconcileRow, ReconcileScope } from '../../../shared/contract/reconcile';
import { fromMinor, toMinor } from '../../../shared/domain/money';
import { useReconcileView } from '../../stores/reconcileView';
import { Button } from '../../ui/Button';
import { DataTable, type DataTableHandle } from '../../ui/DataTable';
import { useFormats } from '../../ui/formatsContext';
import { EmptyState, Kbd } from '../../ui/layout';
import { Loaded } from '../../ui/Loading';
import { SplitPane } from '../../ui/SplitPane';
import { Money } from '../../ui/values';
import { CandidatesDialog } from './CandidatesDialog';
import { useReconcileColumns } from './columns';
import { ExplainDialog } from './ExplainDialog';
import styles from './Reconcile.module.css';
import { ReconcilePane } from './ReconcilePane';
import { SumList } from './SidesCard';
import type { Decisions } from './useDecisions';
import { useReconcileRows, useRowNames, type Overview, type SideNames } from './useReconcile';
import { useRowActions } from './useRowActions';

interface Props {
  readonly overview: Overview;
  readonly scope: ReconcileScope;
  readonly names: SideNames;
  readonly decisions: Decisions;
}
const keyOf = (row: ReconcileRow): number => row.id;

export function ReconcileRows({ overview, scope, names, decisions }: Props) {
  const { t } = useTranslation('reconcile');
  const { list, search, withExplained } = useReconcileView((state) => state.filters);
  const { openId, open } = useReconcileView();
  const { rows } = useReconcileRows(scope);
  const rowNames = useRowNames(names);
  const columns = useReconcileColumns(names, list);
  const table = useRef<DataTableHandle>(null);
  const at = rows.rows.findIndex((each) => each.id === openId);
  const row = rows.rows[at];
  const onGone = useCallback((): void => {
    // Explained rows that are shown stay where they are.
    const next = rows.rows[at + 1] ?? rows.rows[at - 1];
    open(next?.id);
    table.current?.focus();
  }, [rows.rows, at, open]);
  const { actions, dialog, setDialog, leave } = useRowActions({ row, decisions, onGone });
  const close = useCallback((): void => {
    open(undefined);
    table.current?.focus();
  }, [open]);
  const onOpen = useCallback((each: ReconcileRow) => open(each.id), [open]);
  const onCursor = useCallback(
    (each: ReconcileRow) => {
      if (useReconcileView.getState().openId !== undefined) open(each.id);
    },
    [open],
  );
  const rowLabel = useRowLabel(names);
  const sums = overview.lists.find((each) => each.list === list);
  if (rows.problem && rows.rows.length === 0)
    return (
      <Loaded query={{ data: undefined, problem: rows.problem, isLoading: false, retry: rows.retry }}>
        {() => null}
      </Loaded>
    );
  const one = row?.left ?? row?.right;
  return (
    <>
      <SplitPane
        paneLabel={t('heading.fields')}
        pane={row && <ReconcilePane row={row} names={rowNames(row)} actions={actions} onClose={close} />}
      >
        {rows.isLoading ? (
          <Loaded query={{ data: undefined, problem: undefined, isLoading: true, retry: rows.retry }} rows={10}>
            {() => null}
          </Loaded>
        ) : (
          <DataTable
            label={t(`list.${list}`, names)}
            handle={table}
            rows={rows.rows}
            columns={columns}
            rowKey={keyOf}
            rowLabel={rowLabel}
            rowHeight={50}
            {...(search === '' && sums ? { total: sums.count + (withExplained ? sums.explained : 0) } : {})}
            selectedKey={row?.id}
            onOpen={onOpen}
            onCursor={onCursor}
            onEscape={close}
            hasMore={rows.hasMore}
            isLoadingMore={rows.isLoadingMore}
            onMore={rows.loadMore}
            empty={rows.hasMore ? undefined : <NoRows names={names} />}
            footer={<Footer sums={sums} />}
          />
        )}
      </SplitPane>
      {row && one && dialog === 'explain' && (
        <ExplainDialog
          number={one.number}
          onClose={() => setDialog(undefined)}
          onSave={(note) => {
            setDialog(undefined);
            leave(decisions.explain(row.id, note));
          }}
        />
      )}
      {row && one && dialog === 'candidates' && (
        <CandidatesDialog
          scope={scope}
          side={one}
          onClose={() => setDialog(undefined)}
          onLink={(id) => {
            setDialog(undefined);
            leave(decisions.link(one.id, id));
          }}
        />
      )}
    </>
  );
}

function useRowLabel(names: SideNames): (row: ReconcileRow) => string {
  const { t } = useTranslation('reconcile');
  const rowNames = useRowNames(names);
  const formats = useFormats();
  return useCallback(
    (row) => {
      const sides = [row.left, row.right].flatMap((side) => {
        if (side === undefined) return [];
        const { amount, symbol } = formats.money(side.gross.amount, side.gross.currency);
        return [`${side.number} ${formats.date(side.issueDate)} ${amount} ${symbol}`];
      });
      const fields = row.differs.map((field) => t(`field.${field}`));
      const party = (row.left ?? row.right)?.counterparty ?? '';
      return [party, ...sides, ...fields, t(`step.${row.step}`, rowNames(row))].join(', ');
    },
    [formats, rowNames, t],
  );
}

function NoRows({ names }: { readonly names: SideNames }) {
  const { t } = useTranslation('reconcile');
  const { list, search } = useReconcileView((state) => state.filters);
  const setFilters = useReconcileView((state) => state.setFilters);
  if (search !== '')
    return (
      <EmptyState
        icon={<IconSearch size={22} stroke={1.5} />}
        title={t('empty.search')}
        text={t('empty.search_text')}
        action={<Button onClick={() => setFilters({ search: '' })}>{t('empty.search_clear')}</Button>}
      />
    );
  return (
    <EmptyState
      icon={<IconCircleCheck size={22} stroke={1.5} />}
      title={t(`empty.${list}`, names)}
      text={t(`empty.${list}_text`, names)}
    />
  );
}

/** Right minus left, with its sign. */
function Difference({ sums }: { readonly sums: Overview['lists'][number]['differences'] }) {
  const { t } = useTranslation('reconcile');
  const totals = new Map<string, number>();
  for (const { money } of sums)
    totals.set(money.currency, (totals.get(money.currency) ?? 0) + (toMinor(money.amount, money.currency) ?? 0));
  return (
    <span>
      <span className={styles.note}>{t('heading.difference')}</span>{' '}
      {[...totals].map(([currency, minor], index) => (
        <b key={currency}>
          {index > 0 && ' · '}
          {minor > 0 && '+'}
          <Money amount={fromMinor(minor, currency)} currency={currency} />
        </b>
      ))}
    </span>
  );
}

const HINTS = [
  ['move', '↑ ↓'],
  ['open', 'Enter'],
  ['link', 'L'],
  ['apart', 'K'],
  ['explain', 'E'],
  ['undo', 'U'],
] as const;

function Footer({ sums }: { readonly sums: Overview['lists'][number] | undefined }) {
  const { t } = useTranslation('reconcile');
  const formats = useFormats();
  const count = sums?.explained ?? 0;
  const isShown = useReconcileView((state) => state.filters.withExplained);
  return (
    <>
      <span className={styles.footSums}>
        {sums && <SumList sums={sums.sums} />}
        {sums && sums.list === 'different' && <Difference sums={sums.differences} />}
        {count > 0 && !isShown && <span>{t('sum.explained', { count, shown: formats.count(count) })}</span>}
      </span>
      <span className={styles.hints}>
        {HINTS.map(([id, key]) => (
          <span key={id}>
            <Kbd>{key}</Kbd> {t(`keys.${id}`)}
          </span>
        ))}
      </span>
    </>
  );
}

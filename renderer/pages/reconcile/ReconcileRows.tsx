import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReconcileRow, ReconcileScope } from '../../../shared/contract/reconcile';
import { useReconcileView } from '../../stores/reconcileView';
import { DataTable, type DataTableHandle } from '../../ui/DataTable';
import { useFormats } from '../../ui/formatsContext';
import { Loaded, RestOfList } from '../../ui/Loading';
import { SplitPane } from '../../ui/SplitPane';
import { CandidatesDialog } from './CandidatesDialog';
import { useReconcileColumns } from './columns';
import { ExplainDialog } from './ExplainDialog';
import { NoRows } from './NoRows';
import { ReconcilePane } from './ReconcilePane';
import { RowsFooter } from './RowsFooter';
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
  // What was typed and could not be stored is typed once.
  const [unsaid, setUnsaid] = useState<{ readonly id: ReconcileRow['id']; readonly note: string }>();
  const explain = async (id: ReconcileRow['id'], note: string): Promise<boolean> => {
    const isDone = await decisions.explain(id, note);
    setUnsaid(isDone ? undefined : { id, note });
    if (!isDone && useReconcileView.getState().openId === id) setDialog('explain');
    return isDone;
  };
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
          <>
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
              footer={<RowsFooter sums={sums} />}
            />
            <RestOfList pages={rows} />
          </>
        )}
      </SplitPane>
      {row && one && dialog === 'explain' && (
        <ExplainDialog
          number={one.number}
          start={unsaid?.id === row.id ? unsaid.note : ''}
          onClose={() => setDialog(undefined)}
          onSave={(note) => {
            setDialog(undefined);
            leave(explain(row.id, note));
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

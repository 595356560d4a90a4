// What can be done with the row that is open, by its buttons and by keys.
import { useEffect, useState } from 'react';
import type { ReconcileRow } from '../../../shared/contract/reconcile';
import type { InvoiceRowId } from '../../../shared/domain/ids';
import type { Decisions } from './useDecisions';

export interface RowActions {
  readonly link: () => void;
  readonly apart: () => void;
  readonly explain: () => void;
  readonly unexplain: () => void;
  readonly reset: (a: InvoiceRowId, b: InvoiceRowId) => void;
}
export type OpenDialog = 'explain' | 'candidates' | undefined;

interface Order {
  readonly row: ReconcileRow | undefined;
  readonly decisions: Decisions;
  /** The row left the list: the next one is opened. */
  readonly onGone: () => void;
}

export function useRowActions({ row, decisions, onGone }: Order) {
  const [dialog, setDialog] = useState<OpenDialog>();
  const leave = (work: Promise<boolean>): void => {
    void work.then((isDone) => {
      if (isDone) onGone();
    });
  };
  const actions: RowActions = {
    link: () => {
      if (row?.list === 'duplicate' && row.left && row.right) leave(decisions.link(row.left.id, row.right.id));
      else if (row?.list === 'only_left' || row?.list === 'only_right') setDialog('candidates');
    },
    apart: () => {
      if (row?.left && row.right) leave(decisions.apart(row.left.id, row.right.id));
    },
    explain: () => {
      if (row && row.list !== 'equal' && !row.explained) setDialog('explain');
    },
    unexplain: () => {
      if (row) leave(decisions.explain(row.id, null));
    },
    reset: (a, b) => leave(decisions.reset(a, b)),
  };
  useKeys(dialog === undefined ? { ...actions, undo: () => void decisions.undo() } : undefined);
  return { actions, dialog, setDialog, leave };
}

/** Letters without Ctrl: never while something is being typed or a menu is open. */
function useKeys(actions: (RowActions & { readonly undo: () => void }) | undefined): void {
  useEffect(() => {
    if (actions === undefined) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea, [role="menu"]');
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      const action = { l: actions.link, k: actions.apart, e: actions.explain, u: actions.undo }[
        event.key.toLowerCase()
      ];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });
}

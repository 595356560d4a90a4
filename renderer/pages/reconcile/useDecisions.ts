// Linking, keeping apart, explaining, and taking it back: each answers with what undoes it.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReconcileRow, ReconcileScope, ReconcileUndo } from '../../../shared/contract/reconcile';
import type { InvoiceRowId } from '../../../shared/domain/ids';
import type { Outcome } from '../../../shared/errors';
import { useCommand } from '../../bridge/hooks';
import { useReconcileView } from '../../stores/reconcileView';
import { problemTexts } from '../../ui/problemTexts';
import { showToast } from '../../ui/toasts';

const TOPIC = 'reconcile';
type Answer = Promise<Outcome<{ undo: ReconcileUndo }>>;

export function useDecisions(scope: ReconcileScope) {
  const { t } = useTranslation('reconcile');
  const { t: tAny } = useTranslation();
  const { companyId } = scope;
  const decide = useCommand('reconcile.decide');
  const explain = useCommand('reconcile.explain');
  const takeBack = useCommand('reconcile.undo');
  const { remember, forget } = useReconcileView.getState();

  const undo = useCallback(async (): Promise<void> => {
    const step = useReconcileView.getState().steps.findLast((each) => each.companyId === companyId);
    if (step === undefined) return;
    const outcome = await takeBack.run({ companyId, undo: step.undo });
    if (outcome.ok) {
      forget(step);
      showToast({ topic: TOPIC, state: 'ok', text: t('done.undone') });
    } else showToast({ topic: TOPIC, state: 'attention', text: problemTexts(tAny, outcome.error).what });
  }, [companyId, takeBack, forget, t, tAny]);

  const done = useCallback(
    async (answer: Answer, text: string): Promise<boolean> => {
      const outcome = await answer;
      if (!outcome.ok) {
        showToast({ topic: TOPIC, state: 'attention', text: problemTexts(tAny, outcome.error).what });
        return false;
      }
      remember({ companyId, undo: outcome.value.undo });
      showToast({ topic: TOPIC, state: 'ok', text });
      return true;
    },
    [tAny, companyId, remember],
  );
  const pair = (a: InvoiceRowId, b: InvoiceRowId, verdict: 'same' | 'apart' | 'none', text: string) =>
    done(decide.run({ companyId, a, b, verdict }), text);

  return {
    undo,
    link: (a: InvoiceRowId, b: InvoiceRowId) => pair(a, b, 'same', t('done.linked')),
    apart: (a: InvoiceRowId, b: InvoiceRowId) => pair(a, b, 'apart', t('done.apart')),
    /** Leaves it to what the records say. */
    reset: (a: InvoiceRowId, b: InvoiceRowId) => pair(a, b, 'none', t('done.undone')),
    explain: (id: ReconcileRow['id'], note: string | null) =>
      done(explain.run({ scope, id, note }), note === null ? t('done.unexplained') : t('done.explained')),
  };
}
export type Decisions = ReturnType<typeof useDecisions>;

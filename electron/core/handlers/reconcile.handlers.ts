// reconcile.*: thin; the table is written where the user says.
import { writeFile } from 'node:fs/promises';
import type { AllHandlers } from '../dispatcher';
import type { Dialogs } from '../ports';
import type { ReconcileService } from '../services/reconcileService';
import type { Texts } from '../texts';

interface ReconcileHandlerParts {
  readonly reconcile: ReconcileService;
  readonly dialogs: Dialogs;
  readonly texts: Texts;
}

export function reconcileHandlers({
  reconcile,
  dialogs,
  texts,
}: ReconcileHandlerParts): Pick<AllHandlers, 'reconcile'> {
  return {
    reconcile: {
      overview: (scope) => reconcile.overview(scope),
      list: ({ list, search, withExplained, after, limit, ...scope }) =>
        reconcile.rows(scope, { list, search: search ?? '', withExplained, after: after ?? 0, limit }),
      candidates: async ({ scope, id, search }) => [...(await reconcile.candidates(scope, id, search ?? ''))],
      decide: async (order) => ({ undo: await reconcile.decide(order) }),
      explain: async ({ scope, id, note }) => ({ undo: await reconcile.explain(scope, id, note) }),
      undo: async ({ companyId, undo }) => ({ undo: await reconcile.undo(companyId, undo) }),
      exportTable: async (scope) => {
        const { text, fileName } = await reconcile.table(scope);
        const t = await texts();
        const path = await dialogs.saveFile({ suggestedName: fileName, title: t('save_reconcile') });
        if (path === null) return {};
        await writeFile(path, text, 'utf8');
        return { savedTo: path };
      },
    },
  };
}

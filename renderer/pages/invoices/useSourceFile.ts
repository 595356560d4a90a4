import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvoiceRowId } from '../../../shared/domain/ids';
import type { Outcome } from '../../../shared/errors';
import { listen } from '../../bridge/bridge';
import { useCommand } from '../../bridge/hooks';
import { useFormats } from '../../ui/formatsContext';
import { showToast } from '../../ui/toasts';
import { useSourceFileTasks } from './sourceFileTasks';

/** The service's own file of a record: fetched when it is asked for, then shown, saved or kept. */
export function useSourceFile(id: InvoiceRowId) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  const opening = useCommand('invoices.openSourceFile');
  const saving = useCommand('invoices.saveSourceFile');
  const keeping = useCommand('invoices.keepSourceFile');
  const cancelling = useCommand('invoices.cancelSourceFile');
  const task = useSourceFileTasks(({ tasks }) => tasks[id]);
  const { start, tell, end } = useSourceFileTasks.getState();
  useEffect(() => listen('invoices.sourceFileProgress', (told) => tell(told.id, told.bytes)), [tell]);

  const run = async <T>(work: () => Promise<Outcome<T>>): Promise<T | undefined> => {
    start(id);
    const outcome = await work();
    // Whoever cancels knows why nothing came.
    end(id, outcome.ok || outcome.error.kind === 'cancelled' ? undefined : outcome.error);
    return outcome.ok ? outcome.value : undefined;
  };
  return {
    task,
    open: () => run(() => opening.run({ id })),
    save: async (): Promise<void> => {
      const saved = await run(() => saving.run({ id }));
      if (saved?.savedTo !== undefined) showToast({ state: 'ok', text: t('original.saved', { path: saved.savedTo }) });
    },
    keep: async (): Promise<void> => {
      const kept = await run(() => keeping.run({ id }));
      if (kept === undefined) return;
      const facts = { name: kept.fileName, month: formats.monthYearInside(kept.month) };
      showToast({ state: 'ok', text: t(kept.isKnown ? 'source_file.known' : 'source_file.kept', facts) });
    },
    cancel: () => cancelling.run({ id }),
  };
}

import { useTranslation } from 'react-i18next';
import type { InvoiceRowId } from '../../../shared/domain/ids';
import { useCommand } from '../../bridge/hooks';
import { problemTexts } from '../../ui/problemTexts';
import { showToast } from '../../ui/toasts';

/** Main asks where to; the notice says where it went. */
export function useSaveOriginal() {
  const { t } = useTranslation('invoices');
  const { t: tAny } = useTranslation();
  const command = useCommand('invoices.saveOriginal');
  const save = async (id: InvoiceRowId, version?: number): Promise<void> => {
    const outcome = await command.run({ id, ...(version === undefined ? {} : { version }) });
    if (!outcome.ok) showToast({ state: 'stopped', text: problemTexts(tAny, outcome.error).what });
    else if (outcome.value.savedTo !== undefined)
      showToast({ state: 'ok', text: t('original.saved', { path: outcome.value.savedTo }) });
  };
  return { save, isRunning: command.isRunning };
}

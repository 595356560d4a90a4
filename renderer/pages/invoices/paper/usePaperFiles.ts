import { useTranslation } from 'react-i18next';
import type { PaperLanguage } from '../../../../shared/contract/invoices';
import type { InvoiceRowId } from '../../../../shared/domain/ids';
import { useCommand } from '../../../bridge/hooks';
import { problemTexts } from '../../../ui/problemTexts';
import { showToast } from '../../../ui/toasts';

interface Order {
  readonly id: InvoiceRowId;
  readonly version?: number | undefined;
  readonly language: PaperLanguage;
}

/** The page as a file or on paper; main asks where to, the notice says where it went. */
export function usePaperFiles({ id, version, language }: Order) {
  const { t } = useTranslation('invoices');
  const { t: tAny } = useTranslation();
  const savePdf = useCommand('invoices.savePdf');
  const printPage = useCommand('invoices.print');
  const order = { id, language, ...(version === undefined ? {} : { version }) };
  const tellSaved = (path: string | undefined): void => {
    if (path !== undefined) showToast({ state: 'ok', text: t('original.saved', { path }) });
  };
  return {
    isSaving: savePdf.isRunning,
    isPrinting: printPage.isRunning,
    save: async (): Promise<void> => {
      const outcome = await savePdf.run(order);
      if (outcome.ok) tellSaved(outcome.value.savedTo);
      else showToast({ state: 'stopped', text: problemTexts(tAny, outcome.error).what });
    },
    print: async (): Promise<void> => {
      const outcome = await printPage.run(order);
      if (outcome.ok) tellSaved(outcome.value.savedTo);
      else showToast({ state: 'stopped', text: problemTexts(tAny, outcome.error).what });
    },
  };
}

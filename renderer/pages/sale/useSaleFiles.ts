import { useTranslation } from 'react-i18next';
import type { InputOf } from '../../../shared/contract/define';
import type { selling } from '../../../shared/contract/selling';
import type { CompanyId } from '../../../shared/domain/ids';
import type { SalesInvoice } from '../../../shared/domain/salesInvoice';
import { useCommand } from '../../bridge/hooks';
import { useFormats } from '../../ui/formatsContext';
import { problemTexts } from '../../ui/problemTexts';
import { showToast } from '../../ui/toasts';
import { usePaperLanguage } from '../invoices/paper/paperLanguage';

export type SaleFile = InputOf<(typeof selling)['saveFile']>['as'];

/** The sale as a file; false when something stands in its way. */
export function useSaleFiles(companyId: CompanyId, invoice: SalesInvoice) {
  const { t } = useTranslation('invoices');
  const { t: tAny } = useTranslation();
  const language = usePaperLanguage(useFormats().language);
  const command = useCommand('selling.saveFile');
  const save = async (as: SaleFile): Promise<boolean> => {
    const outcome = await command.run({ companyId, invoice, as, language });
    if (!outcome.ok) {
      showToast({ state: 'stopped', text: problemTexts(tAny, outcome.error).what });
      return true;
    }
    const { savedTo, findings } = outcome.value;
    if (savedTo !== undefined) showToast({ state: 'done', text: t('original.saved', { path: savedTo }) });
    return findings.every(({ level }) => level !== 'stop');
  };
  return { save, isBusy: command.isRunning };
}

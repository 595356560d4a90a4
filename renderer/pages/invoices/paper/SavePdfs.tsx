import { IconFileTypePdf } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { InvoiceFilter } from '../../../../shared/contract/invoices';
import { useCommand } from '../../../bridge/hooks';
import { Button } from '../../../ui/Button';
import { useFormats } from '../../../ui/formatsContext';
import { problemTexts } from '../../../ui/problemTexts';
import { showToast } from '../../../ui/toasts';
import { usePaperLanguage } from './paperLanguage';
import { usePaperTask } from './paperTask';

/** The pages of everything that the list shows now. */
export function SavePdfs({ filter, count }: { readonly filter: InvoiceFilter; readonly count: number }) {
  const { t } = useTranslation('invoices');
  const { t: any } = useTranslation();
  const formats = useFormats();
  const language = usePaperLanguage(formats.language);
  const command = useCommand('invoices.savePdfs');
  const task = usePaperTask((state) => state.task);
  const begin = usePaperTask((state) => state.follow);
  const save = async (): Promise<void> => {
    const outcome = await command.run({ what: { filter }, language });
    if (!outcome.ok) showToast({ state: 'stopped', text: problemTexts(any, outcome.error).what });
    else if (outcome.value.task) begin(outcome.value.task);
  };
  return (
    <Button
      icon={<IconFileTypePdf size={16} stroke={1.5} />}
      isBusy={command.isRunning}
      disabled={count === 0 || task?.state === 'running'}
      onClick={() => void save()}
    >
      {t('pdf.save_all', { count, shown: formats.count(count) })}
    </Button>
  );
}

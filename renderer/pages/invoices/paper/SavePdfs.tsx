import { IconFileTypePdf } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { InvoiceFilter } from '../../../../shared/contract/invoices';
import type { InvoiceRowId } from '../../../../shared/domain/ids';
import { useCommand } from '../../../bridge/hooks';
import { Button, LinkButton } from '../../../ui/Button';
import { useFormats } from '../../../ui/formatsContext';
import { problemTexts } from '../../../ui/problemTexts';
import { showToast } from '../../../ui/toasts';
import styles from './PaperDialog.module.css';
import { usePaperLanguage } from './paperLanguage';
import { usePaperTask } from './paperTask';

interface Props {
  readonly filter: InvoiceFilter;
  readonly count: number;
  readonly marks: ReadonlySet<InvoiceRowId>;
  readonly onClear: () => void;
}
/** The pages of the picked invoices, or of everything that the list shows now. */
export function SavePdfs({ filter, count: all, marks, onClear }: Props) {
  const { t } = useTranslation('invoices');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  const language = usePaperLanguage(formats.language);
  const command = useCommand('invoices.savePdfs');
  const task = usePaperTask((state) => state.task);
  const begin = usePaperTask((state) => state.follow);
  const save = async (): Promise<void> => {
    const what = marks.size > 0 ? { ids: [...marks] } : { filter };
    const outcome = await command.run({ what, language });
    if (!outcome.ok) showToast({ state: 'stopped', text: problemTexts(tAny, outcome.error).what });
    else if (outcome.value.task) begin(outcome.value.task);
  };
  const count = marks.size > 0 ? marks.size : all;
  return (
    <span className={styles.pages}>
      {marks.size > 0 && (
        <LinkButton onClick={onClear}>{t('pdf.unmark', { count, shown: formats.count(count) })}</LinkButton>
      )}
      <Button
        icon={<IconFileTypePdf size={16} stroke={1.5} />}
        isBusy={command.isRunning}
        disabled={count === 0 || task?.state === 'running'}
        onClick={() => void save()}
      >
        {t('pdf.save_all', { count, shown: formats.count(count) })}
      </Button>
    </span>
  );
}

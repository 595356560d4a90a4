import { useTranslation } from 'react-i18next';
import type { CompanyId } from '../../../shared/domain/ids';
import type { SalesInvoice } from '../../../shared/domain/salesInvoice';
import { useQuery } from '../../bridge/hooks';
import { Dialog } from '../../ui/Dialog';
import { useFormats } from '../../ui/formatsContext';
import { Loaded } from '../../ui/Loading';
import { InvoicePaper } from '../invoices/paper/InvoicePaper';
import { usePaperLanguage } from '../invoices/paper/paperLanguage';
import { usePaperWords } from '../invoices/paper/usePaperWords';
import { FindingText } from './FindingText';
import styles from './Sale.module.css';

interface Props {
  readonly companyId: CompanyId;
  readonly invoice: SalesInvoice;
  readonly onClose: () => void;
}

/** The page as the buyer will see it: the one that received invoices are shown as. */
export function PreviewDialog({ companyId, invoice, onClose }: Props) {
  const { t } = useTranslation('selling');
  const preview = useQuery('selling.preview', { companyId, invoice });
  const words = usePaperWords(usePaperLanguage(useFormats().language));
  return (
    <Dialog title={t('form.preview')} isOpen onClose={onClose} width={940}>
      <Loaded query={preview} rows={10}>
        {({ view, findings }) =>
          view === undefined ? (
            <div>
              <p className={styles.other}>{t('form.no_preview')}</p>
              {findings.map((finding, index) => (
                <p key={index} className={styles.other}>
                  <FindingText finding={finding} hasPlace />
                </p>
              ))}
            </div>
          ) : words === undefined ? null : (
            <InvoicePaper
              paper={{ view, fileName: '', sha256: '' }}
              words={words}
              isWhole={false}
              isEveryRow
              onEveryRow={() => undefined}
            />
          )
        }
      </Loaded>
    </Dialog>
  );
}

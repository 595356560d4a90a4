import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '../../../shared/contract/sending';
import { useQuery } from '../../bridge/hooks';
import { useFormats } from '../../ui/formatsContext';
import { Loaded } from '../../ui/Loading';
import { InvoicePaper } from '../invoices/paper/InvoicePaper';
import { usePaperLanguage } from '../invoices/paper/paperLanguage';
import { usePaperWords } from '../invoices/paper/usePaperWords';
import styles from './Outgoing.module.css';

/** The document as a page: what was sent, not what a form says now. */
export function OutboxPage({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation('selling');
  const page = useQuery('sending.page', { id: item.id });
  const words = usePaperWords(usePaperLanguage(useFormats().language));
  return (
    <section className={styles.block} aria-label={t('page')}>
      <h3 className={styles.blockTitle}>{t('page')}</h3>
      <Loaded query={page} rows={8}>
        {(paper) =>
          words === undefined ? null : (
            <InvoicePaper paper={paper} words={words} isWhole={false} isEveryRow onEveryRow={() => undefined} />
          )
        }
      </Loaded>
    </section>
  );
}

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvoiceRowId } from '../../../../shared/domain/ids';
import { useQuery } from '../../../bridge/hooks';
import { useFormats } from '../../../ui/formatsContext';
import type { OriginalText } from '../originalForm';
import styles from '../Pane.module.css';
import { InvoicePaper } from './InvoicePaper';
import { PaperDialog } from './PaperDialog';
import { usePaperLanguage } from './paperLanguage';
import { usePaperWords } from './usePaperWords';

interface Props {
  readonly id: InvoiceRowId;
  readonly original: OriginalText | undefined;
}

/** The page as it lies in the pane; a click or Ctrl+P shows it large. */
export function PaperInPane({ id, original }: Props) {
  const { t } = useTranslation('invoices');
  const paper = useQuery('invoices.view', { id }, { keepPrevious: true });
  const words = usePaperWords(usePaperLanguage(useFormats().language));
  const [zoom, setZoom] = useState<'closed' | 'open' | 'print'>('closed');
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'p') return;
      event.preventDefault();
      setZoom('print');
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  if (paper.data === undefined || words === undefined) return null;
  return (
    <div className={styles.paperSlot}>
      <div className={styles.paper}>
        <InvoicePaper
          paper={paper.data}
          words={words}
          isWhole={false}
          isEveryRow={false}
          onEveryRow={() => setZoom('open')}
        />
        {/* Over the paper and not around it: inside a button its text would be lost to a reader with ears. */}
        <button
          type="button"
          className={styles.zoom}
          aria-label={t('paper.zoom')}
          title={t('paper.zoom')}
          onClick={() => setZoom('open')}
        />
      </div>
      <PaperDialog
        id={id}
        paper={paper.isPrevious ? undefined : paper.data}
        isOpen={zoom !== 'closed'}
        isToPrint={zoom === 'print'}
        onClose={() => setZoom('closed')}
        original={
          original && {
            ...original,
            open: () => {
              setZoom('closed');
              original.open();
            },
          }
        }
      />
    </div>
  );
}

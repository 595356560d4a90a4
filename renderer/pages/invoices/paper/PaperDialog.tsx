import { useEffect, useRef, useState } from 'react';
import { IconCode, IconFileTypePdf, IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { InvoicePaper as Paper } from '../../../../shared/contract/invoices';
import type { InvoiceRowId } from '../../../../shared/domain/ids';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { Segmented } from '../../../ui/fields';
import { useFormats } from '../../../ui/formatsContext';
import type { OriginalText } from '../originalForm';
import { InvoicePaper } from './InvoicePaper';
import styles from './PaperDialog.module.css';
import { paperLanguages, usePaperLanguage, usePaperLanguageStore } from './paperLanguage';
import { usePaperFiles } from './usePaperFiles';
import { usePaperWords } from './usePaperWords';

interface Props {
  readonly id: InvoiceRowId;
  readonly version?: number | undefined;
  readonly paper: Paper | undefined;
  readonly isOpen: boolean;
  /** Print as soon as the page stands. */
  readonly isToPrint: boolean;
  readonly onClose: () => void;
  readonly original: OriginalText | undefined;
}

/** The whole page, with what one does with it. */
export function PaperDialog({ id, version, paper, isOpen, isToPrint, onClose, original }: Props) {
  const { t } = useTranslation('invoices');
  const { language: own } = useFormats();
  const language = usePaperLanguage(own);
  const words = usePaperWords(language);
  const [isEveryRow, setEveryRow] = useState(false);
  const files = usePaperFiles({ id, version, language });
  const { print } = files;
  // Printing belongs to this one opening, not to every new `print`.
  const printNow = useRef(print);
  useEffect(() => {
    printNow.current = print;
  });
  const isDrawn = isOpen && paper !== undefined && words !== undefined;
  useEffect(() => {
    if (!isDrawn || !isToPrint) return undefined;
    return afterLayout(() => void printNow.current());
  }, [isDrawn, isToPrint]);
  return (
    <Dialog
      title={paper?.view.number ?? paper?.fileName ?? ''}
      isOpen={isOpen}
      onClose={onClose}
      width={940}
      footer={
        <>
          {original && (
            <Button icon={<IconCode size={16} stroke={1.5} />} onClick={original.open}>
              {t('original.show', { form: original.form })}
            </Button>
          )}
          <Button
            icon={<IconPrinter size={16} stroke={1.5} />}
            isBusy={files.isPrinting}
            onClick={() => {
              setEveryRow(true);
              afterLayout(() => void print());
            }}
          >
            {t('pdf.print')}
          </Button>
          <Button
            kind="primary"
            icon={<IconFileTypePdf size={16} stroke={1.5} />}
            isBusy={files.isSaving}
            onClick={() => void files.save()}
          >
            {t('pdf.save')}
          </Button>
        </>
      }
    >
      <div className={styles.bar}>
        <LanguageSwitch />
      </div>
      {paper && words && (
        <InvoicePaper
          paper={paper}
          words={words}
          isWhole
          isEveryRow={isEveryRow || isToPrint}
          onEveryRow={() => setEveryRow(true)}
        />
      )}
    </Dialog>
  );
}

/** Two frames: rows that were left out are drawn, and their layout is done. Answers how to call it off. */
function afterLayout(act: () => void): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(act);
  });
  return () => cancelAnimationFrame(frame);
}

function LanguageSwitch() {
  const { t } = useTranslation('invoices');
  const { language: own } = useFormats();
  const language = usePaperLanguage(own);
  const choose = usePaperLanguageStore((state) => state.choose);
  return (
    <Segmented
      label={t('paper.language')}
      value={language}
      onChange={choose}
      choices={paperLanguages(own).map((each) => ({ value: each, label: t(`paper.in.${each}`) }))}
    />
  );
}

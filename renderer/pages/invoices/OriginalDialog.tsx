import { useMemo, useState } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import type { InvoiceRowId } from '../../../shared/domain/ids';
import { useQuery } from '../../bridge/hooks';
import { CopyButton } from '../../ui/CopyButton';
import { Dialog } from '../../ui/Dialog';
import { Loaded } from '../../ui/Loading';
import styles from './OriginalDialog.module.css';
import { SaveOriginal } from './SaveOriginal';
import { displayLines } from './displayLines';

interface Props {
  readonly id: InvoiceRowId;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}
/** The bytes as the source gave them, as text; only the lines in sight are drawn. */
export function OriginalDialog({ id, isOpen, onClose }: Props) {
  const { t } = useTranslation('invoices');
  const original = useQuery('invoices.original', { id }, { enabled: isOpen });
  const file = original.data;
  return (
    <Dialog
      title={file?.fileName ?? t('original.title')}
      isOpen={isOpen}
      onClose={onClose}
      width={860}
      footer={
        <>
          {file && <CopyButton text={file.text} label={t('original.copy')} withWord />}
          <SaveOriginal id={id} />
        </>
      }
    >
      <Loaded query={original} rows={8}>
        {({ text }) => <Lines text={text} />}
      </Loaded>
    </Dialog>
  );
}

function Lines({ text }: { readonly text: string }) {
  const { t } = useTranslation('invoices');
  const lines = useMemo(() => displayLines(text), [text]);
  // Kept in state, not in a ref: inside a dialog the element appears after this part is drawn.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller,
    estimateSize: () => 20,
    overscan: 20,
  });
  return (
    // A scroller without controls inside takes the keyboard by itself (Chrome 130 and newer).
    <div ref={setScroller} className={styles.scroll} role="region" aria-label={t('original.title')}>
      <div className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => (
          <div key={item.key} className={styles.line} style={{ transform: `translateY(${item.start}px)` }}>
            <span className={styles.no}>{item.index + 1}</span>
            <span>{lines[item.index]}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

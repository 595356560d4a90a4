import { IconArrowLeft, IconDownload, IconEye, IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SalesInvoice } from '../../../shared/domain/salesInvoice';
import { isCorrection } from '../../../shared/domain/salesTotals';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { ActionMenu } from '../../ui/Menu';
import styles from './Sale.module.css';
import type { SaleFile } from './useSaleFiles';

const FILES = ['pdf', 'earve', 'ubl'] as const satisfies readonly SaleFile[];

interface Props {
  readonly kind: SalesInvoice['kind'];
  readonly isSaved: boolean;
  readonly isBusy: boolean;
  readonly onPreview: () => void;
  readonly onReview?: () => void;
  /** Where the invoice may also be given as a file. */
  readonly onSave?: (as: SaleFile) => void;
}
/** Stays in sight while the form scrolls: what this is, that it is kept, and the one next step. */
export function SaleHead({ kind, isSaved, isBusy, onPreview, onReview, onSave }: Props) {
  const { t } = useTranslation('selling');
  return (
    <header className={styles.head}>
      <Button
        kind="quiet"
        icon={<IconArrowLeft size={16} stroke={1.5} />}
        onClick={() => go({ place: 'outgoing' })}
        aria-label={t('form.leave')}
        title={t('form.leave')}
      />
      <div className={styles.headText}>
        <p className={styles.title} aria-hidden>
          {t(isCorrection(kind) ? `form.kind.${kind}` : 'new')}
        </p>
        <p className={styles.note} role="status">
          {t(isSaved ? 'form.saved' : 'form.unsaved')}
        </p>
      </div>
      <div className={styles.buttons}>
        <Button icon={<IconEye size={16} stroke={1.5} />} onClick={onPreview}>
          {t('form.preview')}
        </Button>
        {onSave && (
          <ActionMenu
            align="end"
            trigger={<Button icon={<IconDownload size={16} stroke={1.5} />}>{t('form.save_as')}</Button>}
            items={FILES.map((as) => ({ id: as, label: t(`form.as.${as}`), onSelect: () => onSave(as) }))}
          />
        )}
        {onReview && (
          <Button kind="primary" icon={<IconSend size={16} stroke={1.5} />} isBusy={isBusy} onClick={onReview}>
            {t('form.review')}
          </Button>
        )}
      </div>
    </header>
  );
}

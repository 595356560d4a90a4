import { useState } from 'react';
import {
  IconArrowDownLeft,
  IconArrowUpRight,
  IconCode,
  IconDots,
  IconDownload,
  IconFileTypePdf,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { InvoiceRowId } from '../../../shared/domain/ids';
import type { CallOutput } from '../../bridge/bridge';
import { useQuery } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button, IconButton } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { ActionMenu } from '../../ui/Menu';
import { Loaded } from '../../ui/Loading';
import { useFormats } from '../../ui/formatsContext';
import { StateIcon } from '../../ui/StateIcon';
import { DateText, Money } from '../../ui/values';
import { AttachmentsBlock } from './AttachmentsBlock';
import { OriginalDialog } from './OriginalDialog';
import { originalForm, type OriginalText } from './originalForm';
import styles from './Pane.module.css';
import { nameOfCounterparty } from './nameOfCounterparty';
import { PaperInPane } from './paper/PaperInPane';
import { usePaperLanguage } from './paper/paperLanguage';
import { usePaperFiles } from './paper/usePaperFiles';
import { PaymentBlock } from './PaymentBlock';
import { paymentText } from './paymentText';
import { ProofBlock } from './ProofBlock';
import { SourceFilesBlock } from './SourceFilesBlock';
import { useSaveOriginal } from './useSaveOriginal';
import { FindingsBlock, PlacesBlock, TagsBlock, VersionsBlock } from './PaneBlocks';

type Detail = CallOutput<'invoices.get'>;

/** Paper, proof, payment, other places: in this order. */
export function InvoicePane({ id, onClose }: { readonly id: InvoiceRowId; readonly onClose: () => void }) {
  const { t } = useTranslation('common');
  // The previous invoice stays until the next one is there: the pane follows the arrows without flicker.
  const detail = useQuery('invoices.get', { id }, { keepPrevious: true });
  return detail.data === undefined ? (
    <div className={styles.section}>
      <div className={styles.actions}>
        <span className={styles.close}>
          <IconButton label={t('close')} icon={<IconX size={16} stroke={1.5} />} onClick={onClose} />
        </span>
      </div>
      <Loaded query={detail} rows={6}>
        {() => null}
      </Loaded>
    </div>
  ) : (
    <Content detail={detail.data} onClose={onClose} />
  );
}

function Content({ detail, onClose }: { readonly detail: Detail; readonly onClose: () => void }) {
  const { t } = useTranslation('invoices');
  const [isOriginalOpen, setOriginalOpen] = useState(false);
  const { row, invoice } = detail;
  const form = originalForm(detail.mediaType);
  const original = form === undefined ? undefined : { form, open: () => setOriginalOpen(true) };
  return (
    <article aria-label={`${nameOfCounterparty(row)}, ${row.number}`}>
      <PaneHead detail={detail} onClose={onClose} original={original} />
      {row.isDeleted && (
        <div className={styles.notice}>
          <StateIcon state="attention" />
          <span>{t('pane.deleted')}</span>
        </div>
      )}
      {detail.parseProblem && (
        <div className={styles.notice}>
          <StateIcon state="attention" />
          <span>{t('pane.unreadable')}</span>
        </div>
      )}
      <PaperInPane id={row.id} original={original} />
      <FindingsBlock detail={detail} />
      <ProofBlock detail={detail} />
      {invoice && <PaymentBlock invoice={invoice} direction={row.direction} remoteNumber={detail.remoteNumber} />}
      <AttachmentsBlock detail={detail} />
      <SourceFilesBlock detail={detail} />
      <TagsBlock detail={detail} />
      <PlacesBlock detail={detail} />
      <VersionsBlock detail={detail} />
      <OriginalDialog id={row.id} isOpen={isOriginalOpen} onClose={() => setOriginalOpen(false)} />
    </article>
  );
}

function MoreMenu({ id }: { readonly id: InvoiceRowId }) {
  const { t } = useTranslation('invoices');
  const { save } = useSaveOriginal();
  const files = usePaperFiles({ id, language: usePaperLanguage(useFormats().language) });
  return (
    <ActionMenu
      trigger={<IconButton isBordered label={t('pane.more')} icon={<IconDots size={16} stroke={1.5} />} />}
      items={[
        {
          id: 'pdf',
          label: t('pdf.save'),
          icon: <IconFileTypePdf size={16} stroke={1.5} />,
          onSelect: () => void files.save(),
        },
        {
          id: 'save',
          label: t('original.save'),
          icon: <IconDownload size={16} stroke={1.5} />,
          onSelect: () => void save(id),
        },
      ]}
    />
  );
}

interface HeadProps {
  readonly detail: Detail;
  readonly onClose: () => void;
  readonly original: OriginalText | undefined;
}
function PaneHead({ detail, onClose, original }: HeadProps) {
  const { t } = useTranslation('invoices');
  const { t: common } = useTranslation('common');
  const { row, invoice } = detail;
  const isToPay = row.direction === 'purchase' && !row.isDeleted;
  const payment = isToPay && invoice ? paymentText(invoice, detail.remoteNumber) : undefined;
  return (
    <header className={styles.head}>
      <div className={styles.top}>
        <div className={styles.kicker}>
          {row.direction === 'sale' ? (
            <IconArrowUpRight size={14} stroke={1.5} />
          ) : row.direction === 'purchase' ? (
            <IconArrowDownLeft size={14} stroke={1.5} />
          ) : null}
          <span>{t(`direction.${row.direction}`)}</span>·<span>{row.number}</span>·<DateText date={row.issueDate} />
        </div>
        <span className={styles.close}>
          <IconButton size="xs" label={common('close')} icon={<IconX size={16} stroke={1.5} />} onClick={onClose} />
        </span>
      </div>
      <div className={styles.top}>
        <h2 className={styles.name}>{nameOfCounterparty(row)}</h2>
        <div className={styles.amount}>
          <Money amount={row.gross.amount} currency={row.gross.currency} />
        </div>
      </div>
      <div className={styles.actions}>
        {payment !== undefined && <CopyButton text={payment} label={t('payment.copy')} withWord kind="primary" />}
        {original && (
          <Button icon={<IconCode size={16} stroke={1.5} />} onClick={original.open}>
            {t('original.show', { form: original.form })}
          </Button>
        )}
        {row.direction === 'sale' && !row.isDeleted && invoice !== undefined && (
          <Button onClick={() => go({ place: 'sale', correctsId: row.id })}>{t('pane.correct')}</Button>
        )}
        <MoreMenu id={row.id} />
      </div>
    </header>
  );
}

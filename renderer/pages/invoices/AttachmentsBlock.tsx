import { IconDownload, IconExternalLink, IconPaperclip } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { mayBeOpened } from '../../../shared/domain/attachments';
import type { CallOutput } from '../../bridge/bridge';
import { useCommand } from '../../bridge/hooks';
import { IconButton } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { problemTexts } from '../../ui/problemTexts';
import { showToast } from '../../ui/toasts';
import styles from './Pane.module.css';

/** Files inside the invoice: shown by the system's own program, or saved. */
export function AttachmentsBlock({ detail }: { readonly detail: CallOutput<'invoices.get'> }) {
  const { t } = useTranslation('invoices');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  const opening = useCommand('invoices.openAttachment');
  const saving = useCommand('invoices.saveAttachment');
  const { id } = detail.row;
  const attachments = detail.invoice?.attachments ?? [];
  if (attachments.length === 0) return null;
  const open = async (index: number): Promise<void> => {
    const outcome = await opening.run({ id, index });
    if (!outcome.ok) showToast({ state: 'stopped', text: problemTexts(tAny, outcome.error).what });
  };
  const save = async (index: number): Promise<void> => {
    const outcome = await saving.run({ id, index });
    if (!outcome.ok) showToast({ state: 'stopped', text: problemTexts(tAny, outcome.error).what });
    else if (outcome.value.savedTo !== undefined)
      showToast({ state: 'ok', text: t('original.saved', { path: outcome.value.savedTo }) });
  };
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h3>{t('attachments.heading')}</h3>
      </div>
      <div className={styles.list}>
        {attachments.map(({ name, bytes }, index) => (
          <div key={`${String(index)} ${name}`} className={styles.file}>
            <IconPaperclip size={16} stroke={1.5} />
            <span className={styles.fileName}>
              {name} {bytes !== undefined && <span className={styles.note}>{formats.bytes(bytes)}</span>}
            </span>
            {mayBeOpened(name) && (
              <IconButton
                size="xs"
                label={t('attachments.open_named', { name })}
                icon={<IconExternalLink size={16} stroke={1.5} />}
                onClick={() => void open(index)}
              />
            )}
            <IconButton
              size="xs"
              label={t('attachments.save_named', { name })}
              icon={<IconDownload size={16} stroke={1.5} />}
              onClick={() => void save(index)}
            />
          </div>
        ))}
      </div>
    </section>
  );
}

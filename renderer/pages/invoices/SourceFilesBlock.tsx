import { IconDownload, IconExternalLink, IconFolderPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCompany } from '../../app/company';
import { useConnectionNames } from '../../app/useConnectionNames';
import type { CallOutput } from '../../bridge/bridge';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import { ProgressBar } from '../../ui/ProgressBar';
import styles from './Pane.module.css';
import { useSourceFile } from './useSourceFile';

type Place = NonNullable<CallOutput<'invoices.get'>['sourceFiles']>[number];

/** What services have of this invoice as a file: their own page, or what the supplier sent. Each is asked for only here. */
export function SourceFilesBlock({ detail }: { readonly detail: CallOutput<'invoices.get'> }) {
  return detail.sourceFiles?.map((place) => <SourceFile key={place.id} place={place} />);
}

function SourceFile({ place }: { readonly place: Place }) {
  const { t } = useTranslation('invoices');
  const nameOf = useConnectionNames(useCompany().id);
  const file = useSourceFile(place.id);
  const { title } = nameOf(place.connectionId);
  const { task } = file;
  return (
    <section className={styles.section} aria-label={t('source_file.heading', { title })}>
      <div className={styles.sectionHead}>
        <h3>{t('source_file.heading', { title })}</h3>
        <span className={styles.note}>{t('source_file.note')}</span>
      </div>
      {task?.isRunning === true ? (
        <Fetching title={title} bytes={task.bytes} onCancel={() => void file.cancel()} />
      ) : (
        <div className={styles.fileActions}>
          <Button size="xs" icon={<IconExternalLink size={16} stroke={1.5} />} onClick={() => void file.open()}>
            {t('source_file.open')}
          </Button>
          <Button size="xs" icon={<IconDownload size={16} stroke={1.5} />} onClick={() => void file.save()}>
            {t('source_file.save')}
          </Button>
          <Button size="xs" icon={<IconFolderPlus size={16} stroke={1.5} />} onClick={() => void file.keep()}>
            {t('source_file.keep')}
          </Button>
        </div>
      )}
      {task?.problem && (
        <div className={styles.fileProblem} role="alert">
          <ExplainedProblem problem={task.problem} tone="warn" />
        </div>
      )}
    </section>
  );
}

interface FetchingProps {
  readonly title: string;
  readonly bytes: number;
  readonly onCancel: () => void;
}
/** Nobody says how much there is: how much has come does. */
function Fetching({ title, bytes, onCancel }: FetchingProps) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  const label = t('source_file.running', { title });
  return (
    <div className={styles.fetching}>
      <div>
        <span>{label}</span>{' '}
        {bytes > 0 && <span className={styles.note}>{t('source_file.so_far', { size: formats.bytes(bytes) })}</span>}
        <ProgressBar label={label} done={bytes} />
      </div>
      <Button size="xs" onClick={onCancel}>
        {t('source_file.cancel')}
      </Button>
    </div>
  );
}

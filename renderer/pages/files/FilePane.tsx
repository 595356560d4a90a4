import { IconDownload, IconShieldCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { RemoteEntry } from '../../../shared/contract/destinations';
import { useCommand, useQuery } from '../../bridge/hooks';
import { isGoing } from '../../features/runs/runTexts';
import { Button, IconButton } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import { KeyValues } from '../../ui/layout';
import { useInstantText } from '../../ui/values';
import { isAbout, mayBeBundle } from './entries';
import { FetchState } from './FetchState';
import styles from './Files.module.css';

interface Props {
  readonly connection: ConnectionView;
  readonly folders: readonly string[];
  readonly entry: RemoteEntry;
  readonly onClose: () => void;
}
/** How far back the last try with this file is looked for. */
const RUNS = 60;

/** One file at a destination: what it is, and what can be done with it here. */
export function FilePane({ connection, folders, entry, onClose }: Props) {
  const { t } = useTranslation('files');
  const formats = useFormats();
  const instantText = useInstantText();
  const connectionId = connection.id;
  const fetch = useCommand('destinations.fetch');
  const restore = useCommand('destinations.tryRestore');
  const { name, bytes, modifiedAt, remoteId, hasReceipt } = entry;
  const file = { folders: [...folders], fileName: name, ...(remoteId === undefined ? {} : { remoteId }) };
  const runs = useQuery('runs.list', { connectionId, limit: RUNS });
  const last = runs.data?.find((run) => isAbout(run, file));
  const isBusy = last !== undefined && isGoing(last);
  const problem = fetch.problem ?? restore.problem;
  return (
    <div className={styles.pane}>
      <header className={styles.paneHead}>
        <h2 className={styles.paneTitle}>{name}</h2>
        <IconButton label={t('close')} icon={<IconX size={16} stroke={1.5} />} onClick={onClose} />
      </header>
      <KeyValues
        items={[
          { id: 'size', label: t('column.size'), value: formats.bytes(bytes) },
          ...(modifiedAt === undefined
            ? []
            : [{ id: 'changed', label: t('column.changed'), value: instantText(modifiedAt) }]),
          { id: 'receipt', label: t('column.receipt'), value: hasReceipt ? t('receipt_long') : t('no_receipt') },
        ]}
      />
      <div className={styles.paneActions}>
        <Button
          kind="primary"
          icon={<IconDownload size={16} stroke={1.5} />}
          isBusy={fetch.isRunning}
          disabled={isBusy}
          onClick={() => void fetch.run({ connectionId, ...file })}
        >
          {t('fetch')}
        </Button>
        {mayBeBundle(entry) && (
          <Button
            icon={<IconShieldCheck size={16} stroke={1.5} />}
            isBusy={restore.isRunning}
            disabled={isBusy}
            onClick={() => void restore.run({ connectionId, ...file })}
          >
            {t('restore')}
          </Button>
        )}
      </div>
      <p className={styles.quiet}>{mayBeBundle(entry) ? t('about_bundle') : t('about_file')}</p>
      {problem && <ExplainedProblem problem={problem} />}
      {last && <FetchState run={last} />}
    </div>
  );
}

import { useMemo } from 'react';
import { IconFile, IconFileZip, IconFolder } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RemoteEntry } from '../../../shared/contract/destinations';
import type { Column } from '../../ui/DataTable';
import { useFormats } from '../../ui/formatsContext';
import { StateLabel } from '../../ui/StateIcon';
import { InstantText } from '../../ui/values';
import { mayBeBundle } from './entries';
import styles from './Files.module.css';

const icon = { size: 16, stroke: 1.5 } as const;

export function useFileColumns(): readonly Column<RemoteEntry>[] {
  const { t } = useTranslation('files');
  const formats = useFormats();
  return useMemo(
    (): readonly Column<RemoteEntry>[] => [
      {
        id: 'name',
        head: t('column.name'),
        width: 'minmax(180px, 1fr)',
        sort: { ascending: 'name_asc', descending: 'name_desc', first: 'ascending' },
        cell: (entry) => (
          <span className={styles.name}>
            {entry.isFolder ? (
              <IconFolder {...icon} />
            ) : mayBeBundle(entry) ? (
              <IconFileZip {...icon} />
            ) : (
              <IconFile {...icon} />
            )}
            <span className={styles.nameText} title={entry.name}>
              {entry.name}
            </span>
          </span>
        ),
      },
      {
        id: 'receipt',
        head: t('column.receipt'),
        width: '130px',
        hideBelow: 640,
        cell: ({ hasReceipt }) => (
          <span className={styles.receipt}>{hasReceipt && <StateLabel state="ok">{t('receipt')}</StateLabel>}</span>
        ),
      },
      {
        id: 'changed',
        head: t('column.changed'),
        width: '130px',
        hideBelow: 460,
        sort: { ascending: 'changed_asc', descending: 'changed_desc' },
        cell: ({ modifiedAt }) => modifiedAt !== undefined && <InstantText instant={modifiedAt} />,
      },
      {
        id: 'size',
        head: t('column.size'),
        width: '84px',
        align: 'end',
        isExact: true,
        sort: { ascending: 'size_asc', descending: 'size_desc' },
        cell: ({ isFolder, bytes }) => (isFolder ? '' : formats.bytes(bytes)),
      },
    ],
    [t, formats],
  );
}

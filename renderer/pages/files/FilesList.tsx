import { useEffect, useRef } from 'react';
import { IconFolderOpen, IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { RemoteEntry } from '../../../shared/contract/destinations';
import type { PagedState } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { DataTable, type DataTableHandle } from '../../ui/DataTable';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { EmptyState } from '../../ui/layout';
import { LoadingBars } from '../../ui/Loading';
import { useFileColumns } from './columns';
import { keyOfEntry, type EntrySort } from './entries';
import styles from './Files.module.css';

interface Props {
  readonly connection: ConnectionView | undefined;
  /** Which destinations there are is known. */
  readonly isKnown: boolean;
  readonly folders: readonly string[];
  readonly entries: readonly RemoteEntry[];
  readonly pages: PagedState<RemoteEntry>;
  readonly sort: EntrySort;
  readonly onSort: (sort: EntrySort) => void;
  readonly chosenKey: string | undefined;
  readonly onChoose: (entry: RemoteEntry) => void;
  readonly onUp: () => void;
}

export function FilesList(props: Props) {
  const { connection, isKnown, folders, entries, pages } = props;
  const { t } = useTranslation('files');
  const { t: common } = useTranslation('common');
  const columns = useFileColumns();
  const table = useRef<DataTableHandle>(null);
  const isListed = entries.length > 0;
  const folderKey = folders.join('/');
  // Another folder is another list: the keyboard goes along.
  useEffect(() => {
    if (isListed) table.current?.focus();
  }, [folderKey, isListed]);
  const again = (
    <Button kind="primary" onClick={pages.retry}>
      {common('try_again')}
    </Button>
  );
  if (connection === undefined && isKnown) {
    return (
      <EmptyState
        icon={<IconPlugConnected size={24} stroke={1.5} />}
        title={t('empty.no_destination')}
        action={
          <Button kind="primary" onClick={() => go({ place: 'connect', purpose: 'destination' })}>
            {t('empty.connect')}
          </Button>
        }
      />
    );
  }
  if (pages.problem && entries.length === 0) {
    return (
      <div className={styles.inset}>
        <ExplainedProblem problem={pages.problem} action={again} />
      </div>
    );
  }
  if (pages.isLoading || connection === undefined) {
    return (
      <div className={styles.inset}>
        <LoadingBars rows={8} />
      </div>
    );
  }
  if (entries.length === 0) return <Empty folders={folders} onUp={props.onUp} />;
  return (
    <>
      <DataTable
        key={folderKey}
        handle={table}
        label={t('title', { destination: connection.title })}
        rows={entries}
        columns={columns}
        rowKey={keyOfEntry}
        rowLabel={({ name, isFolder }) => (isFolder ? t('folder_named', { name }) : name)}
        sort={props.sort}
        onSort={(sort) => props.onSort(sort as EntrySort)}
        selectedKey={props.chosenKey}
        onOpen={props.onChoose}
        onEscape={props.onUp}
        hasMore={pages.hasMore && !pages.problem}
        isLoadingMore={pages.isLoadingMore}
        onMore={pages.loadMore}
      />
      {/* What came stays in sight: a part of a folder is more than nothing. */}
      {pages.problem && (
        <div className={styles.inset}>
          <ExplainedProblem problem={pages.problem} title={t('partly')} tone="warn" action={again} />
        </div>
      )}
    </>
  );
}

function Empty({ folders, onUp }: Pick<Props, 'folders' | 'onUp'>) {
  const { t } = useTranslation('files');
  const isBase = folders.length === 0;
  return (
    <EmptyState
      icon={<IconFolderOpen size={24} stroke={1.5} />}
      title={isBase ? t('empty.base') : t('empty.folder')}
      text={isBase ? t('empty.base_text') : t('empty.folder_text')}
      action={
        <Button autoFocus onClick={isBase ? () => go({ place: 'reports' }) : onUp}>
          {isBase ? t('empty.reports') : t('empty.up')}
        </Button>
      }
    />
  );
}

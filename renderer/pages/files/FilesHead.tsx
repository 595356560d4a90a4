import { Fragment } from 'react';
import { IconArrowLeft, IconChevronRight, IconRefresh, IconSelector } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { RemoteEntry } from '../../../shared/contract/destinations';
import { useIsAsking, type PagedState } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button, IconButton, LinkButton } from '../../ui/Button';
import { ActionMenu } from '../../ui/Menu';
import styles from './Files.module.css';
import { monthOfFolders } from './monthOfFolders';

interface Props {
  readonly connection: ConnectionView | undefined;
  readonly places: readonly ConnectionView[];
  readonly folders: readonly string[];
  readonly pages: PagedState<RemoteEntry>;
  readonly onFolders: (folders: readonly string[]) => void;
}
const icon = { size: 16, stroke: 1.5 } as const;

/** Whose files these are, where we are among them, and the way back. */
export function FilesHead({ connection, places, folders, pages, onFolders }: Props) {
  const { t } = useTranslation('files');
  const isAsking = useIsAsking('destinations.list');
  const month = monthOfFolders(folders);
  const title = t('title', { destination: connection?.title ?? '' });
  return (
    <header className={styles.head}>
      <div className={styles.headRow}>
        <IconButton
          label={t('back')}
          icon={<IconArrowLeft {...icon} />}
          onClick={() => go({ place: 'reports', ...(month === null ? {} : { month }) })}
        />
        <h1 className={styles.title} tabIndex={-1} data-page-title>
          {title}
        </h1>
        <span className={styles.headActions}>
          {places.length > 1 && (
            <ActionMenu
              align="end"
              label={t('other')}
              trigger={
                <Button kind="quiet" iconAfter={<IconSelector size={14} stroke={1.5} />}>
                  {t('other')}
                </Button>
              }
              items={places.map(({ id, title: name }) => ({
                id,
                label: name,
                isChosen: id === connection?.id,
                onSelect: () => go({ place: 'files', connectionId: id, folders }),
              }))}
            />
          )}
          <Button
            icon={<IconRefresh {...icon} />}
            isBusy={isAsking}
            disabled={connection === undefined}
            onClick={pages.retry}
          >
            {t('again')}
          </Button>
        </span>
      </div>
      <nav className={styles.crumbs} aria-label={t('where')}>
        {[t('base'), ...folders].map((name, depth) => (
          <Fragment key={folders.slice(0, depth).join('/')}>
            {depth > 0 && <IconChevronRight className={styles.between} size={14} stroke={1.5} aria-hidden />}
            {depth === folders.length ? (
              <span className={styles.here} aria-current="location">
                {name}
              </span>
            ) : (
              <LinkButton onClick={() => onFolders(folders.slice(0, depth))}>{name}</LinkButton>
            )}
          </Fragment>
        ))}
      </nav>
    </header>
  );
}

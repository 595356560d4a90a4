import { IconFolderSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CompanyId } from '../../../shared/domain/ids';
import { useCommand, useQuery } from '../../bridge/hooks';
import { LinkButton } from '../../ui/Button';
import { problemTexts } from '../../ui/problemTexts';
import { StateLabel } from '../../ui/StateIcon';
import { Mono, useInstantText } from '../../ui/values';
import styles from './ReportFiles.module.css';
import { useToastOf } from './useToastOf';

/** One folder of this computer whose new files come by themselves. */
export function WatchedFolder({ companyId }: { readonly companyId: CompanyId }) {
  const { t } = useTranslation('reports');
  const { t: tAny } = useTranslation();
  const instantText = useInstantText();
  const toastOf = useToastOf();
  const folder = useQuery('reports.folder', { companyId });
  const choose = useCommand('reports.chooseFolder');
  const leave = useCommand('reports.leaveFolder');
  const look = useCommand('reports.lookIntoFolder');
  if (!folder.data) return null;
  const { path, problem, lookedAt } = folder.data;
  return (
    <footer className={styles.folder}>
      <IconFolderSearch size={16} stroke={1.5} />
      {path === undefined ? (
        <span className={styles.folderText}>{t('files.folder_none')}</span>
      ) : (
        <span className={styles.folderText}>
          {t('files.folder_watched')}{' '}
          <Mono oneLine title={path}>
            {path}
          </Mono>{' '}
          {problem ? (
            <StateLabel state="stopped">{problemTexts(tAny, problem).what}</StateLabel>
          ) : (
            lookedAt !== undefined && t('files.folder_looked', { at: instantText(lookedAt) })
          )}
        </span>
      )}
      <span className={styles.folderActions}>
        {path !== undefined && (
          <>
            <LinkButton disabled={look.isRunning} onClick={() => void look.run({ companyId }).then(toastOf)}>
              {t('files.folder_look')}
            </LinkButton>
            <LinkButton onClick={() => void leave.run({ companyId }).then(toastOf)}>
              {t('files.folder_leave')}
            </LinkButton>
          </>
        )}
        {path === undefined && (
          <LinkButton onClick={() => void choose.run({ companyId }).then(toastOf)}>
            {t('files.folder_choose')}
          </LinkButton>
        )}
      </span>
    </footer>
  );
}
